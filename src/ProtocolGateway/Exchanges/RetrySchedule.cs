namespace ProtocolGateway.Exchanges;

/// <summary>When what could not be said is said again (design.md section 3).</summary>
internal static class RetrySchedule
{
    // Whoever asks for more is asked again after a day.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortestProbe = TimeSpan.FromSeconds(1), LongestProbe = TimeSpan.FromMinutes(5);

    /// <param name="attempt">The attempt that failed: 1 for the first.</param>
    /// <param name="waits">What to wait after each; the last is repeated.</param>
    /// <param name="asked">How long the partner asked us to wait; counts when it is longer.</param>
    public static TimeSpan After(int attempt, IReadOnlyList<TimeSpan> waits, TimeSpan? asked = null)
    {
        var wait = Scatter(waits[Math.Clamp(attempt, 1, waits.Count) - 1]);
        return Asked(asked) is { } longer && longer > wait ? longer : wait;
    }

    /// <summary>What a partner asked for, as far as it is heeded.</summary>
    public static TimeSpan? Asked(TimeSpan? asked) => asked > LongestAsked ? LongestAsked : asked;

    /// <summary>
    /// When to look for an unreachable partner again: after a quarter of the time that it has been away, so that the waits grow
    /// with it, whichever node looked before.
    /// </summary>
    public static TimeSpan Probe(TimeSpan away)
    {
        var wait = away / 4;
        return Scatter(wait < ShortestProbe ? ShortestProbe : wait > LongestProbe ? LongestProbe : wait);
    }

    // Up to a fifth less, so that what failed together doesn't come back together and nothing waits longer than was set.
    private static TimeSpan Scatter(TimeSpan wait) => wait * (1 - (Random.Shared.NextDouble() / 5));
}
