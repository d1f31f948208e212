namespace ProtocolGateway.Canonical;

/// <summary>A site with charge points, as OCPI 2.3.0 names it (ocpi.md 5.1).</summary>
public sealed record Location
{
    /// <summary>The CPO.</summary>
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public bool? Publish { get; init; }

    public IReadOnlyList<PublishTokenType>? PublishAllowedTo { get; init; }

    public string? Name { get; init; }

    public string? Address { get; init; }

    public string? City { get; init; }

    public string? PostalCode { get; init; }

    public string? State { get; init; }

    /// <summary>ISO 3166 alpha-3.</summary>
    public string? Country { get; init; }

    public GeoLocation? Coordinates { get; init; }

    public IReadOnlyList<AdditionalGeoLocation>? RelatedLocations { get; init; }

    public ParkingType? ParkingType { get; init; }

    public IReadOnlyList<Evse>? Evses { get; init; }

    public IReadOnlyList<Parking>? ParkingPlaces { get; init; }

    public IReadOnlyList<DisplayText>? Directions { get; init; }

    public BusinessDetails? Operator { get; init; }

    public BusinessDetails? Suboperator { get; init; }

    public BusinessDetails? Owner { get; init; }

    public IReadOnlyList<Facility>? Facilities { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    public Hours? OpeningTimes { get; init; }

    public bool? ChargingWhenClosed { get; init; }

    public IReadOnlyList<Image>? Images { get; init; }

    public EnergyMix? EnergyMix { get; init; }

    public string? HelpPhone { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record Evse
{
    public string? Uid { get; init; }

    public string? EvseId { get; init; }

    public EvseStatus? Status { get; init; }

    public IReadOnlyList<StatusSchedule>? StatusSchedule { get; init; }

    public IReadOnlyList<Capability>? Capabilities { get; init; }

    public IReadOnlyList<Connector>? Connectors { get; init; }

    public string? FloorLevel { get; init; }

    public GeoLocation? Coordinates { get; init; }

    public string? PhysicalReference { get; init; }

    public IReadOnlyList<DisplayText>? Directions { get; init; }

    public IReadOnlyList<ParkingRestriction>? ParkingRestrictions { get; init; }

    public IReadOnlyList<EvseParking>? Parking { get; init; }

    public IReadOnlyList<Image>? Images { get; init; }

    /// <summary>Names of the eMSPs whose drivers may charge here.</summary>
    public IReadOnlyList<string>? AcceptedServiceProviders { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record Connector
{
    public string? Id { get; init; }

    public ConnectorType? Standard { get; init; }

    public ConnectorFormat? Format { get; init; }

    public PowerType? PowerType { get; init; }

    /// <summary>V; line to neutral for AC_3_PHASE.</summary>
    public int? MaxVoltage { get; init; }

    /// <summary>A.</summary>
    public int? MaxAmperage { get; init; }

    /// <summary>W, where it is below voltage x amperage.</summary>
    public int? MaxElectricPower { get; init; }

    public IReadOnlyList<string>? TariffIds { get; init; }

    public string? TermsAndConditions { get; init; }

    public IReadOnlyList<ConnectorCapability>? Capabilities { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>WGS 84, as decimal text: it is passed on digit by digit.</summary>
public sealed record GeoLocation
{
    public string? Latitude { get; init; }

    public string? Longitude { get; init; }
}

public sealed record AdditionalGeoLocation
{
    public string? Latitude { get; init; }

    public string? Longitude { get; init; }

    public DisplayText? Name { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record DisplayText
{
    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    public string? Text { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record BusinessDetails
{
    public string? Name { get; init; }

    public string? Website { get; init; }

    public Image? Logo { get; init; }
}

public sealed record Image
{
    public string? Url { get; init; }

    public string? Thumbnail { get; init; }

    public ImageCategory? Category { get; init; }

    public string? Type { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record PublishTokenType
{
    public string? Uid { get; init; }

    public TokenType? Type { get; init; }

    public string? VisualNumber { get; init; }

    public string? Issuer { get; init; }

    public string? GroupId { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record StatusSchedule
{
    public DateTimeOffset? PeriodBegin { get; init; }

    public DateTimeOffset? PeriodEnd { get; init; }

    public EvseStatus? Status { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record Hours
{
    public bool? Twentyfourseven { get; init; }

    public IReadOnlyList<RegularHours>? RegularHours { get; init; }

    public IReadOnlyList<ExceptionalPeriod>? ExceptionalOpenings { get; init; }

    public IReadOnlyList<ExceptionalPeriod>? ExceptionalClosings { get; init; }
}

public sealed record RegularHours
{
    /// <summary>1 is Monday.</summary>
    public int? Weekday { get; init; }

    /// <summary>HH:MM in the location's own time.</summary>
    public string? PeriodBegin { get; init; }

    public string? PeriodEnd { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record ExceptionalPeriod
{
    public DateTimeOffset? PeriodBegin { get; init; }

    public DateTimeOffset? PeriodEnd { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record EnergyMix
{
    public bool? IsGreenEnergy { get; init; }

    public IReadOnlyList<EnergySource>? EnergySources { get; init; }

    public IReadOnlyList<EnvironmentalImpact>? EnvironImpact { get; init; }

    public string? SupplierName { get; init; }

    public string? EnergyProductName { get; init; }
}

public sealed record EnergySource
{
    public EnergySourceCategory? Source { get; init; }

    public decimal? Percentage { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record EnvironmentalImpact
{
    public EnvironmentalImpactCategory? Category { get; init; }

    /// <summary>g/kWh.</summary>
    public decimal? Amount { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}
