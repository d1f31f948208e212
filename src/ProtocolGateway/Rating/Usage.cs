namespace ProtocolGateway.Rating;

/// <summary>What was used from the beginning of a session (or of a reservation) to its end.</summary>
public sealed record Usage
{
    /// <summary>In order, each beginning where the one before ends; reservation periods come first.</summary>
    public required IReadOnlyList<UsagePeriod> Periods { get; init; }

    /// <summary>The location's: a tariff's times of day, dates and weekdays are meant in it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>How much of the time of untold periods was parking, nobody knows when; null where nobody knows how much.</summary>
    public TimeSpan? Parked { get; init; }

    /// <summary>A reservation that no session followed.</summary>
    public bool IsExpiredReservation => Periods.All(p => p.State == UsageState.Reservation);

    /// <summary>One of the ways in which it may have been: with what was <see cref="Parked"/> at the end of the untold time, or at its beginning.</summary>
    internal Usage Arranged(bool parkedLast)
    {
        if (Parked is not { } rest) return this;
        var arranged = new List<UsagePeriod>(Periods.Count + 1);
        foreach (var period in parkedLast ? Periods.Reverse() : Periods)
        {
            if (period.State != UsageState.Untold)
            {
                arranged.Add(period);
                continue;
            }
            var length = period.End - period.Start;
            var parked = rest < length ? rest : length;
            rest -= parked;
            arranged.AddRange(Split(period, parked, parkedLast));
        }
        if (parkedLast) arranged.Reverse();
        return this with { Periods = arranged, Parked = null };
    }

    /// <summary>In the order in which periods are gone through: from the end where parking is last, so that it always comes first.</summary>
    private static IEnumerable<UsagePeriod> Split(UsagePeriod period, TimeSpan parked, bool parkedLast)
    {
        var length = period.End - period.Start;
        if (parked >= length && length > TimeSpan.Zero) return [period with { State = UsageState.Parking }];
        var charging = period with { State = UsageState.Charging };
        if (parked <= TimeSpan.Zero) return [charging];
        var parking = period with { State = UsageState.Parking, Energy = 0 };
        var cut = parkedLast ? period.End - parked : period.Start + parked;
        return parkedLast ? [parking with { Start = cut }, charging with { End = cut }] : [parking with { End = cut }, charging with { Start = cut }];
    }
}

/// <summary>A time in which one thing was done. The energy flows evenly in it, unless it matters how (see <see cref="Certainty"/>).</summary>
public sealed record UsagePeriod
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset End { get; init; }

    public required UsageState State { get; init; }

    /// <summary>kWh.</summary>
    public decimal Energy { get; init; }

    /// <summary>kW, all the time; null when nobody tells it.</summary>
    public decimal? Power { get; init; }

    /// <summary>A, the sum of all phases; null when nobody tells it.</summary>
    public decimal? Current { get; init; }
}

/// <summary>What a vehicle did in a period, as OCPI's dimensions count it (ocpi.md 7.3).</summary>
public enum UsageState
{
    /// <summary>TIME.</summary>
    Charging,

    /// <summary>PARKING_TIME: the vehicle asked for no power.</summary>
    Parking,

    /// <summary>The EVSE waited for the vehicle.</summary>
    Reservation,

    /// <summary>Charging, parking, or some of each: nobody tells. Rated as charging where that makes no difference.</summary>
    Untold,
}
