namespace ProtocolGateway.Canonical;

/// <summary>Start charging there for this driver (eMIP SetServiceAuthorisation, emip.md 2.5 and 2.14; OCPI START_SESSION).</summary>
public sealed record StartSession
{
    /// <summary>The eMSP that asks.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The CPO that is asked; null while nobody knows whose EVSE it is.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>START, or STOP: the asking eMSP's own session at that EVSE for that driver is to end (emip.md 6.4).</summary>
    public StartStop? Action { get; init; }

    /// <summary>Whose session it will be; whatever the eMSP tells of the token.</summary>
    public Token? Token { get; init; }

    public string? EvseId { get; init; }

    /// <summary>The same place in the CPO's own ids.</summary>
    public string? LocationId { get; init; }

    public string? EvseUid { get; init; }

    public string? ConnectorId { get; init; }

    /// <summary>The service asked for: 1 is charging.</summary>
    public string? Service { get; init; }

    /// <summary>The session's id as the hub assigned it; null where the asked hub is to assign one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The eMSP's own session id.</summary>
    public string? EmspSessionId { get; init; }

    /// <summary>The eMSP wants readings while the session lasts.</summary>
    public bool? ReadingsWanted { get; init; }

    /// <summary>Ceilings of energy, time or money.</summary>
    public IReadOnlyList<MeterReading>? Limits { get; init; }

    public string? Parameter { get; init; }

    /// <summary>The hub's id of a booking.</summary>
    public string? BookingId { get; init; }

    /// <summary>The eMSP's id of it.</summary>
    public string? EmspBookingId { get; init; }

    /// <summary>By which a later result is known; made by whoever passes it on.</summary>
    public string? CommandId { get; init; }
}

public enum StartStop { START, STOP }

/// <summary>Do something with a session (eMIP SetSessionActionRequest, emip.md 2.6 and 2.15; OCPI STOP_SESSION).</summary>
public sealed record ActOnSession
{
    /// <summary>The party that asks.</summary>
    public PartyId? AskedBy { get; init; }

    /// <summary>The session's CPO, who is asked.</summary>
    public PartyId? Cpo { get; init; }

    public SessionActionType? Type { get; init; }

    /// <summary>The session's id as the hub assigned it.</summary>
    public string? SessionId { get; init; }

    public string? CpoSessionId { get; init; }

    public string? EmspSessionId { get; init; }

    /// <summary>The action's own id.</summary>
    public string? Id { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Parameter { get; init; }

    /// <summary>The session event that led to it.</summary>
    public string? RelatedEventId { get; init; }

    /// <inheritdoc cref="StartSession.CommandId"/>
    public string? CommandId { get; init; }
}

public enum SessionActionType { EMERGENCY_STOP, STOP, SUSPEND, RESUME }

/// <summary>What became of a command. Accepted is not done: the effect is reported as a session event.</summary>
public sealed record CommandAnswered
{
    public CommandResult? Result { get; init; }

    /// <summary>The session's id as the hub assigned it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The CPO's own session id.</summary>
    public string? CpoSessionId { get; init; }

    /// <summary>The CPO that was asked.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>The action's id; made by the hub where the asker gave none.</summary>
    public string? ActionId { get; init; }

    /// <summary>Seconds after which a result that is to follow counts as lost; null where this is the result.</summary>
    public int? Timeout { get; init; }

    /// <summary>For the driver.</summary>
    public IReadOnlyList<DisplayText>? Message { get; init; }

    /// <summary>What the CPO will do, where that was asked for.</summary>
    public ActiveChargingProfile? Profile { get; init; }
}

/// <summary>OCPI's results of commands (ocpi.md 5.6), and what eMIP tells apart beside them (emip.md 4.2).</summary>
public enum CommandResult
{
    ACCEPTED,
    REJECTED,
    FAILED,
    NOT_SUPPORTED,
    TIMEOUT,
    UNKNOWN_SESSION,
    EVSE_OCCUPIED,
    EVSE_INOPERATIVE,

    /// <summary>The CPO doesn't offer the service at this EVSE.</summary>
    NO_SERVICE,

    /// <summary>Nobody knows whose EVSE it is.</summary>
    UNKNOWN_CPO,

    /// <summary>The eMSP has no agreement with the CPO.</summary>
    NO_AGREEMENT,

    /// <summary>The CPO doesn't know the driver.</summary>
    UNKNOWN_TOKEN,

    /// <summary>The other side can't be reached.</summary>
    UNREACHABLE,

    /// <summary>The other side answered with a fault.</summary>
    FAULT,

    /// <summary>The asker has no part in the session.</summary>
    FOREIGN_SESSION,

    /// <summary>Nobody speaks for the session's other side.</summary>
    NO_OTHER_SIDE,

    /// <summary>The session's other side takes no actions.</summary>
    TAKES_NONE,

    /// <summary>Nobody knows the location or the EVSE.</summary>
    UNKNOWN_PLACE,

    UNKNOWN_RESERVATION,

    /// <summary>The CPO took the reservation back, some time after it had accepted it.</summary>
    CANCELED_RESERVATION,

    /// <summary>Charging profiles are asked for more often than the CPO likes.</summary>
    TOO_OFTEN,

    /// <summary>The CPO has no such charging profile.</summary>
    UNKNOWN,
}
