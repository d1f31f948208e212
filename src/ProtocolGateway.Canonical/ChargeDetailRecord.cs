namespace ProtocolGateway.Canonical;

/// <summary>
/// One finished charging session, as the CPO charges it: OCPI 2.3.0's CDR (ocpi.md 5.3) and what eMIP adds to it
/// (emip.md 2.8). Everything may be missing here; what a receiver demands is checked when the record is written for it.
/// </summary>
public sealed record ChargeDetailRecord
{
    /// <summary>The CPO that charges.</summary>
    public PartyId? Party { get; init; }

    /// <summary>The record's id, unique per CPO; the sender's own spelling. eMIP has none: its serviceSessionId.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>The session's id as the sender knows it: OCPI's session id, eMIP's serviceSessionId.</summary>
    public string? SessionId { get; init; }

    /// <summary>The CPO's own session id where the sender tells it beside <see cref="SessionId"/> (eMIP execPartnerSessionId).</summary>
    public string? CpoSessionId { get; init; }

    /// <summary>The eMSP's session id (eMIP salePartnerSessionId).</summary>
    public string? EmspSessionId { get; init; }

    public CdrToken? CdrToken { get; init; }

    public AuthMethod? AuthMethod { get; init; }

    public string? AuthorizationReference { get; init; }

    public CdrLocation? CdrLocation { get; init; }

    /// <summary>The place with the one EVSE and connector, where the sender told it whole (OCPI 2.1.1).</summary>
    public Location? Location { get; init; }

    public string? MeterId { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public IReadOnlyList<Tariff>? Tariffs { get; init; }

    public IReadOnlyList<ChargingPeriod>? ChargingPeriods { get; init; }

    public SignedData? SignedData { get; init; }

    public Price? TotalCost { get; init; }

    public Price? TotalFixedCost { get; init; }

    /// <summary>kWh.</summary>
    public decimal? TotalEnergy { get; init; }

    public Price? TotalEnergyCost { get; init; }

    /// <summary>Charging and not charging together.</summary>
    public TimeSpan? TotalTime { get; init; }

    public Price? TotalTimeCost { get; init; }

    /// <summary>Time not charging.</summary>
    public TimeSpan? TotalParkingTime { get; init; }

    public Price? TotalParkingCost { get; init; }

    public Price? TotalReservationCost { get; init; }

    public string? Remark { get; init; }

    public string? InvoiceReferenceId { get; init; }

    public bool? Credit { get; init; }

    public string? CreditReferenceId { get; init; }

    public bool? HomeChargingCompensation { get; init; }

    /// <summary>What the eMSP sold (eMIP partnerProductId).</summary>
    public string? Product { get; init; }

    /// <summary>The service asked for (eMIP requestedServiceId): 1 is charging.</summary>
    public string? Service { get; init; }

    /// <summary>Load and power curves and other meters (eMIP meterTypeId 10xx, 2x, 3x, 4x), in the order told.</summary>
    public IReadOnlyList<MeterReading>? Meters { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>A snapshot of the token that the session was charged to.</summary>
public sealed record CdrToken
{
    /// <summary>The eMSP that owns the token.</summary>
    public PartyId? Party { get; init; }

    public string? Uid { get; init; }

    public TokenType? Type { get; init; }

    public string? ContractId { get; init; }
}

/// <summary>A snapshot of the place at the session's start (ocpi.md 5.3 CdrLocation).</summary>
public sealed record CdrLocation
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Address { get; init; }

    public string? City { get; init; }

    public string? PostalCode { get; init; }

    public string? State { get; init; }

    /// <summary>ISO 3166 alpha-3.</summary>
    public string? Country { get; init; }

    public GeoLocation? Coordinates { get; init; }

    /// <summary>The CPO's technical id of the EVSE.</summary>
    public string? EvseUid { get; init; }

    /// <summary>The public EVSE id, such as FR*798*E1234*5.</summary>
    public string? EvseId { get; init; }

    public string? ConnectorId { get; init; }

    public ConnectorType? ConnectorStandard { get; init; }

    public ConnectorFormat? ConnectorFormat { get; init; }

    public PowerType? ConnectorPowerType { get; init; }
}

public sealed record ChargingPeriod
{
    public DateTimeOffset? StartDateTime { get; init; }

    public IReadOnlyList<CdrDimension>? Dimensions { get; init; }

    public string? TariffId { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record CdrDimension
{
    public CdrDimensionType? Type { get; init; }

    /// <summary>In the unit that the type says: kWh, hours, A, kW, %.</summary>
    public decimal? Volume { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record SignedData
{
    public string? EncodingMethod { get; init; }

    public int? EncodingMethodVersion { get; init; }

    public string? PublicKey { get; init; }

    public IReadOnlyList<SignedValue>? SignedValues { get; init; }

    public string? Url { get; init; }
}

public sealed record SignedValue
{
    public string? Nature { get; init; }

    public string? PlainData { get; init; }

    public string? SignedData { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>One reading of a meter that has no field of its own (emip.md 3.6).</summary>
public sealed record MeterReading
{
    public string? Type { get; init; }

    public decimal? Value { get; init; }

    public string? Unit { get; init; }
}
