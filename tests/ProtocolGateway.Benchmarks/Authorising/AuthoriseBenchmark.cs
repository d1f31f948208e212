using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>
/// May this driver charge here? Asked by an eMIP CPO, answered by an eMIP eMSP through a running gateway on the embedded default
/// (session and question durable before anybody is asked, the answer before it is told); beside a bare HTTP hop between the two.
/// </summary>
internal static class AuthoriseBenchmark
{
    private const int Warming = 10_000;

    public static async Task RunAsync(Arguments arguments, Figures figures)
    {
        await using var emsp = ChildProcess.StartMode("emsp", [], out var emspAddress, _ => { });
        var url = await emspAddress + "/emip/";
        await using var hop = ChildProcess.StartMode("hop", ["--target", url], out var hopAddress, _ => { });
        var hopUrl = new Uri(await hopAddress + "/api/emip");
        await using var gateway = await StartAsync(url);
        using var callers = new Callers();
        var (rounds, questions) = (arguments.Rounds ?? 3, arguments.Records ?? 5000);

        System.Console.WriteLine();
        System.Console.WriteLine($"authorise: {questions} questions a run of {Callers.Count} callers at once, {rounds} rounds");
        System.Console.WriteLine($"  {"",-24} {"CPU",9} {"p50",10} {"p99",10} {"per second",11}");
        var (bare, product) = (new List<Asked>(), new List<Asked>());
        await MeasureAsync(hop, callers, hopUrl, Warming);
        await MeasureAsync(gateway.Process, callers, gateway.Emip, Warming);
        for (var round = 1; round <= rounds; round++)
        {
            bare.Add(Print($"hop {round}", await MeasureAsync(hop, callers, hopUrl, questions)));
            product.Add(Print($"gateway {round}", await MeasureAsync(gateway.Process, callers, gateway.Emip, questions)));
        }

        Add(figures, "authorise, CPU of one question", a => a.Microseconds, bare, product, "µs");
        Add(figures, $"authorise, p50 of {Callers.Count} at once", a => a.P50, bare, product, "ms");
        Add(figures, $"authorise, p99 of {Callers.Count} at once", a => a.P99, bare, product, "ms");
    }

    private static Task<Gateway> StartAsync(string emsp)
    {
        var folder = GatewayFolder.Create(new Dictionary<string, object>
        {
            ["cpo"] = new
            {
                Protocol = "emip",
                Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
                Emip = new { Url = "http://127.0.0.1:9/", PartnerId = "FR*798", Authentication = "None" },
            },
            ["emsp"] = new
            {
                Protocol = "emip",
                Roles = new[] { new { Role = "EMSP", Party = "FR*MSP" } },
                Questions = new { Concurrency = Callers.Count },
                Emip = new { Url = emsp, PartnerId = "FR*MSP", Authentication = "None" },
            },
        }, new { Cpo = "FR*798", Emsp = "FR*MSP", AskUnknownTokens = true });
        return Gateway.StartAsync(folder);
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
