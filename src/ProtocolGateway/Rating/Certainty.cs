using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>
/// Whether a usage costs the same however its energy flowed within each period, and whatever nobody tells of it: power, current,
/// and how much of the time the vehicle was charging (translation.md section 10). What is told of each period is taken as it is.
/// </summary>
internal static class Certainty
{
    /// <summary>What makes the cost uncertain, with the elements that it hangs on; null when nothing does.</summary>
    public static string? WhatDiffers(TariffPlan plan, Usage usage)
    {
        var before = 0m;
        var flats = new Flats();
        foreach (var (period, origin) in Segments.WithOrigins(usage))
        {
            if (period.State == UsageState.Reservation) continue;
            var grid = new Grid(plan, period, origin, usage.TimeZone, before);
            before += period.Energy;
            if ((Energy(grid) ?? Time(grid, period.State)) is { } doubt) return doubt;
            flats.Add(grid);
        }
        return flats.Doubt;
    }

    /// <summary>Each part of the energy may have flowed at any time of the period: it must cost the same at all of them.</summary>
    private static string? Energy(Grid grid) =>
        grid.Levels.Where(level => level < grid.After)
            .Select(level => Distinct(grid.Times.SelectMany(time => grid.Rates(TariffDimensionType.ENERGY, time, level))))
            .Where(rates => rates.Count > 1)
            .Select(rates => $"what energy costs hangs on when or how fast it flowed ({Names(rates)})").FirstOrDefault();

    /// <summary>Any amount of energy may have flowed by each time.</summary>
    private static string? Time(Grid grid, UsageState state)
    {
        foreach (var time in grid.Times)
        {
            var charging = state == UsageState.Parking ? [] : grid.Levels.SelectMany(level => grid.Rates(TariffDimensionType.TIME, time, level)).ToList();
            var parking = state == UsageState.Charging ? [] : grid.Levels.SelectMany(level => grid.Rates(TariffDimensionType.PARKING_TIME, time, level)).ToList();
            var rates = Distinct(charging.Concat(parking));
            if (state != UsageState.Untold && rates.Count > 1) return $"what time costs hangs on how much energy had flowed, or how fast ({Names(rates)})";
            if (state == UsageState.Untold && !grid.IsAllOne(rates)) return $"what time costs hangs on how much of it the vehicle was charging ({Names(rates)})";
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

        /// <summary>Charging and parking time cost the same; nothing, or by the second, since rounding either would tell them apart.</summary>
        public bool IsAllOne(List<Rate?> rates) => rates is [null or { Price: 0 }] || (rates.Count == 1 && !plan.RoundsTime);

        public IEnumerable<Rate?> Rates(TariffDimensionType dimension, DateTimeOffset time, decimal level) =>
            plan.FindAll(dimension, Segments.At(time, level, period, origin, zone));
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
            possible.AddRange(grid.Times.SelectMany(time => grid.Levels.SelectMany(level => grid.Rates(TariffDimensionType.FLAT, time, level))));
            IsDue |= grid.Times.Any(time => grid.Levels.All(level => IsSure(grid.Rates(TariffDimensionType.FLAT, time, level))))
                || grid.Levels.Any(level => grid.Times.All(time => IsSure(grid.Rates(TariffDimensionType.FLAT, time, level))));
        }

        public string? Doubt
        {
            get
            {
                if (settled) return null;
                var rates = Distinct(possible).Where(r => r is not null and not { Price: 0 }).ToList();
                return rates.Count == 0 || (rates.Count == 1 && IsDue) ? null : $"whether a fee is due hangs on when or how fast the energy flowed ({Names(rates)})";
            }
        }

        /// <summary>No way leads past all of it.</summary>
        private bool IsDue { get; set; }

        private static bool IsSure(IEnumerable<Rate?> rates) => rates.All(r => r is { Price: not 0 });
    }
}
