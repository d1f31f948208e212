using System.Collections.Concurrent;
using System.Globalization;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>Which CDRs have reached the sink, and when, from the lines that it prints.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> expected = new(StringComparer.OrdinalIgnoreCase);
    private int repeated;

    /// <summary>How often a record came that had come before.</summary>
    public int Repeated => repeated;

    /// <summary>Done when that record arrives; its result is the monotonic clock's ticks then.</summary>
    public Task<long> Expect(string id) =>
        expected.GetOrAdd(id, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Hear(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (!expected.TryGetValue(line[..blank], out var arrival)) return;
        if (!arrival.TrySetResult(long.Parse(line.AsSpan(blank + 1), CultureInfo.InvariantCulture))) Interlocked.Increment(ref repeated);
    }
}
