namespace ProtocolGateway.Rating;

/// <summary>What was used from the beginning of a session (or of a reservation) to its end.</summary>
public sealed record Usage
{
    /// <summary>In order, each beginning where the one before ends; reservation periods come first.</summary>
    public required IReadOnlyList<UsagePeriod> Periods { get; init; }

    /// <summary>The location's: a tariff's times of day, dates and weekdays are meant in it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>A reservation that no session followed.</summary>
    public bool IsExpiredReservation => Periods.All(p => p.State == UsageState.Reservation);
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
