using System.Globalization;
using System.Text.Json;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Reloading;

/// <summary>
/// Mapping files are changed while records pass, every other change a broken one: how long a reload of more than 500 files with those of
/// 200 partners takes, and what it does to the answers given meanwhile, beside those without. Every record must arrive.
/// </summary>
internal static class ReloadBenchmark
{
    private const int PerSecond = 200, Usual = 4000, Whole = 5;
    private const double Aim = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Arguments arguments, Figures figures)
    {
        var arrivals = new Arrivals();
        await using var sink = ChildProcess.StartMode("sink", [], out var address, arrivals.Hear);
        var folder = ReloadFolder.Create(await address);
        var mappings = ReloadFolder.MappingsOf(folder);
        var records = arguments.Records ?? Usual;
        System.Console.WriteLine();
        System.Console.WriteLine($"reload: {ReloadFolder.Count(mappings)} mapping files, {PerSecond} CDRs a second");
        await using var gateway = await Gateway.StartFilledAsync(folder);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var load = new Load(arrivals);
        var (edits, reloads) = (0, new List<double>());
        await load.RunAsync(gateway.Emip, 10_000, Pace.OnArrival);
        await EditAsync(5);
        reloads.Clear();
        var memory = gateway.Process.Memory;

        var (quiet, busy) = (new List<Run>(), new List<Run>());
        for (var round = 1; round <= (arguments.Rounds ?? 3); round++)
        {
            quiet.Add(await MeasureAsync());
            using var done = new CancellationTokenSource();
            var editing = Task.Run(async () =>
            {
                while (!done.IsCancellationRequested) await EditAsync(1);
            });
            busy.Add(await MeasureAsync());
            await done.CancelAsync();
            await editing;
            System.Console.WriteLine(
                $"  round {round}: answered p99 {quiet[^1].AnsweredP99:0.0} ms, with reloads {busy[^1].AnsweredP99:0.0} ms; {reloads.Count} reloads, the median {Measurement.Median(reloads):0} ms");
        }
        var all = new List<double>();
        for (var i = 0; i < Whole; i++) all.Add(await EditAllAsync());
        System.Console.WriteLine($"  {edits} good edits and as many broken ones; memory {memory / 1e6:0} MB before, {gateway.Process.Memory / 1e6:0} MB afterwards");
        figures.Add("reload of the mapping files, beside a second", Aim, Measurement.Median(reloads), "ms", 1);
        figures.Add("the same when all of the partners' files are compiled anew", Aim, Measurement.Median(all), "ms", 1);
        figures.Add("answered, p99 during reloads, beside that without", Measurement.Median(quiet.Select(r => r.AnsweredP99)), Measurement.Median(busy.Select(r => r.AnsweredP99)), "ms", null);
        figures.Add("arrived, p99 during reloads, beside that without", Measurement.Median(quiet.Select(r => r.ArrivedP99)), Measurement.Median(busy.Select(r => r.ArrivedP99)), "ms", null);

        Task<Run> MeasureAsync() => Run.MeasureAsync(
            gateway.Process, () => load.RunAsync([gateway.Emip], records, Pace.OnAcknowledgement, PerSecond), gateway.SettleAsync);

        async Task EditAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var before = await LookAsync();
                ReloadFolder.Break(mappings, ++edits);
                while (!(await LookAsync()).Refused) await Task.Delay(50);
                ReloadFolder.Edit(mappings, edits);
                while (await LookAsync() is var now && (now.Refused || now.Version == before.Version)) await Task.Delay(50);
                reloads.Add(await LastReloadAsync());
                await Task.Delay(Pause);
            }
        }

        async Task<double> EditAllAsync()
        {
            var before = await LookAsync();
            ReloadFolder.EditAll(mappings, ++edits);
            while ((await LookAsync()).Version == before.Version) await Task.Delay(50);
            return await LastReloadAsync();
        }

        async Task<(string Version, bool Refused)> LookAsync()
        {
            using var view = JsonDocument.Parse(await client.GetStringAsync(new Uri(folder.Console, "api/mappings")));
            return (view.RootElement.GetProperty("version").GetString()!, view.RootElement.GetProperty("refused").ValueKind != JsonValueKind.Null);
        }

        async Task<double> LastReloadAsync()
        {
            const string Metric = "protocolgateway_mappings_reload_duration_seconds";
            var line = (await client.GetStringAsync(new Uri(folder.Console, "metrics"))).Split('\n').Single(l => l.StartsWith(Metric, StringComparison.Ordinal));
            return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) * 1000;
        }
    }
}
