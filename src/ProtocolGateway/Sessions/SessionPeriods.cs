using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Sessions;

/// <summary>How a session went, as charging periods (translation.md section 4, charging_periods; section 8, suspended).</summary>
internal static class SessionPeriods
{
    /// <summary>
    /// A period for each time of charging and each pause. They tell energy only where every boundary has a reading, so that they add
    /// up to <paramref name="energy"/>.
    /// </summary>
    /// <param name="until">Up to when; a period that begins at that very time is told where <paramref name="goesOn"/>.</param>
    /// <param name="energy">kWh at that time; null where nobody knows.</param>
    /// <param name="pausedIs">TIME or PARKING_TIME.</param>
    public static IReadOnlyList<ChargingPeriod> Of(
        DateTimeOffset start, DateTimeOffset until, IReadOnlyList<SessionPause>? pauses, decimal? energy, CdrDimensionType pausedIs, bool goesOn)
    {
        var parts = Split(start, until, pauses ?? [], goesOn);
        var kwh = parts.Select(p => p.Kwh).Append(energy).ToList();
        var told = kwh.All(k => k is not null) && kwh.Zip(kwh.Skip(1)).All(pair => pair.First <= pair.Second);
        return [.. parts.Select((part, i) => new ChargingPeriod
        {
            StartDateTime = part.From,
            Dimensions =
            [
                .. told ? [new CdrDimension { Type = CdrDimensionType.ENERGY, Volume = kwh[i + 1] - kwh[i] }] : Array.Empty<CdrDimension>(),
                new CdrDimension
                {
                    Type = part.Paused ? pausedIs : CdrDimensionType.TIME,
                    Volume = (decimal)((i + 1 < parts.Count ? parts[i + 1].From : until) - part.From).Ticks / TimeSpan.TicksPerHour,
                },
            ],
        })];
    }

    /// <summary>How long it was suspended within that time.</summary>
    public static TimeSpan Paused(DateTimeOffset start, DateTimeOffset until, IReadOnlyList<SessionPause> pauses)
    {
        var parts = Split(start, until, pauses, goesOn: false);
        return TimeSpan.FromTicks(parts.Select((part, i) => part.Paused ? ((i + 1 < parts.Count ? parts[i + 1].From : until) - part.From).Ticks : 0).Sum());
    }

    /// <summary>What a suspended session's time is, by the settings of the CPO's partner.</summary>
    public static CdrDimensionType PausedIs(Partner? cpo) => (cpo?.Sessions ?? SessionSettings.Default).SuspendedIs;

    private static List<Part> Split(DateTimeOffset start, DateTimeOffset until, IReadOnlyList<SessionPause> pauses, bool goesOn)
    {
        var parts = new List<Part> { new(start, false, 0) };
        foreach (var pause in pauses)
        {
            if (pause.To <= start) continue;
            Add(parts, new(pause.From < start ? start : pause.From, true, pause.Kwh));
            if (pause.To is { } to) Add(parts, new(to, false, pause.Kwh));
        }
        parts.RemoveAll(p => p.From > until || (p.From == until && p.From != start && !goesOn));
        return parts;
    }

    /// <summary>What begins when the one before it began takes its place.</summary>
    private static void Add(List<Part> parts, Part part)
    {
        if (parts[^1].From == part.From) parts.RemoveAt(parts.Count - 1);
        parts.Add(part);
    }

    /// <param name="Kwh">Up to its begin.</param>
    private readonly record struct Part(DateTimeOffset From, bool Paused, decimal? Kwh);
}
