namespace ProtocolGateway.Rating;

/// <summary>A part of a usage in which no element begins or ceases to count (ocpi.md 7.3).</summary>
/// <param name="At">Its first moment, which stands for all of it.</param>
/// <param name="Energy">kWh in it.</param>
internal readonly record struct Segment(Moment At, UsageState State, TimeSpan Duration, decimal Energy);

/// <summary>Cuts a usage wherever a tariff may change its mind. Cutting once too often does no harm.</summary>
internal static class Segments
{
    public static IEnumerable<Segment> Of(Usage usage, TariffPlan plan)
    {
        var energy = 0m;
        foreach (var (period, origin) in WithOrigins(usage))
        {
            var cuts = Cuts(period, origin, energy, usage.TimeZone, plan);
            for (var i = 0; i < cuts.Count - 1; i++)
                yield return new(At(cuts[i], period, origin, usage.TimeZone), period.State, cuts[i + 1].Instant - cuts[i].Instant, cuts[i + 1].Energy - cuts[i].Energy);
            energy += period.Energy;
        }
    }

    /// <summary>Each period with the time that its durations count from: a reservation is no part of the session.</summary>
    public static IEnumerable<(UsagePeriod Period, DateTimeOffset Origin)> WithOrigins(Usage usage)
    {
        DateTimeOffset? reserved = null, begun = null;
        foreach (var period in usage.Periods)
            yield return (period, period.State == UsageState.Reservation ? reserved ??= period.Start : begun ??= period.Start);
    }

    /// <summary>Instants within the period at which an element may begin or cease to count, whatever the energy; its start is the first.</summary>
    public static IReadOnlyList<DateTimeOffset> Times(UsagePeriod period, DateTimeOffset origin, TimeZoneInfo zone, TariffPlan plan) =>
        [.. LocalCuts.Between(period.Start, period.End, zone, plan.TimesOfDay)
            .Concat(plan.Durations.Select(d => origin + d).Where(t => t > period.Start && t < period.End))
            .Append(period.Start).Distinct().Order()];

    public static Moment At(DateTimeOffset instant, decimal energy, UsagePeriod period, DateTimeOffset origin, TimeZoneInfo zone) =>
        new(TimeZoneInfo.ConvertTime(instant, zone).DateTime, instant - origin, energy, period.Power, period.Current);

    private static Moment At(Cut cut, UsagePeriod period, DateTimeOffset origin, TimeZoneInfo zone) => At(cut.Instant, cut.Energy, period, origin, zone);

    private static List<Cut> Cuts(UsagePeriod period, DateTimeOffset origin, decimal before, TimeZoneInfo zone, TariffPlan plan)
    {
        var length = (period.End - period.Start).Ticks;
        var after = before + period.Energy;
        var byTime = Times(period, origin, zone, plan).Select(t => new Cut(t, length == 0 ? before : before + (period.Energy * (t - period.Start).Ticks / length)));
        // What passes a bound does so exactly there, whatever the tick.
        var byEnergy = plan.Energies.Where(e => e > before && e < after)
            .Select(e => new Cut(period.Start + TimeSpan.FromTicks((long)decimal.Round((e - before) * length / period.Energy)), e));
        List<Cut> cuts = [.. byTime.Concat(byEnergy).Append(new(period.End, after)).Distinct().OrderBy(c => c.Instant).ThenBy(c => c.Energy)];
        // A period without length or energy is a moment all the same, at which something may become due once.
        return cuts.Count == 1 ? [cuts[0], cuts[0]] : cuts;
    }

    private readonly record struct Cut(DateTimeOffset Instant, decimal Energy);
}
