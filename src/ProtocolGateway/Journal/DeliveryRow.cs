namespace ProtocolGateway.Journal;

/// <summary>One canonical message owed to one partner: the debt, the outbox, what the operator sees and what reconciliation counts.</summary>
public sealed class DeliveryRow
{
    /// <summary>The order in which things were heard.</summary>
    public long Sequence { get; init; }

    public Guid Id { get; init; }

    public Guid ExchangeId { get; init; }

    /// <summary>The partner who said it.</summary>
    public string SourceId { get; init; } = "";

    /// <summary>Null while no recipient is known.</summary>
    public string? PartnerId { get; set; }

    /// <summary>The canonical message's name.</summary>
    public string Message { get; init; } = "";

    /// <summary>The fact's key.</summary>
    public string Key { get; init; } = "";

    /// <summary>What it is about: rows of the same partner and subject are delivered in the order of <see cref="Sequence"/>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The party on whose behalf it is said, in the house's form (<c>FR*798</c>).</summary>
    public string? FromParty { get; init; }

    public string? ToParty { get; set; }

    public DeliveryState State { get; set; }

    /// <summary>Why it is Held, Refused or still Owed: <c>NoLocation</c>, <c>HTTP 500</c>.</summary>
    public string? ReasonCode { get; set; }

    public string? Reason { get; set; }

    /// <summary>What releases it when Held: <c>location:FR798EHALLES01</c>, <c>mapping:emip</c>, <c>settings</c>; null when only a person can.</summary>
    public string? WaitsFor { get; set; }

    /// <summary>How often it was said.</summary>
    public int Attempts { get; set; }

    /// <summary>True once an attempt may have been heard without an answer.</summary>
    public bool Repeat { get; set; }

    /// <summary>Not said before that time.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>When it first became deliverable: fixed at the first attempt.</summary>
    public DateTimeOffset? DeliverableAt { get; set; }

    /// <summary>The node that is saying it now.</summary>
    public string? ClaimNode { get; set; }

    /// <summary>Until when the claim holds without being renewed.</summary>
    public DateTimeOffset? ClaimUntil { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What brought it into its first state: <c>heard</c>, <c>heard; NoLocation</c>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>
    /// The canonical record that is owed, where it is not what was heard: what a report amounts to in the form in which the partner is
    /// told sessions. Null: the exchange's.
    /// </summary>
    public byte[]? Body { get; set; }

    /// <summary>The span that its saying goes on from (W3C traceparent); null when nobody traces.</summary>
    public string? Trace { get; init; }

    /// <summary>The version of the mapping files that a person wants it written by; null for the one in force by then.</summary>
    public string? MappingVersion { get; set; }
}

/// <summary>contract.md section 4.</summary>
public enum DeliveryState
{
    Owed,
    Delivered,
    Refused,
    Held,
    InDoubt,
    Superseded,
    Dropped,
}
