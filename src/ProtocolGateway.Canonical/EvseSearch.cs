namespace ProtocolGateway.Canonical;

/// <summary>A question: which EVSEs are near a place? (eMIP SearchEVSE, emip.md 2.12.)</summary>
public sealed record FindEvses
{
    /// <summary>The eMSP: it sees what it may sell.</summary>
    public PartyId? AskedBy { get; init; }

    /// <summary>Degrees, WGS 84.</summary>
    public decimal? Latitude { get; init; }

    public decimal? Longitude { get; init; }

    /// <summary>km.</summary>
    public decimal? Radius { get; init; }

    /// <summary>How many are told at most.</summary>
    public int? Most { get; init; }

    /// <summary>All of them hold for what is found.</summary>
    public IReadOnlyList<EvseCriterion>? Criteria { get; init; }
}

/// <summary>What an attribute must be: all conditions hold.</summary>
public sealed record EvseCriterion
{
    /// <summary>As the asker's protocol numbers it (emip.md 3.11).</summary>
    public string? Attribute { get; init; }

    public IReadOnlyList<EvseCondition>? Conditions { get; init; }
}

public sealed record EvseCondition
{
    /// <summary><c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public string? Operator { get; init; }

    public string? Value { get; init; }
}

/// <summary>The answer, the nearest first.</summary>
public sealed record EvsesFound
{
    public IReadOnlyList<FoundEvse> Evses { get; init; } = [];
}

/// <summary>An EVSE with what the directory knows of its place, and how it stands.</summary>
public sealed record FoundEvse
{
    public string? EvseId { get; init; }

    /// <summary>The location's id, where that is a pool's.</summary>
    public string? PoolId { get; init; }

    /// <summary>The operator's name.</summary>
    public string? Brand { get; init; }

    /// <summary>The location's name.</summary>
    public string? Name { get; init; }

    public string? OwnerName { get; init; }

    /// <summary>Street and number.</summary>
    public string? Address { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The location's.</summary>
    public GeoLocation? Entrance { get; init; }

    /// <summary>The EVSE's own.</summary>
    public GeoLocation? Coordinates { get; init; }

    /// <summary>kW, of the strongest connector.</summary>
    public decimal? Power { get; init; }

    public bool? AlwaysOpen { get; init; }

    public bool? Reservable { get; init; }

    public AvailabilityReport? Availability { get; init; }

    public BusyReport? Busy { get; init; }
}
