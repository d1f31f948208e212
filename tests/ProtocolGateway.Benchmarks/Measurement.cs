namespace ProtocolGateway.Benchmarks;

/// <summary>What one execution costs: processor time in µs, and bytes allocated on the calling thread.</summary>
internal readonly record struct Cost(double Microseconds, double Bytes)
{
    public double Kilobytes => Bytes / 1000;
}

/// <summary>A piece of work to be measured; it runs on the calling thread from beginning to end.</summary>
internal sealed record Candidate(string Name, Action Work);

/// <summary>
/// Candidates run in turn within one process, round after round, and each is stated by the median of its rounds. A plain loop
/// and not BenchmarkDotNet, because that gives each candidate a process and a time of its own and measures the wall clock,
/// which on shared cores varies twofold between identical runs; a ratio holds only between things measured side by side.
/// </summary>
internal static class Measurement
{
    private const int Warmup = 20_000;
    private const double RoundMilliseconds = 50;

    /// <param name="warmup">How often each is run before it is measured; fewer for what takes long.</param>
    public static IReadOnlyList<Cost> InTurn(IReadOnlyList<Candidate> candidates, int rounds, int warmup = Warmup)
    {
        foreach (var candidate in candidates) Run(candidate, warmup);
        // What the warm-up promised to compile is compiled in the background; it must not fall into somebody's round.
        foreach (var candidate in candidates) Settle(candidate, warmup / 10);
        var times = candidates.Select(c => Math.Max(warmup / 200, (int)(RoundMilliseconds * 1000 / Run(c, warmup / 20).Microseconds))).ToArray();
        var costs = candidates.Select(_ => new List<Cost>(rounds)).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < candidates.Count; i++)
                costs[i].Add(Run(candidates[i], times[i]));
        return [.. costs.Select(c => new Cost(Median(c.Select(x => x.Microseconds)), Median(c.Select(x => x.Bytes))))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The value that a share <paramref name="part"/> of them does not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * part) - 1)];
    }

    private static void Settle(Candidate candidate, int times)
    {
        var before = double.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var now = Run(candidate, times).Microseconds;
            if (now > before * 0.97) return;
            before = now;
        }
    }

    private static Cost Run(Candidate candidate, int times)
    {
        var thread = Environment.CurrentManagedThreadId;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++) candidate.Work();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException($"{candidate.Name} changed its thread; its allocations were not seen.");
        return new Cost(cpu.TotalMicroseconds / times, (double)bytes / times);
    }
}
