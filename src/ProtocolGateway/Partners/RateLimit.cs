namespace ProtocolGateway.Partners;

/// <summary>
/// So many calls in a second and in a minute. System.Threading.RateLimiting has no TimeProvider, so that its tests would sleep,
/// and limits that can't be shared out among nodes that come and go; this needs one time for each rate.
/// </summary>
/// <param name="bursts">True: all of a second's or minute's calls may come at once. False: they are spread evenly.</param>
internal sealed class RateLimit(RateSettings settings, bool bursts)
{
    private readonly Lock sync = new();
    private readonly Rate[] rates = [.. Rates(settings)];

    /// <summary>Null when the call may be made, and is counted; else how long to wait.</summary>
    /// <param name="sharers">Among how many the limit is shared out.</param>
    public TimeSpan? Take(DateTimeOffset now, int sharers = 1)
    {
        lock (sync)
        {
            TimeSpan? wait = null;
            foreach (var rate in rates)
                if (rate.Wait(now, sharers, bursts) is { } more && (wait is null || more > wait)) wait = more;
            if (wait is not null) return wait;
            foreach (var rate in rates) rate.Count(now, sharers);
            return null;
        }
    }

    private static IEnumerable<Rate> Rates(RateSettings settings)
    {
        if (settings.PerSecond is { } second) yield return new(second, TimeSpan.FromSeconds(1));
        if (settings.PerMinute is { } minute) yield return new(minute, TimeSpan.FromMinutes(1));
    }

    /// <summary>A number of calls in a period, told by the one time at which all that was granted will have been earned.</summary>
    private sealed class Rate(int calls, TimeSpan period)
    {
        private DateTimeOffset earned;

        public TimeSpan? Wait(DateTimeOffset now, int sharers, bool bursts)
        {
            if (earned <= now) return null;
            var ahead = bursts ? Math.Max(0, (calls / sharers) - 1) * Each(sharers) : TimeSpan.Zero;
            // A clock that was set back must not close the line for as long.
            if (earned > now + period + Each(sharers)) earned = now;
            return earned - ahead > now ? earned - ahead - now : null;
        }

        public void Count(DateTimeOffset now, int sharers) => earned = (earned > now ? earned : now) + Each(sharers);

        private TimeSpan Each(int sharers) => period * sharers / calls;
    }
}
