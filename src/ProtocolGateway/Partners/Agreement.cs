using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>A CPO and an eMSP that roam with each other, and at whose price (contract.md section 2).</summary>
public sealed record Agreement
{
    /// <summary>Null stands for any.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>Null stands for any.</summary>
    public PartyId? Emsp { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>ISO 4217; what a record without a price is written in.</summary>
    public string? Currency { get; init; }

    /// <summary>The tariff to rate with.</summary>
    public string? Tariff { get; init; }

    public UnpricedPolicy Unpriced { get; init; }

    public bool AskUnknownTokens { get; init; }

    public bool Covers(PartyId cpo, PartyId emsp, DateTimeOffset at) =>
        (Cpo is null || Cpo.Equals(cpo)) && (Emsp is null || Emsp.Equals(emsp))
        && (ValidFrom is null || ValidFrom <= at) && (ValidTo is null || at < ValidTo);
}

/// <summary>What happens to a record that names no price.</summary>
public enum UnpricedPolicy { Hold, ZeroWithRemark }
