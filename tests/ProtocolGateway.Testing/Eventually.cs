using System.Diagnostics;

namespace ProtocolGateway.Testing;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again until the answer is not null.</summary>
    /// <param name="what">What is awaited, for the failure.</param>
    /// <param name="seen">What there is instead, for the failure.</param>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> ask, string what, TimeSpan? within = null, Func<Task<string>>? seen = null) where T : class
    {
        var limit = within ?? TimeSpan.FromSeconds(15);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer) return answer;
            if (watch.Elapsed > limit) break;
            await Task.Delay(Pause);
        }
        var instead = seen is null ? "" : $"; instead: {await seen()}";
        throw new TimeoutException($"not within {limit.TotalSeconds} s: {what}{instead}");
    }

    /// <summary>Asks again until it is so.</summary>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task TrueAsync(Func<Task<bool>> ask, string what, TimeSpan? within = null, Func<Task<string>>? seen = null) =>
        GetAsync<object>(async () => await ask() ? ask : null, what, within, seen);

    /// <summary>Asks again until it is so.</summary>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task TrueAsync(Func<bool> ask, string what, TimeSpan? within = null, Func<string>? seen = null) =>
        TrueAsync(() => Task.FromResult(ask()), what, within, seen is null ? null : () => Task.FromResult(seen()));
}
