using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>
/// May this driver charge here? Asked by a CPO, answered by an eMSP of the same protocol through a running gateway on the embedded
/// default (session and question durable before anybody is asked, the answer before it is told); beside a bare HTTP hop between the two.
/// </summary>
internal static class AuthoriseBenchmark
{
    private const int Warming = 10_000;

    public static async Task RunAsync(Arguments arguments, Figures figures)
    {
        await RunAsync(Asking.Emip, arguments, figures);
        await RunAsync(Asking.Ocpi, arguments, figures);
    }

    private static async Task RunAsync(Asking asking, Arguments arguments, Figures figures)
    {
        await using var emsp = ChildProcess.StartMode(asking.Mode, [], out var emspAddress, _ => { });
        var address = await emspAddress;
        await using var hop = ChildProcess.StartMode("hop", ["--target", address + asking.Path], out var hopAddress, _ => { });
        var hopUrl = new Uri(await hopAddress + "/");
        var folder = asking.Folder(address);
        await using var gateway = await Gateway.StartAsync(folder);
        using var callers = new Callers(asking);
        var (rounds, questions) = (arguments.Rounds ?? 3, arguments.Records ?? 5000);

        System.Console.WriteLine();
        System.Console.WriteLine($"authorise in {asking.Name}: {questions} questions a run of {Callers.Count} callers at once, {rounds} rounds");
        System.Console.WriteLine($"  {"",-24} {"CPU",9} {"p50",10} {"p99",10} {"per second",11}");
        var (bare, product) = (new List<Asked>(), new List<Asked>());
        await MeasureAsync(hop, callers, hopUrl, Warming);
        await MeasureAsync(gateway.Process, callers, folder.Listen, Warming);
        for (var round = 1; round <= rounds; round++)
        {
            bare.Add(Print($"hop {round}", await MeasureAsync(hop, callers, hopUrl, questions)));
            product.Add(Print($"gateway {round}", await MeasureAsync(gateway.Process, callers, folder.Listen, questions)));
        }

        Add(figures, $"authorise in {asking.Name}, CPU of one question", a => a.Microseconds, bare, product, "µs");
        Add(figures, $"authorise in {asking.Name}, p50 of {Callers.Count} at once", a => a.P50, bare, product, "ms");
        Add(figures, $"authorise in {asking.Name}, p99 of {Callers.Count} at once", a => a.P99, bare, product, "ms");
    }

    private static async Task<Asked> MeasureAsync(ChildProcess process, Callers callers, Uri address, int questions)
    {
        var before = process.Cpu;
        var (took, lasted) = await callers.RunAsync(address, questions);
        return new(
            (process.Cpu - before).TotalMicroseconds / questions, Measurement.Percentile(took, 0.5), Measurement.Percentile(took, 0.99),
            questions / lasted.TotalSeconds);
    }

    private static Asked Print(string name, Asked asked)
    {
        System.Console.WriteLine($"  {name,-24} {asked.Microseconds,6:0.0} µs {asked.P50,7:0.0} ms {asked.P99,7:0.0} ms {asked.PerSecond,11:0}");
        return asked;
    }

    private static void Add(Figures figures, string what, Func<Asked, double> value, List<Asked> bare, List<Asked> product, string unit) =>
        figures.Add(what, Measurement.Median(bare.Select(value)), Measurement.Median(product.Select(value)), unit, null);

    private sealed record Asked(double Microseconds, double P50, double P99, double PerSecond);
}
