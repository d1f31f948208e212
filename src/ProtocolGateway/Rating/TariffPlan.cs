using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>A tariff as it is rated with: its elements in their order, each with at most one rate of a dimension.</summary>
internal sealed class TariffPlan
{
    private readonly List<ElementPlan> elements;

    private TariffPlan(Tariff tariff, List<ElementPlan> elements)
    {
        Tariff = tariff;
        this.elements = elements;
        TimesOfDay = [.. elements.SelectMany(e => e.Restriction.TimesOfDay).Distinct().Order()];
        Durations = [.. elements.SelectMany(e => e.Restriction.Durations).Distinct().Order()];
        Energies = [.. elements.SelectMany(e => e.Restriction.Energies).Distinct().Order()];
    }

    public Tariff Tariff { get; }

    /// <summary>Local times at which another element may begin to count.</summary>
    public IReadOnlyList<TimeOnly> TimesOfDay { get; }

    public IReadOnlyList<TimeSpan> Durations { get; }

    /// <summary>kWh.</summary>
    public IReadOnlyList<decimal> Energies { get; }

    /// <summary>Nothing can be said without the location's time zone.</summary>
    public bool NeedsTimeZone => TimesOfDay.Count > 0;

    /// <summary>Some time is billed in steps of more than a second.</summary>
    public bool RoundsTime => elements.Any(e => e.Rates.Any(r => r is { Dimension: TariffDimensionType.TIME or TariffDimensionType.PARKING_TIME, StepSize: > 1 }));

    public bool HasVat => elements.Any(e => e.Rates.Any(r => r.Vat is not null));

    /// <param name="fault">What makes it useless, in OCPI's words; null when nothing does.</param>
    public static TariffPlan? Read(Tariff tariff, out string? fault)
    {
        var (elements, faults) = (new List<ElementPlan>(), new List<string>());
        foreach (var (index, element) in (tariff.Elements ?? []).Index())
        {
            var found = new List<string>();
            var restriction = Restriction.Read(element.Restrictions, found);
            var rates = (element.PriceComponents ?? []).Select(c => Rate.Read(index + 1, c, found)).OfType<Rate>().ToList();
            elements.Add(new(restriction, rates));
            faults.AddRange(found.Select(f => $"element {index + 1}: {f}"));
        }
        if (elements.Count == 0) faults.Add("it has no elements");
        if (string.IsNullOrWhiteSpace(tariff.Currency)) faults.Add("it names no currency");
        fault = faults.Count == 0 ? null : string.Join("; ", faults);
        return fault is null ? new(tariff, elements) : null;
    }

    /// <summary>The rate of a session's dimension at that moment; what hangs on an unknown power or current doesn't hold. Null: it costs nothing.</summary>
    public Rate? Find(TariffDimensionType dimension, in Moment moment) => Find(dimension, null, moment);

    /// <summary>The same for a reservation, by the elements of that kind alone.</summary>
    public Rate? Find(TariffDimensionType dimension, ReservationRestrictionType? reservation, in Moment moment)
    {
        foreach (var element in elements)
            if (element.Restriction.Reservation == reservation && element.Find(dimension) is { } rate && element.Restriction.At(moment) == Match.Yes) return rate;
        return null;
    }

    /// <summary>Every rate of a session's dimension that may count at that moment, whatever the unknown power and current are; null among them: it may cost nothing.</summary>
    public IEnumerable<Rate?> FindAll(TariffDimensionType dimension, Moment moment)
    {
        foreach (var element in elements.Where(e => e.Restriction.Reservation is null))
        {
            if (element.Find(dimension) is not { } rate || element.Restriction.At(moment) is not (not Match.No and var match)) continue;
            yield return rate;
            if (match == Match.Yes) yield break;
        }
        yield return null;
    }

    private sealed record ElementPlan(Restriction Restriction, IReadOnlyList<Rate> Rates)
    {
        public Rate? Find(TariffDimensionType dimension)
        {
            foreach (var rate in Rates)
                if (rate.Dimension == dimension) return rate;
            return null;
        }
    }
}

/// <summary>A price component in its place.</summary>
/// <param name="Element">Its element's place in the tariff, from 1.</param>
/// <param name="Price">Per kWh, per hour, or once.</param>
/// <param name="Vat">Per cent.</param>
/// <param name="StepSize">Wh or seconds; 0 for no rounding.</param>
internal sealed record Rate(int Element, TariffDimensionType Dimension, decimal Price, decimal? Vat, int StepSize)
{
    public static Rate? Read(int element, PriceComponent component, ICollection<string> faults)
    {
        if (component is { Type: { } type, Price: { } price, StepSize: >= 0 and var step }) return new(element, type, price, component.Vat, step);
        faults.Add("a price component lacks its type, its price or its step_size");
        return null;
    }

    /// <summary>Using either costs the same. What costs nothing is like having no price.</summary>
    public static bool Same(Rate? one, Rate? other) =>
        (one is null or { Price: 0 }) && (other is null or { Price: 0 })
        || (one is not null && other is not null && one.Price == other.Price && one.Vat == other.Vat && one.StepSize == other.StepSize);
}
