using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>EVSE status PATCHes as fast as a gateway takes them, each acknowledged when it is on disk.</summary>
internal static class PatchBenchmark
{
    private const int Locations = 1000, Connections = 64, Usual = 40_000;

    public static async Task RunAsync(Arguments arguments)
    {
        var folder = DirectoryFolder.Create(Locations);
        await Host.CommandAsync(folder.Path, folder.Settings, "locations", "import", folder.Locations, "--partner", "cpo");
        await using var gateway = await Gateway.StartAsync(folder);
        using var cpo = new OcpiCaller(folder.Listen, Connections);
        var (patches, start, said) = (arguments.Records ?? Usual, DateTimeOffset.UtcNow.AddHours(-2), 0);
        System.Console.WriteLine();
        System.Console.WriteLine($"EVSE status PATCHes of {Locations * 2} EVSEs over {Connections} connections; with the caller, on {Environment.ProcessorCount} cores:");
        System.Console.WriteLine();
        System.Console.WriteLine("| PATCHes | a second | acknowledged p50, p99 | processor time of the gateway for one | so many a second fill two cores |");
        System.Console.WriteLine("|---|---|---|---|---|");
        for (var round = 0; round < (arguments.Rounds ?? 3); round++)
        {
            var (cpu, first) = (gateway.Process.Cpu, said);
            var (took, lasted) = await cpo.RunAsync(OcpiPlaces.Token, patches, i => Patch(first + i, start));
            said += patches;
            var cost = (gateway.Process.Cpu - cpu).TotalMicroseconds / patches;
            System.Console.WriteLine(
                $"| {patches} | {patches / lasted.TotalSeconds:0} | {Measurement.Percentile(took, 0.5):0.0} ms, {Measurement.Percentile(took, 0.99):0.0} ms | {cost:0} µs | {2_000_000 / cost:0} |");
        }
    }

    private static (HttpMethod, string, string?) Patch(int number, DateTimeOffset start)
    {
        var (evse, turn) = (number % (Locations * 2), number / (Locations * 2));
        var status = turn % 2 == 0 ? "CHARGING" : "AVAILABLE";
        return (
            HttpMethod.Patch, $"locations/FR/798/{OcpiPlaces.Id(evse / 2)}/{OcpiPlaces.Uid(evse / 2, 1 + (evse % 2))}",
            $$"""{"status":"{{status}}","last_updated":"{{start.AddSeconds(turn):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
    }
}
