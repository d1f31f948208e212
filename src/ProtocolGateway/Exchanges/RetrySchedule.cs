namespace ProtocolGateway.Exchanges;

/// <summary>When what could not be said is said again (design.md section 3).</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] First =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <param name="attempt">The attempt that failed: 1 for the first.</param>
    /// <param name="asked">How long the partner asked us to wait; counts when it is longer.</param>
    public static TimeSpan After(int attempt, TimeSpan? asked = null)
    {
        var wait = attempt <= First.Length ? First[Math.Max(0, attempt - 1)] : TimeSpan.FromHours(1) + Jitter();
        return asked > wait ? asked.Value : wait;
    }

    // Up to a tenth, so that what failed together doesn't come back together.
    private static TimeSpan Jitter() => TimeSpan.FromMinutes(Random.Shared.NextDouble() * 6);
}
