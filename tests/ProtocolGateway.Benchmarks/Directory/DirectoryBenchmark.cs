using System.Diagnostics;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>A directory of 300,000 locations beside one of 1,000: importing it, a page of it, a changed name, a changed status.</summary>
internal static class DirectoryBenchmark
{
    private const int Small = 1000, Large = 300_000, Page = 200;

    public static async Task RunAsync(Arguments arguments)
    {
        var large = arguments.Records ?? Large;
        var measured = new[] { await MeasureAsync(Small, arguments.Rounds ?? 300), await MeasureAsync(large, arguments.Rounds ?? 300) };
        System.Console.WriteLine();
        System.Console.WriteLine($"| | {Small} locations | {large} locations | ratio |");
        System.Console.WriteLine("|---|---|---|---|");
        Row("import, a location", "µs", m => m.Import);
        Row($"GET of a page of {Page} in the middle, p50", "ms", m => m.Page);
        Row("PATCH of a location, p50", "ms", m => m.Change);
        Row("PATCH of an EVSE's status, p50", "ms", m => m.Status);
        Row("the gateway's memory afterwards", "MB", m => m.Memory);

        void Row(string what, string unit, Func<Measured, double> value) => System.Console.WriteLine(
            $"| {what} | {value(measured[0]):0.0} {unit} | {value(measured[1]):0.0} {unit} | **{value(measured[1]) / value(measured[0]):0.00}** |");
    }

    private static async Task<Measured> MeasureAsync(int locations, int calls)
    {
        var folder = DirectoryFolder.Create(locations);
        var begun = Stopwatch.GetTimestamp();
        await Host.CommandAsync(folder.Path, folder.Settings, "locations", "import", folder.Locations, "--partner", "cpo");
        var import = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / locations;
        await using var gateway = await Gateway.StartAsync(folder);
        await UntilQuietAsync(gateway.Process);
        using var caller = new OcpiCaller(folder.Listen, 1);
        var start = DateTimeOffset.UtcNow.AddHours(-1);

        await PagesAsync(20);
        var page = await PagesAsync(calls);
        await ChangesAsync(20, "before");
        var change = await ChangesAsync(calls, "after");
        await StatusesAsync(20, "CHARGING");
        var status = await StatusesAsync(calls, "OUTOFORDER");
        return new(import, page, change, status, gateway.Process.Memory / 1e6);

        async Task<double> PagesAsync(int times) => Measurement.Percentile((await caller.RunAsync(DirectoryFolder.EmspToken, times, i =>
            (HttpMethod.Get, $"sender/locations?limit={Page}&after={(locations / 2) + i}", null))).Took, 0.5);

        async Task<double> ChangesAsync(int times, string name) => Measurement.Percentile((await caller.RunAsync(OcpiPlaces.Token, times, i =>
            (HttpMethod.Patch, $"locations/FR/798/{OcpiPlaces.Id(Spread(i))}", $$"""{"name":"{{name}}","last_updated":"{{At(start.AddSeconds(i))}}"}"""))).Took, 0.5);

        async Task<double> StatusesAsync(int times, string code) => Measurement.Percentile((await caller.RunAsync(OcpiPlaces.Token, times, i =>
            (HttpMethod.Patch, $"locations/FR/798/{OcpiPlaces.Id(Spread(i))}/{OcpiPlaces.Uid(Spread(i), 1)}", $$"""{"status":"{{code}}","last_updated":"{{At(start.AddHours(0.5).AddSeconds(i))}}"}"""))).Took, 0.5);

        int Spread(int i) => (int)((long)i * 7919 % locations);
    }

    /// <summary>What an import brought is looked at once, and told to whoever wants it: what it costs afterwards is the question.</summary>
    private static async Task UntilQuietAsync(ChildProcess gateway)
    {
        for (var quiet = 0; quiet < 5;)
        {
            var before = gateway.Cpu;
            await Task.Delay(TimeSpan.FromSeconds(1));
            quiet = gateway.Cpu - before < TimeSpan.FromMilliseconds(100) ? quiet + 1 : 0;
        }
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Measured(double Import, double Page, double Change, double Status, double Memory);
}
