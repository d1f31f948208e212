using System.Diagnostics;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>From the start of the program, on an empty folder, until it is ready; beside a bare endpoint's.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync(Arguments arguments, Figures figures)
    {
        var rounds = arguments.Rounds ?? 5;
        System.Console.WriteLine();
        System.Console.WriteLine($"start: {rounds} starts each");
        var (bare, product) = (new List<Started>(), new List<Started>());
        for (var round = 1; round <= rounds; round++)
        {
            bare.Add(Print($"bare {round}", await BareAsync()));
            product.Add(Print($"gateway {round}", await GatewayAsync()));
        }
        figures.Add("start until ready", Measurement.Median(bare.Select(s => s.Took)), Measurement.Median(product.Select(s => s.Took)), "ms", null);
        figures.Add("start, CPU", Measurement.Median(bare.Select(s => s.Cpu)), Measurement.Median(product.Select(s => s.Cpu)), "ms", null);
    }

    private static async Task<Started> BareAsync()
    {
        var watch = Stopwatch.StartNew();
        await using var bare = ChildProcess.StartMode("bare", ["--target", "http://127.0.0.1:9/"], out var address, _ => { });
        await address;
        return new(watch.Elapsed.TotalMilliseconds, bare.Cpu.TotalMilliseconds);
    }

    private static async Task<Started> GatewayAsync()
    {
        var folder = GatewayFolder.Create("http://127.0.0.1:9");
        var watch = Stopwatch.StartNew();
        await using var gateway = await Gateway.StartAsync(folder);
        return new(watch.Elapsed.TotalMilliseconds, gateway.Process.Cpu.TotalMilliseconds);
    }

    private static Started Print(string what, Started started)
    {
        System.Console.WriteLine($"  {what,-24} {started.Took,9:0} ms {started.Cpu,9:0} ms of CPU");
        return started;
    }

    private readonly record struct Started(double Took, double Cpu);
}
