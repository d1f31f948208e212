namespace ProtocolGateway.Canonical;

/// <summary>Which charge detail records an invoice covers (ocpi.md 5.9).</summary>
public sealed record InvoiceReconciliationRecord
{
    /// <summary>Who wrote the invoice: the CPO, with reverse billing the eMSP.</summary>
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public string? InvoiceId { get; init; }

    /// <summary>The records' ids.</summary>
    public IReadOnlyList<string>? Cdrs { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}
