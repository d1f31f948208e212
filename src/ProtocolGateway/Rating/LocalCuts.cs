namespace ProtocolGateway.Rating;

/// <summary>The instants at which the clock of a place shows certain times, and those at which it is put forward or back.</summary>
internal static class LocalCuts
{
    // No zone changes twice within it.
    private static readonly TimeSpan Stride = TimeSpan.FromHours(12);

    /// <summary>Unordered; both instants of a time that comes twice, and the leap itself for one that is leapt over.</summary>
    public static IEnumerable<DateTimeOffset> Between(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone, IReadOnlyList<TimeOnly> times)
    {
        if (times.Count == 0) return [];
        return Leaps(start, end, zone).Concat(
            from day in Days(start, end, zone)
            from time in times
            from instant in Instants(day.ToDateTime(time), zone)
            where instant > start && instant < end
            select instant);
    }

    private static IEnumerable<DateOnly> Days(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, zone).DateTime);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime); day <= last; day = day.AddDays(1)) yield return day;
    }

    private static IEnumerable<DateTimeOffset> Instants(DateTime local, TimeZoneInfo zone) =>
        zone.IsInvalidTime(local) ? []
        : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset))
        : [new(local, zone.GetUtcOffset(local))];

    private static IEnumerable<DateTimeOffset> Leaps(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        for (var at = start; at < end; at += Stride)
        {
            var next = end - at < Stride ? end : at + Stride;
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(next)) yield return Leap(at, next, zone);
        }
    }

    /// <summary>The first instant with the later offset.</summary>
    private static DateTimeOffset Leap(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(middle) == offset) before = middle;
            else after = middle;
        }
        return after;
    }
}
