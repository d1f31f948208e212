using System.Diagnostics;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>
/// Gateway nodes on PostgreSQL and RabbitMQ, everything on this machine: beside what the two servers bear, and as partners,
/// journal and nodes become more. Load generator, eMSPs and both servers share the cores with what is measured.
/// </summary>
internal sealed class ClusterBenchmark
{
    private const double Aim = 0.5;
    private const int UsualRows = 1000;
    private static readonly int[] Partners = [1, 10, 100], NodeCounts = [1, 2, 3];

    private readonly Arguments arguments;
    private readonly Backends backends;
    private readonly Arrivals arrivals;
    private readonly string sink;
    private readonly int records;
    private int databases;

    private ClusterBenchmark(Arguments arguments, Backends backends, Arrivals arrivals, string sink) =>
        (this.arguments, this.backends, this.arrivals, this.sink, records) = (arguments, backends, arrivals, sink, arguments.Records ?? 3000);

    public static async Task RunAsync(Arguments arguments)
    {
        await using var backends = await Backends.StartAsync();
        var arrivals = new Arrivals();
        await using var process = ChildProcess.StartMode("sink", [], out var address, arrivals.Hear);
        var benchmark = new ClusterBenchmark(arguments, backends, arrivals, await address);
        System.Console.WriteLine();
        System.Console.WriteLine($"cluster: {benchmark.records} CDRs a run over {Load.Connections} connections");
        Measured.PrintHead();
        await Seed.MakeAsync(backends, arrivals, benchmark.sink);
        var tables = new List<Table>();
        if (arguments.Only is null or "limits") tables.Add(await benchmark.BesideLimitsAsync());
        if (arguments.Only is not "limits") tables.Add(await benchmark.GrowthAsync());
        System.Console.WriteLine();
        System.Console.WriteLine($"On {Environment.ProcessorCount} cores, .NET {Environment.Version}, everything on the one machine:");
        tables.ForEach(t => t.Print());
        System.Console.WriteLine($"\nrepeated deliveries: {arrivals.Repeated}");
    }

    private async Task<Table> BesideLimitsAsync()
    {
        var database = await CreateAsync(UsualRows);
        var scratch = await backends.CreateAsync("limits");
        await using var nodes = await StartAsync(database, 1, 1);
        using var load = new Load(arrivals, Payer.Many(1));
        await Measured.RunAsync("warming up", nodes, load, 2 * records);
        var (inserts, publishes, gateway) = (new List<double>(), new List<double>(), new List<Measured>());
        var before = await nodes.CountAsync();
        var rounds = arguments.Rounds ?? 3;
        for (var round = 1; round <= rounds; round++)
        {
            inserts.Add(await Limits.InsertAsync(scratch));
            publishes.Add(await Limits.PublishAsync(backends.Bus));
            System.Console.WriteLine($"  raw inserts {inserts[^1]:0}/s, raw publishes {publishes[^1]:0}/s");
            gateway.Add(await Measured.RunAsync($"gateway {round}", nodes, load, records));
        }
        var after = await nodes.CountAsync();
        var perFact = after.ToDictionary(t => t.Key, t => (t.Value - before[t.Key]) / (double)(rounds * records));
        return Describe(Measurement.Median(inserts), Measurement.Median(publishes), Measured.Median(gateway), perFact);
    }

    private static Table Describe(double inserts, double publishes, Measured gateway, Dictionary<string, double> perFact)
    {
        var rows = perFact.Values.Sum();
        var limit = Math.Min(inserts, publishes);
        var ratio = gateway.Accepted / limit;
        var table = new Table("One gateway beside its limits", "per second", "of the slower limit");
        table.Add("2 kB rows with a unique key inserted, 64 a commit, one connection (Npgsql)", $"{inserts:0}", inserts <= publishes ? "the limit" : "");
        table.Add("2 kB messages confirmed by a quorum queue, 256 at once, one channel (RabbitMQ.Client)", $"{publishes:0}", publishes < inserts ? "the limit" : "");
        table.Add("facts accepted", $"{gateway.Accepted:0}", $"**{ratio:0.00}**, aim ≥ {Aim:0.0}{(ratio < Aim ? " (missed)" : "")}");
        table.Add(
            $"rows written for them: {rows:0.#} a fact ({string.Join(", ", perFact.Select(t => $"{t.Key} {t.Value:0.#}"))}), 2 of them changed once or twice",
            $"{gateway.Accepted * rows:0}", $"{gateway.Accepted * rows / limit:0.00}");
        table.Add("facts arrived at the eMSP, 4 calls at once", $"{gateway.Arrived:0}", $"{gateway.Arrived / limit:0.00}");
        table.Add($"CPU of one fact in the gateway: {gateway.Microseconds:0} µs; answered, p99 of {Load.Connections} at once: {gateway.AnsweredP99:0.0} ms", "", "");
        return table;
    }

    private async Task<Table> GrowthAsync()
    {
        var table = new Table("CDRs known", "rows in the journal", "partners", "nodes", "accepted/s", "arrived/s", "CPU of a CDR", "answered p99", "queue age p99, paced", "queue age p99, burst");
        double? paced = null;
        async Task<double> AddAsync(int cdrs, int partners, int count)
        {
            var watch = Stopwatch.StartNew();
            var name = NextName();
            var database = await backends.CreateAsync(name, Seed.Name);
            var rows = await Seed.FillAsync(database, cdrs);
            if (cdrs > UsualRows) System.Console.WriteLine($"  {cdrs} CDRs are {rows} rows, written in {watch.Elapsed.TotalSeconds:0} s");
            await using (var nodes = await StartAsync(database, count, partners))
            {
                using var load = new Load(arrivals, Payer.Many(partners));
                var what = $"{cdrs} known, {partners} partners, {count} nodes";
                await Measured.RunAsync("warming up", nodes, load, records);
                var burst = await Measured.RunAsync(what, nodes, load, records);
                // The first is the base: what the others are paced by, too.
                var rate = paced ??= Math.Round(burst.Arrived / 2 / 50) * 50;
                var calm = await Measured.RunAsync($"  at {rate:0}/s", nodes, load, records / 2, rate);
                table.Add(
                    $"{cdrs}", $"{rows}", $"{partners}", $"{count}", $"{burst.Accepted:0}", $"{burst.Arrived:0}", $"{burst.Microseconds:0} µs",
                    $"{burst.AnsweredP99:0} ms", $"{calm.AgeP99:0} ms", $"{burst.AgeP99:0} ms");
            }
            await backends.DropAsync(name);
            return paced.Value;
        }

        await AddAsync(UsualRows, 1, 1);
        if (arguments.Only is null or "partners") foreach (var partners in Partners.Skip(1)) await AddAsync(UsualRows, partners, 1);
        if (arguments.Only is null or "nodes") foreach (var count in NodeCounts.Skip(1)) await AddAsync(UsualRows, 1, count);
        if (arguments.Only is null or "rows") foreach (var cdrs in (int[])[100_000, arguments.Rows]) await AddAsync(cdrs, 1, 1);
        System.Console.WriteLine($"  paced: {paced:0} CDRs/s");
        return table;
    }

    private string NextName() => $"journal{++databases}";

    private async Task<string> CreateAsync(int cdrs)
    {
        var database = await backends.CreateAsync(NextName(), Seed.Name);
        await Seed.FillAsync(database, cdrs);
        return database;
    }

    private Task<Nodes> StartAsync(string database, int count, int partners) => Nodes.StartAsync(backends, database, count, Payer.Many(partners), sink);
}
