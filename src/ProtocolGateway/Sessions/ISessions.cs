using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>The session's memory, read (translation.md section 3). It is written with the exchanges, in their transaction.</summary>
public interface ISessions
{
    /// <summary>The session that <paramref name="neighbour"/> knows by <paramref name="id"/>: an id that it gave or was given.</summary>
    /// <param name="neighbour">The party or hub, by <see cref="PartyId.Key"/>.</param>
    ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation);
}

/// <summary>One charging session as every side knows it.</summary>
public sealed record RememberedSession
{
    public required Guid Id { get; init; }

    public PartyId? Cpo { get; init; }

    public PartyId? Emsp { get; init; }

    /// <summary>The token as it was authorised or commanded.</summary>
    public CdrToken? Token { get; init; }

    /// <summary>The tokens that may end it too.</summary>
    public TokenGroup? TokenGroup { get; init; }

    public AuthMethod? AuthMethod { get; init; }

    public string? AuthorizationReference { get; init; }

    public string? EvseId { get; init; }

    public string? ConnectorId { get; init; }

    /// <summary>Null for a session that is known by its records alone.</summary>
    public SessionState? State { get; init; }

    /// <summary>When it was asked for, and when that was allowed.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? AuthorizedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The eMSP wants readings while it lasts.</summary>
    public bool? ReadingsWanted { get; init; }

    /// <summary>Ceilings of energy, time or money.</summary>
    public IReadOnlyList<MeterReading>? Limits { get; init; }

    /// <summary>A reading has reached a ceiling that the CPO was not told: it was asked to stop.</summary>
    public bool? LimitReached { get; init; }

    /// <summary>How far the meters were when they were read last.</summary>
    public SessionReading? Reading { get; init; }

    /// <summary>When it was suspended, in the order of time; null for never.</summary>
    public IReadOnlyList<SessionPause>? Pauses { get; init; }

    /// <summary>When its eMSP was owed a reading last, where those are told at most so often.</summary>
    public DateTimeOffset? ReadingOwedAt { get; init; }

    /// <summary>The exchange by which it was told to be completed without its record.</summary>
    public Guid? CompletedBy { get; init; }

    /// <summary>When its CPO was asked for its record, which had not come in time.</summary>
    public DateTimeOffset? RecordAskedAt { get; init; }

    public TimeSpan? ParkingTime { get; init; }

    public IReadOnlyList<ChargingPeriod>? ChargingPeriods { get; init; }

    public IReadOnlyList<SessionName> Names { get; init; } = [];

    /// <summary>The id that we give it where we are the hub: our own.</summary>
    public string ServiceId => Id.ToString();

    /// <summary>What a neighbour calls it; null where it has no name of that kind for it.</summary>
    /// <param name="neighbour">The party's or hub's key.</param>
    public string? NameOf(string neighbour, SessionNameKind kind) =>
        Names.FirstOrDefault(n => n.Neighbour == neighbour && n.Kind == kind)?.Value;
}

/// <summary>Tokens of one driver or fleet.</summary>
public sealed record TokenGroup(string GroupId);

/// <summary>How far a session has come.</summary>
public enum SessionState
{
    /// <summary>Somebody asked for it, and nobody has answered.</summary>
    ASKED,

    AUTHORIZED,

    /// <summary>Nobody allowed it.</summary>
    REFUSED,

    ACTIVE,

    SUSPENDED,

    /// <summary>It ended, and its record has not come.</summary>
    ENDED,

    /// <summary>Its record has come.</summary>
    CLOSED,
}

/// <summary>What a neighbour calls the session.</summary>
/// <param name="Neighbour">The party's key.</param>
/// <param name="Kind">Whose id it is.</param>
public sealed record SessionName(string Neighbour, SessionNameKind Kind, string Value);

public enum SessionNameKind
{
    /// <summary>The hub's: eMIP serviceSessionId.</summary>
    Service,

    /// <summary>The CPO's: OCPI session id, eMIP execPartnerSessionId.</summary>
    Cpo,

    /// <summary>The eMSP's: eMIP salePartnerSessionId.</summary>
    Emsp,
}
