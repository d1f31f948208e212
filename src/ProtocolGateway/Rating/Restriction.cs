using System.Globalization;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>The restrictions of one tariff element, read once (ocpi.md 7.2). All of them must hold; lower bounds are inclusive, upper ones aren't.</summary>
internal sealed class Restriction
{
    private readonly TariffRestrictions told;
    private readonly TimeOnly? startTime;
    private readonly TimeOnly? endTime;
    private readonly DateOnly? startDate;
    private readonly DateOnly? endDate;
    private readonly HashSet<DayOfWeek>? days;

    private Restriction(TariffRestrictions told, ICollection<string> faults)
    {
        this.told = told;
        startTime = Time("start_time", told.StartTime, faults);
        endTime = Time("end_time", told.EndTime, faults);
        startDate = Date("start_date", told.StartDate, faults);
        endDate = Date("end_date", told.EndDate, faults);
        // DayOfWeekCode begins on Monday, .NET's week on Sunday.
        days = told.DayOfWeek is { Count: > 0 } codes ? [.. codes.Select(c => (DayOfWeek)(((int)c + 1) % 7))] : null;
    }

    public ReservationRestrictionType? Reservation => told.Reservation;

    /// <summary>The time zone matters.</summary>
    public bool IsLocal => startTime is not null || endTime is not null || startDate is not null || endDate is not null || days is not null;

    /// <summary>Times of day at which it may begin or cease to hold.</summary>
    public IEnumerable<TimeOnly> TimesOfDay
    {
        get
        {
            if (startTime is { } start) yield return start;
            if (endTime is { } end) yield return end;
            if (IsLocal) yield return TimeOnly.MinValue;
        }
    }

    public IEnumerable<TimeSpan> Durations => new[] { told.MinDuration, told.MaxDuration }.OfType<int>().Select(s => TimeSpan.FromSeconds(s));

    /// <summary>kWh.</summary>
    public IEnumerable<decimal> Energies => new[] { told.MinKwh, told.MaxKwh }.OfType<decimal>();

    public static Restriction Read(TariffRestrictions? restrictions, ICollection<string> faults) => new(restrictions ?? new(), faults);

    public Match At(in Moment moment)
    {
        if (!HoldsOn(DateOnly.FromDateTime(moment.Local)) || !HoldsAt(TimeOnly.FromDateTime(moment.Local))) return Match.No;
        if (!Within(moment.Energy, told.MinKwh, told.MaxKwh)) return Match.No;
        if (!Within((decimal)moment.Elapsed.Ticks / TimeSpan.TicksPerSecond, told.MinDuration, told.MaxDuration)) return Match.No;
        var (power, current) = (Measured(moment.Power, told.MinPower, told.MaxPower), Measured(moment.Current, told.MinCurrent, told.MaxCurrent));
        return power < current ? power : current;
    }

    private bool HoldsOn(DateOnly date) => (startDate is null || date >= startDate) && (endDate is null || date < endDate) && days?.Contains(date.DayOfWeek) != false;

    /// <summary>An end before the start lies after midnight; the same time twice is the whole day.</summary>
    private bool HoldsAt(TimeOnly time)
    {
        if (startTime is not { } start) return endTime is not { } end || end == TimeOnly.MinValue || time < end;
        if (endTime is not { } until || until == start) return endTime is not null || time >= start;
        return start < until ? time >= start && time < until : time >= start || time < until;
    }

    private static bool Within(decimal amount, decimal? least, decimal? bound) => !(amount < least) && !(amount >= bound);

    private static Match Measured(decimal? amount, decimal? least, decimal? bound) =>
        least is null && bound is null ? Match.Yes
        : amount is not { } known ? Match.Unknown
        : Within(known, least, bound) ? Match.Yes : Match.No;

    private static TimeOnly? Time(string name, string? text, ICollection<string> faults)
    {
        if (text is null) return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        faults.Add($"{name} '{text}' is no time of day such as 17:30");
        return null;
    }

    private static DateOnly? Date(string name, string? text, ICollection<string> faults)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        faults.Add($"{name} '{text}' is no date such as 2026-03-29");
        return null;
    }
}
