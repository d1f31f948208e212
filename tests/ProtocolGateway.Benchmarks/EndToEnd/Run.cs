namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>One load on one process: its processor time per CDR in µs, and times in ms as the sender and the sink saw them.</summary>
internal sealed record Run(
    double Microseconds, double AnsweredP50, double AnsweredP99, double ArrivedP50, double ArrivedP99, double PerSecond)
{
    /// <param name="settle">Done when the process has nothing left to do for the load; what it does until then counts.</param>
    public static async Task<Run> MeasureAsync(ChildProcess process, Func<Task<Seen>> load, Func<Task> settle)
    {
        var before = process.Cpu;
        Seen seen;
        try
        {
            seen = await load();
            await settle();
        }
        catch (Exception e) when (process.Complaints.Length > 0)
        {
            throw new InvalidOperationException($"The load failed; the process had said: {process.Complaints}", e);
        }
        var cpu = process.Cpu - before;
        var records = seen.Arrived.Count;
        return new Run(
            cpu.TotalMicroseconds / records,
            Measurement.Percentile(seen.Acknowledged, 0.5), Measurement.Percentile(seen.Acknowledged, 0.99),
            Measurement.Percentile(seen.Arrived, 0.5), Measurement.Percentile(seen.Arrived, 0.99),
            records / seen.Lasted.TotalSeconds);
    }
}
