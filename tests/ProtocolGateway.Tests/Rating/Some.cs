using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Tests.Rating;

/// <summary>Tariffs and usages of our own making.</summary>
internal static class Some
{
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Tariff Tariff(params TariffElement[] elements) => new() { Party = new("FR", "798"), Id = "T-1", Currency = "EUR", Elements = elements };

    public static TariffElement Element(TariffRestrictions? restrictions, params PriceComponent[] components) => new() { PriceComponents = components, Restrictions = restrictions };

    public static TariffElement Element(params PriceComponent[] components) => Element(null, components);

    public static PriceComponent Energy(decimal price, int step = 1, decimal? vat = null) => Component(TariffDimensionType.ENERGY, price, step, vat);

    public static PriceComponent Time(decimal price, int step = 1, decimal? vat = null) => Component(TariffDimensionType.TIME, price, step, vat);

    public static PriceComponent Parking(decimal price, int step = 1, decimal? vat = null) => Component(TariffDimensionType.PARKING_TIME, price, step, vat);

    public static PriceComponent Flat(decimal price, decimal? vat = null) => Component(TariffDimensionType.FLAT, price, 1, vat);

    public static UsagePeriod Charging(string start, string end, decimal energy = 0) => Period(start, end, UsageState.Charging, energy);

    public static UsagePeriod Parked(string start, string end) => Period(start, end, UsageState.Parking, 0);

    public static UsagePeriod Untold(string start, string end, decimal energy = 0) => Period(start, end, UsageState.Untold, energy);

    public static UsagePeriod Reserved(string start, string end) => Period(start, end, UsageState.Reservation, 0);

    public static Usage Usage(params UsagePeriod[] periods) => new() { Periods = periods, TimeZone = Paris };

    public static Bill Rate(Tariff tariff, params UsagePeriod[] periods) => Rate(tariff, StepRule.LastDimension, periods);

    public static Bill Rate(Tariff tariff, StepRule rule, params UsagePeriod[] periods) =>
        Rater.Rate(tariff, Usage(periods), rule, out var fault) ?? throw new AssertionException(fault!);

    private static UsagePeriod Period(string start, string end, UsageState state, decimal energy) => new() { Start = At(start), End = At(end), State = state, Energy = energy };

    private static PriceComponent Component(TariffDimensionType type, decimal price, int step, decimal? vat) => new() { Type = type, Price = price, StepSize = step, Vat = vat };
}
