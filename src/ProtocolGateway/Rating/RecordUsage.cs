using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>What a record, or the session's readings, tell of how the charging went.</summary>
internal static class RecordUsage
{
    private const decimal EnergyTolerance = 0.001m;

    // A charge of a year is a clock that was wrong, and would be cut into thousands of nights.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <param name="record">As it was heard.</param>
    /// <param name="readings">The session's periods as its memory has them.</param>
    /// <param name="parking">How long it was not charging, where somebody tells.</param>
    /// <param name="untold">What time is of which nobody tells whether the vehicle was charging.</param>
    /// <param name="lacks">What the record would have to tell.</param>
    public static Usage? Of(
        ChargeDetailRecord record, IReadOnlyList<ChargingPeriod>? readings, TimeSpan? parking, TimeZoneInfo zone, UsageState untold, out string? lacks)
    {
        lacks = null;
        if (record is not { StartDateTime: { } start, EndDateTime: { } end, TotalEnergy: >= 0 and var energy }) lacks = "it tells no start, end or energy";
        else if (end < start) lacks = "it ends before it starts";
        else if (end - start > Longest) lacks = "it lasted for more than a year";
        else
        {
            var periods = Settled(record.ChargingPeriods, start, end, energy) ?? Settled(readings, start, end, energy)
                ?? [new UsagePeriod { Start = start, End = end, State = UsageState.Untold, Energy = energy }];
            return Parked(new() { TimeZone = zone, Periods = periods }, parking, untold);
        }
        return null;
    }

    /// <summary>Of the time of which no period tells it, what is known of parking: none, all of it, or some, nobody knows when.</summary>
    private static Usage Parked(Usage usage, TimeSpan? parking, UsageState untold)
    {
        if (parking is not { } parked) return All(untold);
        var (rest, open) = (parked - Time(UsageState.Parking), Time(UsageState.Untold));
        if (rest <= TimeSpan.Zero) return All(UsageState.Charging);
        return rest >= open ? All(UsageState.Parking) : usage with { Parked = rest };

        TimeSpan Time(UsageState state) => TimeSpan.FromTicks(usage.Periods.Where(p => p.State == state).Sum(p => (p.End - p.Start).Ticks));

        Usage All(UsageState state) => usage with { Periods = [.. usage.Periods.Select(p => p.State == UsageState.Untold ? p with { State = state } : p)] };
    }

    /// <summary>Null unless the periods tell all the energy from start to end.</summary>
    private static List<UsagePeriod>? Settled(IReadOnlyList<ChargingPeriod>? told, DateTimeOffset start, DateTimeOffset end, decimal energy)
    {
        if (told is not [{ StartDateTime: { } first }, ..] || first != start) return null;
        var periods = new List<UsagePeriod>(told.Count);
        for (var i = 0; i < told.Count; i++)
        {
            var until = i + 1 < told.Count ? told[i + 1].StartDateTime : end;
            if (told[i].StartDateTime is not { } begin || until is not { } close || close < begin) return null;
            if (Volume(told[i], CdrDimensionType.ENERGY) is not (>= 0 and var volume)) return null;
            periods.Add(new()
            {
                Start = begin,
                End = close,
                State = State(told[i]),
                Energy = volume,
                Power = Volume(told[i], CdrDimensionType.POWER),
                Current = Volume(told[i], CdrDimensionType.CURRENT),
            });
        }
        return Math.Abs(periods.Sum(p => p.Energy) - energy) <= EnergyTolerance ? periods : null;
    }

    private static UsageState State(ChargingPeriod period)
    {
        var (charging, parking) = (Volume(period, CdrDimensionType.TIME) is not null, Volume(period, CdrDimensionType.PARKING_TIME) is not null);
        if (charging != parking) return charging ? UsageState.Charging : UsageState.Parking;
        return Volume(period, CdrDimensionType.RESERVATION_TIME) is null || charging ? UsageState.Untold : UsageState.Reservation;
    }

    private static decimal? Volume(ChargingPeriod period, CdrDimensionType type) => period.Dimensions?.FirstOrDefault(d => d.Type == type)?.Volume;
}
