namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>
/// One eMIP CDR through a running gateway to an OCPI eMSP: heard, committed, acknowledged, translated, delivered, outcome
/// written; beside the bare endpoint. Both are processes of their own that stay up and are loaded in turn.
/// </summary>
internal static class EndToEndBenchmark
{
    private const double Aim = 4.0;

    /// <summary>
    /// The run time compiles hot code twice, the second time only after tens of thousands of calls; a server compares with
    /// another only when both are through.
    /// </summary>
    private const int Warming = 20_000;

    public static async Task RunAsync(Arguments arguments, Figures figures)
    {
        var arrivals = new Arrivals();
        await using var sink = ChildProcess.StartMode("sink", [], out var sinkAddress, arrivals.Hear);
        var sinkUrl = await sinkAddress;
        await using var bare = ChildProcess.StartMode("bare", ["--target", sinkUrl + "/ocpi/2.2.1/cdrs"], out var bareAddress, _ => { });
        var bareUrl = new Uri(await bareAddress + "/api/emip");
        using var load = new Load(arrivals);

        Task<Run> BareAsync(int records) => Run.MeasureAsync(bare, () => load.RunAsync(bareUrl, records, Pace.OnArrival), () => Task.CompletedTask);
        var (rounds, records) = (arguments.Rounds ?? 3, arguments.Records ?? 5000);
        System.Console.WriteLine();
        System.Console.WriteLine($"end to end: {records} CDRs a run over {Load.Connections} connections, {rounds} rounds");
        System.Console.WriteLine($"  {"",-34} {"CPU/CDR",9} {"answered p50",13} {"p99",8} {"arrived p50",12} {"p99",8} {"CDRs/s",8}");
        Print("bare, warming up", await BareAsync(Warming));
        if (arguments.Only == "yardstick")
        {
            for (var round = 1; round <= rounds; round++) Print($"bare {round}", await BareAsync(records));
            return;
        }

        await using var gateway = await Gateway.StartAsync(sinkUrl);
        Task<Run> GatewayAsync(int records, Pace pace) => Run.MeasureAsync(gateway.Process, () => load.RunAsync(gateway.Emip, records, pace), gateway.SettleAsync);

        Print("gateway, warming up", await GatewayAsync(Warming, Pace.OnArrival));
        var (byHand, product, burst) = (new List<Run>(), new List<Run>(), new List<Run>());
        for (var round = 1; round <= rounds; round++)
        {
            byHand.Add(Print($"bare {round}", await BareAsync(records)));
            product.Add(Print($"gateway {round}", await GatewayAsync(records, Pace.OnArrival)));
            burst.Add(Print($"gateway {round}, burst", await GatewayAsync(records, Pace.OnAcknowledgement)));
        }
        System.Console.WriteLine($"  repeated deliveries: {arrivals.Repeated}");

        Add(figures, "end to end, CPU of one CDR", r => r.Microseconds, byHand, product, "µs", Aim);
        Add(figures, "the same in a burst (answers only waited for)", r => r.Microseconds, byHand, burst, "µs", Aim);
        Add(figures, $"answered, p99 of {Load.Connections} at once", r => r.AnsweredP99, byHand, product, "ms", null);
        Add(figures, $"arrived, p99 of {Load.Connections} at once", r => r.ArrivedP99, byHand, product, "ms", null);
    }

    private static void Add(Figures figures, string what, Func<Run, double> value, List<Run> byHand, List<Run> product, string unit, double? aim) =>
        figures.Add(what, Measurement.Median(byHand.Select(value)), Measurement.Median(product.Select(value)), unit, aim);

    private static Run Print(string name, Run run)
    {
        System.Console.WriteLine(
            $"  {name,-34} {run.Microseconds,6:0.0} µs {run.AnsweredP50,10:0.0} ms {run.AnsweredP99,5:0.0} ms {run.ArrivedP50,9:0.0} ms {run.ArrivedP99,5:0.0} ms {run.PerSecond,8:0}");
        return run;
    }
}
