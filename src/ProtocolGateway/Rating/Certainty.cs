using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>
/// Whether a usage costs the same however its energy flowed within each period, and whatever nobody tells of it: power, current,
/// and how much of the time the vehicle was charging (translation.md section 10). What is told of each period is taken as it is.
/// </summary>
internal static class Certainty
{
    private const string PowerOrCurrent = "its power or current in each charging period";

    /// <summary>What makes the cost uncertain; null when nothing does.</summary>
    public static Doubt? WhatDiffers(TariffPlan plan, Usage usage, StepRule rule)
    {
        var before = 0m;
        var flats = new Flats();
        var parked = usage.Parked is null ? null : new PartlyParked(plan, usage, rule);
        foreach (var (period, origin) in Segments.WithOrigins(usage))
        {
            if (period.State == UsageState.Reservation) continue;
            var grid = new Grid(plan, period, origin, usage.TimeZone, before);
            before += period.Energy;
            if (Energy(grid) is { } doubt) return doubt;
            if (period.State == UsageState.Untold && parked is not null) parked.Add(grid);
            else if (Time(grid, period.State) is { } other) return other;
            flats.Add(grid);
        }
        return parked?.Doubt ?? flats.Doubt;
    }

    /// <summary>Each part of the energy may have flowed at any time of the period: it must cost the same at all of them.</summary>
    private static Doubt? Energy(Grid grid)
    {
        foreach (var level in grid.Levels.Where(level => level < grid.After))
        {
            var rates = Distinct(grid.Times.SelectMany(time => grid.Rates(TariffDimensionType.ENERGY, time, level)));
            if (rates.Count > 1) return new($"what energy costs hangs on when or how fast it flowed ({Names(rates)})", grid.WhatSettles(TariffDimensionType.ENERGY, level));
        }
        return null;
    }

    /// <summary>Any amount of energy may have flowed by each time.</summary>
    private static Doubt? Time(Grid grid, UsageState state)
    {
        foreach (var time in grid.Times)
        {
            var charging = state == UsageState.Parking ? [] : grid.Levels.SelectMany(level => grid.Rates(TariffDimensionType.TIME, time, level)).ToList();
            var parking = state == UsageState.Charging ? [] : grid.Levels.SelectMany(level => grid.Rates(TariffDimensionType.PARKING_TIME, time, level)).ToList();
            var rates = Distinct(charging.Concat(parking));
            if (state != UsageState.Untold && rates.Count > 1) return new($"what time costs hangs on how much energy had flowed, or how fast ({Names(rates)})", grid.WhatSettles(state, time));
            if (state == UsageState.Untold && !grid.IsAllOne(rates)) return new($"what time costs hangs on how much of it the vehicle was charging ({Names(rates)})", "how long the vehicle was parked without charging");
        }
        return null;
    }

    private static List<Rate?> Distinct(IEnumerable<Rate?> rates)
    {
        var found = new List<Rate?>();
        foreach (var rate in rates)
            if (!found.Exists(f => Rate.Same(f, rate))) found.Add(rate);
        return found;
    }

    private static string Names(IEnumerable<Rate?> rates)
    {
        var numbers = rates.OfType<Rate>().Where(r => r.Price != 0).Select(r => r.Element).Distinct().Order().ToList();
        return $"{(numbers.Count == 1 ? "element" : "elements")} {string.Join(", ", numbers)} of the tariff";
    }

    /// <summary>The times of a period and the amounts of energy so far at which an element may begin or cease to count.</summary>
    private sealed class Grid(TariffPlan plan, UsagePeriod period, DateTimeOffset origin, TimeZoneInfo zone, decimal before)
    {
        public decimal After { get; } = before + period.Energy;

        public IReadOnlyList<DateTimeOffset> Times { get; } = Segments.Times(period, origin, zone, plan);

        /// <summary>kWh, from what had flowed before the period.</summary>
        public IReadOnlyList<decimal> Levels { get; } = [before, .. plan.Energies.Where(e => e > before && e <= before + period.Energy)];

        public IEnumerable<Rate?> Everywhere(TariffDimensionType dimension) => Times.SelectMany(time => Levels.SelectMany(level => Rates(dimension, time, level)));

        /// <summary>Charging and parking time cost the same; nothing, or by the second, since rounding either would tell them apart.</summary>
        public bool IsAllOne(List<Rate?> rates) => rates is [null or { Price: 0 }] || (rates.Count == 1 && !plan.RoundsTime);

        /// <summary>The figure that would settle what a dimension costs at one amount of energy.</summary>
        public string WhatSettles(TariffDimensionType dimension, decimal level)
        {
            if (Times.Any(time => Distinct(Rates(dimension, time, level)).Count > 1)) return PowerOrCurrent;
            var change = Times.Zip(Times.Skip(1)).First(pair => !Rate.Same(Rates(dimension, pair.First, level).First(), Rates(dimension, pair.Second, level).First())).Second;
            return $"what the meter showed at {change:u}";
        }

        /// <summary>The figure that would settle what time costs at one moment.</summary>
        public string WhatSettles(UsageState state, DateTimeOffset time)
        {
            var dimension = state == UsageState.Parking ? TariffDimensionType.PARKING_TIME : TariffDimensionType.TIME;
            if (Levels.Any(level => Distinct(Rates(dimension, time, level)).Count > 1)) return PowerOrCurrent;
            var change = Levels.Zip(Levels.Skip(1)).First(pair => !Rate.Same(Rates(dimension, time, pair.First).First(), Rates(dimension, time, pair.Second).First())).Second;
            return FormattableString.Invariant($"when the meter had reached {change:0.###} kWh");
        }

        public IEnumerable<Rate?> Rates(TariffDimensionType dimension, DateTimeOffset time, decimal level) =>
            plan.FindAll(dimension, Segments.At(time, level, period, origin, zone));
    }

    /// <summary>How long it was parked is known, and when is not: all of the untold time must be alike, and rounding the same whichever came last.</summary>
    private sealed class PartlyParked(TariffPlan plan, Usage usage, StepRule rule)
    {
        // Dividing energy leaves less behind.
        private const int Noise = 9;

        private readonly List<Rate?> charging = [];
        private readonly List<Rate?> parking = [];

        public void Add(Grid grid)
        {
            charging.AddRange(grid.Everywhere(TariffDimensionType.TIME));
            parking.AddRange(grid.Everywhere(TariffDimensionType.PARKING_TIME));
        }

        public Doubt? Doubt => Distinct(charging).Count > 1 || Distinct(parking).Count > 1 || Cost(parkedLast: true) != Cost(parkedLast: false)
            ? new($"what time costs hangs on when the vehicle was parked ({Names(charging.Concat(parking))})", $"when its {usage.Parked} of parking were")
            : null;

        private (decimal?, decimal?) Cost(bool parkedLast)
        {
            var bill = Rater.Rate(plan, usage.Arranged(parkedLast), rule);
            return (Rounded(bill.BeforeTaxes), Rounded(bill.AfterTaxes));
        }

        private static decimal? Rounded(decimal? amount) => amount is { } exact ? decimal.Round(exact, Noise) : null;
    }

    /// <summary>Which fee is due, over all periods: it must be the same one, or none, on every way through times and amounts.</summary>
    private sealed class Flats
    {
        private readonly List<Rate?> possible = [];
        private bool settled;

        public void Add(Grid grid)
        {
            if (settled) return;
            // Every way begins at the first time, with the first amount.
            var first = Distinct(grid.Rates(TariffDimensionType.FLAT, grid.Times[0], grid.Levels[0]));
            if (possible.Count == 0 && first is [{ Price: not 0 }])
            {
                settled = true;
                return;
            }
            possible.AddRange(grid.Everywhere(TariffDimensionType.FLAT));
            IsDue |= grid.Times.Any(time => grid.Levels.All(level => IsSure(grid.Rates(TariffDimensionType.FLAT, time, level))))
                || grid.Levels.Any(level => grid.Times.All(time => IsSure(grid.Rates(TariffDimensionType.FLAT, time, level))));
        }

        public Doubt? Doubt
        {
            get
            {
                if (settled) return null;
                var rates = Distinct(possible).Where(r => r is not null and not { Price: 0 }).ToList();
                return rates.Count == 0 || (rates.Count == 1 && IsDue) ? null
                    : new($"whether a fee is due hangs on when or how fast the energy flowed ({Names(rates)})", "readings of the meter while it charged");
            }
        }

        /// <summary>No way leads past all of it.</summary>
        private bool IsDue { get; set; }

        private static bool IsSure(IEnumerable<Rate?> rates) => rates.All(r => r is { Price: not 0 });
    }
}

/// <summary>What makes a cost uncertain.</summary>
/// <param name="What">In words, with the elements that it hangs on.</param>
/// <param name="Missing">The figure that would settle it.</param>
internal sealed record Doubt(string What, string Missing);
