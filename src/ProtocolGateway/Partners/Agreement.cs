using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;

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

    /// <summary>The id of the CPO's tariff by which records without a price are rated.</summary>
    public string? Tariff { get; init; }

    public UntoldTimePolicy UntoldTime { get; init; }

    public StepRule StepRule { get; init; }

    public UnpricedPolicy Unpriced { get; init; }

    /// <summary>The eMSP wants to be asked about tokens that nobody knows.</summary>
    public bool AskUnknownTokens { get; init; }

    /// <summary>The eMSP may see the CPO's locations with <c>publish: false</c>, too.</summary>
    public bool UnpublishedLocations { get; init; }

    /// <summary>Cards that are the eMSP's.</summary>
    public IReadOnlyList<UidRange> UidRanges { get; init; } = [];

    public bool Covers(PartyId cpo, PartyId emsp, DateTimeOffset at) => (Emsp is null || Emsp.Equals(emsp)) && CoversCpo(cpo, at);

    public bool CoversCpo(PartyId cpo, DateTimeOffset at) =>
        (Cpo is null || Cpo.Equals(cpo)) && (ValidFrom is null || ValidFrom <= at) && (ValidTo is null || at < ValidTo);
}

/// <summary>What happens to a record that names no price.</summary>
public enum UnpricedPolicy { Hold, ZeroWithRemark }

/// <summary>What a record is rated at for time of which nobody tells whether the vehicle was charging.</summary>
public enum UntoldTimePolicy
{
    /// <summary>Nothing, where that makes a difference.</summary>
    Hold,

    /// <summary>What charging costs.</summary>
    Charging,
}
