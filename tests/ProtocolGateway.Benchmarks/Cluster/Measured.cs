using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>One load on the nodes: rates per second, processor time of all nodes per CDR in µs, times in ms.</summary>
/// <param name="AgeP99">From the answer to the arrival at the eMSP.</param>
internal sealed record Measured(double Accepted, double Arrived, double Microseconds, double AnsweredP99, double AgeP99)
{
    public static async Task<Measured> RunAsync(string name, Nodes nodes, Load load, int records, double? perSecond = null)
    {
        var before = nodes.Cpu;
        Seen seen;
        try
        {
            seen = await load.RunAsync(nodes.Emip, records, Pace.OnAcknowledgement, perSecond);
            await nodes.SettleAsync();
        }
        catch (Exception e) when (nodes.Complaints.Length > 0)
        {
            throw new InvalidOperationException($"The load failed; the nodes had said: {nodes.Complaints}", e);
        }
        var measured = new Measured(
            records / seen.AcceptedIn.TotalSeconds, records / seen.Lasted.TotalSeconds, (nodes.Cpu - before).TotalMicroseconds / records,
            Measurement.Percentile(seen.Acknowledged, 0.99), Measurement.Percentile(seen.Ages, 0.99));
        System.Console.WriteLine(
            $"  {name,-34} {measured.Accepted,9:0}/s {measured.Arrived,9:0}/s {measured.Microseconds,9:0} µs {measured.AnsweredP99,9:0.0} ms {measured.AgeP99,9:0.0} ms");
        return measured;
    }

    public static void PrintHead() =>
        System.Console.WriteLine($"  {"",-34} {"accepted",11} {"arrived",11} {"CPU/CDR",12} {"answered p99",12} {"age p99",12}");

    public static Measured Median(IReadOnlyList<Measured> runs) => new(
        Of(runs, r => r.Accepted), Of(runs, r => r.Arrived), Of(runs, r => r.Microseconds), Of(runs, r => r.AnsweredP99), Of(runs, r => r.AgeP99));

    private static double Of(IReadOnlyList<Measured> runs, Func<Measured, double> value) => Measurement.Median(runs.Select(value));
}
