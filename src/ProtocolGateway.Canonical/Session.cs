namespace ProtocolGateway.Canonical;

/// <summary>
/// How far a session has come: what a CPO reports while it charges. OCPI 2.3.0's Session (ocpi.md 5.2) and what eMIP tells by
/// events and intermediate records (emip.md 2.7, 3.3).
/// </summary>
public sealed record Session
{
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public string? CpoSessionId { get; init; }

    public string? EmspSessionId { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When the session ended, not the charging.</summary>
    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>When the readings were taken.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>kWh so far.</summary>
    public decimal? Kwh { get; init; }

    /// <summary>Time so far.</summary>
    public TimeSpan? TotalTime { get; init; }

    public CdrToken? CdrToken { get; init; }

    public AuthMethod? AuthMethod { get; init; }

    /// <summary>The last one that the eMSP gave.</summary>
    public string? AuthorizationReference { get; init; }

    public string? LocationId { get; init; }

    /// <summary>The CPO's technical id of the EVSE; OCPI writes <c>#NA</c> for a reservation without one.</summary>
    public string? EvseUid { get; init; }

    /// <summary>The public EVSE id, which OCPI's sessions don't tell.</summary>
    public string? EvseId { get; init; }

    public string? ConnectorId { get; init; }

    /// <summary>The place with the one EVSE and connector, where the sender told it whole (OCPI 2.1.1).</summary>
    public Location? Location { get; init; }

    public string? MeterId { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<ChargingPeriod>? ChargingPeriods { get; init; }

    /// <summary>Cost so far; null: no price is known, 0: free.</summary>
    public Price? TotalCost { get; init; }

    /// <summary>Null for eMIP's reports, which tell events.</summary>
    public SessionStatus? Status { get; init; }

    public string? Product { get; init; }

    public string? Service { get; init; }

    public IReadOnlyList<MeterReading>? Meters { get; init; }

    /// <summary>What happened; null for a report that only reads the meters.</summary>
    public SessionEvent? Event { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>Something that happened to a session (eMIP SetSessionEventReport, emip.md 2.7).</summary>
public sealed record SessionEvent
{
    public SessionEventType? Type { get; init; }

    /// <summary>The event's own id.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Parameter { get; init; }

    /// <summary>The action that led to it.</summary>
    public string? RelatedActionId { get; init; }
}

public enum SessionEventType { STARTED, SUSPENDED, TERMINATED, EMERGENCY_STOP }
