using System.Diagnostics;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Storm;

/// <summary>
/// EVSE statuses by the thousand a second: what rate is reached and acknowledged, what it costs, whether memory and journal stay
/// as they are, and whether the hub has the last state of each EVSE in the end.
/// </summary>
internal static class StormBenchmark
{
    private const int Evses = 1000, Usual = 40_000, PerSecond = 2000, Parts = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(Arguments arguments)
    {
        var reports = arguments.Records ?? Usual;
        await using var hub = await Hub.StartAsync();
        using var folder = StormFolder.Create(hub.Url, Evses);
        await Host.CommandAsync(folder.Path, folder.Settings, "locations", "import", folder.Locations, "--partner", "cpo");
        await using var gateway = Host.Start(folder.Path, folder.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await UntilAsync("the gateway is ready", gateway, () => Host.IsReadyAsync(client, folder.Listen));

        System.Console.WriteLine();
        System.Console.WriteLine($"EVSE statuses, {Evses} EVSEs, {PerSecond} a second wanted:");
        System.Console.WriteLine();
        System.Console.WriteLine("| reports | a second | acknowledged p50, p99 | processor time a report | memory | journal | calls of the hub |");
        System.Console.WriteLine("|---|---|---|---|---|---|---|");
        using var storm = new Reports(folder.Listen, Evses);
        for (var part = 0; part < Parts; part++)
        {
            var (cpu, said) = (gateway.Cpu, hub.Heard);
            var (acknowledged, lasted) = await storm.RunAsync(reports / Parts, PerSecond);
            var cost = (gateway.Cpu - cpu).TotalMicroseconds / acknowledged.Length;
            System.Console.WriteLine(
                $"| {acknowledged.Length} | {acknowledged.Length / lasted.TotalSeconds:0} | {Measurement.Percentile(acknowledged, 0.5):0.0} ms, {Measurement.Percentile(acknowledged, 0.99):0.0} ms "
                + $"| {cost:0} µs | {gateway.Memory / 1e6:0} MB | {folder.Journal / 1e6:0.0} MB | {hub.Heard - said} |");
        }
        await UntilAsync(
            "the hub has the last state of each EVSE", gateway,
            () => Task.FromResult(Enumerable.Range(0, Evses).All(e => hub.Last(Reports.Evse(e)) == storm.Last[e])));
    }

    private static async Task UntilAsync(string what, ChildProcess gateway, Func<Task<bool>> condition)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (gateway.HasExited || Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException($"It did not come to this: {what}. {gateway.Complaints}");
            await Task.Delay(50);
        }
    }
}
