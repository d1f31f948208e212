namespace ProtocolGateway.Canonical;

/// <summary>May this driver charge here? (eMIP GetServiceAuthorisation, emip.md 2.4 and 2.13; OCPI POST tokens/{uid}/authorize.)</summary>
public sealed record AuthorizeToken
{
    /// <summary>The CPO that asks.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>The eMSP that is asked; null while nobody knows whose token it is.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The session's id as the hub assigned it; null where the asked hub is to assign one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The CPO's own session id.</summary>
    public string? CpoSessionId { get; init; }

    public CdrToken? Token { get; init; }

    /// <summary>Where the driver stands.</summary>
    public string? EvseId { get; init; }

    /// <summary>The same in the CPO's own ids.</summary>
    public LocationReferences? Location { get; init; }

    /// <summary>The service asked for: 1 is charging.</summary>
    public string? Service { get; init; }

    public string? BookingId { get; init; }
}

/// <summary>Yes, no, or nobody could say.</summary>
public sealed record TokenAuthorized
{
    /// <summary>Null when nobody could say: <see cref="Unanswered"/> tells why.</summary>
    public AllowedType? Allowed { get; init; }

    public UnansweredReason? Unanswered { get; init; }

    /// <summary>The eMSP that answered.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The session's id as the hub assigned it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The eMSP's own session id.</summary>
    public string? EmspSessionId { get; init; }

    /// <summary>The contract, or an alias of it that the eMSP chose.</summary>
    public string? ContractId { get; init; }

    /// <summary>The eMSP wants readings while the session lasts.</summary>
    public bool? ReadingsWanted { get; init; }

    /// <summary>Ceilings of energy, time or money.</summary>
    public IReadOnlyList<MeterReading>? Limits { get; init; }

    /// <summary>Free text for hub and CPO (eMIP <c>IOP={...}CPO={...}</c>).</summary>
    public string? Parameter { get; init; }

    /// <summary>The token as its eMSP knows it.</summary>
    public Token? Token { get; init; }

    /// <summary>Where it holds, in the CPO's own ids; null: wherever it was asked for.</summary>
    public LocationReferences? Location { get; init; }

    /// <summary>For the driver.</summary>
    public DisplayText? Info { get; init; }
}

/// <summary>EVSEs of a location in their CPO's own ids (ocpi.md 5.5). No EVSE: all of the location.</summary>
public sealed record LocationReferences
{
    public string? LocationId { get; init; }

    public IReadOnlyList<string>? EvseUids { get; init; }

    /// <summary>2.1.1 alone tells them.</summary>
    public IReadOnlyList<string>? ConnectorIds { get; init; }
}

/// <summary>OCPI's AllowedType (ocpi.md 5.5).</summary>
public enum AllowedType { ALLOWED, BLOCKED, EXPIRED, NO_CREDIT, NOT_ALLOWED }

/// <summary>Why nobody allowed or refused a token.</summary>
public enum UnansweredReason
{
    /// <summary>Nobody knows whose token it is.</summary>
    UNKNOWN_TOKEN,

    /// <summary>Its eMSP has no agreement with the CPO.</summary>
    NO_AGREEMENT,

    /// <summary>The eMSP gave none that could be read.</summary>
    NO_ANSWER,

    /// <summary>The eMSP gave none in time.</summary>
    TIMEOUT,

    /// <summary>The eMSP can't be reached.</summary>
    UNREACHABLE,

    /// <summary>The eMSP wants to know at which EVSE, and the question doesn't tell.</summary>
    PLACE_MISSING,

    /// <summary>The eMSP wants to know at which EVSE, and the question tells several.</summary>
    SEVERAL_PLACES,

    /// <summary>The eMSP wants to know at which EVSE, and nobody knows the one that the question tells.</summary>
    UNKNOWN_PLACE,
}
