namespace ProtocolGateway.Canonical;

/// <summary>
/// How a CPO says an EVSE stands, in two dimensions (translation.md section 9): eMIP reports them apart, OCPI as one value.
/// One of the four ids names what it is about.
/// </summary>
public sealed record EvseStatusReport
{
    /// <summary>The CPO.</summary>
    public PartyId? Party { get; init; }

    /// <summary>The public EVSE id, such as FR*798*E1234*5.</summary>
    public string? EvseId { get; init; }

    /// <summary>The CPO's own ids of the EVSE's location and of the EVSE, from the directory; null in what was just heard.</summary>
    public string? LocationId { get; init; }

    public string? EvseUid { get; init; }

    /// <summary>A pool's report is about every EVSE of the location.</summary>
    public string? PoolId { get; init; }

    /// <summary>A station's, too: locations have none.</summary>
    public string? StationId { get; init; }

    /// <summary>A connector's is about its EVSE, if that has only the one.</summary>
    public string? ConnectorId { get; init; }

    /// <summary>Null: nothing (new) is said of it.</summary>
    public AvailabilityReport? Availability { get; init; }

    /// <summary>Null: nothing (new) is said of it.</summary>
    public BusyReport? Busy { get; init; }

    /// <summary>What both make together (<see cref="EvseStatusTable"/>); null in what was just heard.</summary>
    public EvseStatus? Status { get; init; }

    /// <summary>Since when <see cref="Status"/> is so; null in what eMIP reports, in two halves.</summary>
    public DateTimeOffset? LastUpdated { get; init; }
}

/// <summary>Whether it can be used at all.</summary>
public sealed record AvailabilityReport
{
    public AvailabilityStatus? Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Until when it is expected to last.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Comment { get; init; }
}

/// <summary>Whether somebody uses it.</summary>
public sealed record BusyReport
{
    public BusyStatus? Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Until when it is expected to last.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Comment { get; init; }
}

/// <summary>emip.md 3.9; INOPERATIVE, not in service without being broken, is OCPI's.</summary>
public enum AvailabilityStatus { UNSPECIFIED, OUT_OF_ORDER, IN_SERVICE, FUTURE, DELETED, INOPERATIVE }

/// <summary>emip.md 3.10; BLOCKED, in the way of others without charging, is OCPI's.</summary>
public enum BusyStatus { UNSPECIFIED, FREE, BUSY, RESERVED, BLOCKED }
