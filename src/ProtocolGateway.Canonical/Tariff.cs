namespace ProtocolGateway.Canonical;

/// <summary>What charging costs (ocpi.md 5.4).</summary>
public sealed record Tariff
{
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public string? Currency { get; init; }

    public TariffType? Type { get; init; }

    public IReadOnlyList<DisplayText>? TariffAltText { get; init; }

    public string? TariffAltUrl { get; init; }

    public PriceLimit? MinPrice { get; init; }

    public PriceLimit? MaxPrice { get; init; }

    public IReadOnlyList<TariffElement>? Elements { get; init; }

    public TaxIncluded? TaxIncluded { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    public DateTimeOffset? EndDateTime { get; init; }

    public EnergyMix? EnergyMix { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record TariffElement
{
    public IReadOnlyList<PriceComponent>? PriceComponents { get; init; }

    public TariffRestrictions? Restrictions { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record PriceComponent
{
    public TariffDimensionType? Type { get; init; }

    public decimal? Price { get; init; }

    /// <summary>Per cent.</summary>
    public decimal? Vat { get; init; }

    /// <summary>Wh for energy, seconds for time.</summary>
    public int? StepSize { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record TariffRestrictions
{
    public string? StartTime { get; init; }

    public string? EndTime { get; init; }

    public string? StartDate { get; init; }

    public string? EndDate { get; init; }

    public decimal? MinKwh { get; init; }

    public decimal? MaxKwh { get; init; }

    public decimal? MinCurrent { get; init; }

    public decimal? MaxCurrent { get; init; }

    public decimal? MinPower { get; init; }

    public decimal? MaxPower { get; init; }

    public int? MinDuration { get; init; }

    public int? MaxDuration { get; init; }

    public IReadOnlyList<DayOfWeekCode>? DayOfWeek { get; init; }

    public ReservationRestrictionType? Reservation { get; init; }
}

/// <summary>A tariff that is no longer used.</summary>
public sealed record WithdrawnTariff
{
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }
}
