using ProtocolGateway.Benchmarks.Cluster;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Soaking;

/// <summary>
/// Many minutes at half of what goes through at most: do memory and latency stay flat? On two nodes with PostgreSQL and RabbitMQ, or on
/// the embedded default. Every record must arrive, once.
/// </summary>
internal static class SoakBenchmark
{
    private const int UsualMinutes = 15, NodeCount = 2;

    public static async Task RunAsync(Arguments arguments)
    {
        var arrivals = new Arrivals();
        await using var sink = ChildProcess.StartMode("sink", [], out var address, arrivals.Hear);
        var minutes = arguments.Rounds ?? UsualMinutes;
        if (arguments.Only == "embedded")
        {
            await using var gateway = await Gateway.StartAsync(await address);
            await RunAsync("one gateway on the embedded default", [gateway.Emip], () => gateway.Process.Memory, gateway.SettleAsync, null, arrivals, minutes);
            return;
        }
        await using var backends = await Backends.StartAsync();
        await Seed.MakeAsync(backends, arrivals, await address);
        var database = await backends.CreateAsync("soak", Seed.Name);
        var payers = Payer.Many(1);
        await using var nodes = await Nodes.StartAsync(backends, database, NodeCount, payers, await address);
        await RunAsync($"{NodeCount} nodes on PostgreSQL and RabbitMQ", nodes.Emip, () => nodes.Memory, nodes.SettleAsync, payers, arrivals, minutes);
    }

    private static async Task RunAsync(
        string what, IReadOnlyList<Uri> addresses, Func<long> memory, Func<Task> settle, IReadOnlyList<Payer>? payers, Arrivals arrivals, int minutes)
    {
        using var load = new Load(arrivals, payers);
        for (var i = 0; i < 3; i++)
        {
            await load.RunAsync(addresses, 5000, Pace.OnAcknowledgement);
            await settle();
        }
        var most = await load.RunAsync(addresses, 5000, Pace.OnAcknowledgement);
        await settle();
        // In steps of ten.
        var rate = Math.Round(5000 / most.Lasted.TotalSeconds / 2 / 10) * 10;
        System.Console.WriteLine();
        System.Console.WriteLine($"soak: {what}, {minutes} minutes at {rate} CDRs a second, half of what went through before");
        System.Console.WriteLine($"  {"minute",-8} {"answered p50",12} {"p99",9} {"queue age p50",14} {"p99",9} {"memory",10}");
        var seen = new List<Minute>();
        for (var minute = 1; minute <= minutes; minute++)
        {
            var run = await load.RunAsync(addresses, (int)(rate * 60), Pace.OnAcknowledgement, rate);
            seen.Add(Minute.Of(run, memory()));
            seen[^1].Print($"{minute}");
        }
        await settle();
        System.Console.WriteLine($"  {minutes * rate * 60:0} CDRs arrived, {arrivals.Repeated} of them more than once");
        var third = Math.Max(1, minutes / 3);
        var (first, last) = (Minute.Median(seen.Take(third)), Minute.Median(seen.TakeLast(third)));
        var table = new Table("median minute of the first third and of the last", "first", "last", "ratio");
        Add("answered, p50, ms", m => m.AnsweredP50);
        Add("answered, p99, ms", m => m.AnsweredP99);
        Add("from the answer to the eMSP, p50, ms", m => m.AgeP50);
        Add("from the answer to the eMSP, p99, ms", m => m.AgeP99);
        Add("memory of all nodes, MB", m => m.Megabytes);
        table.Print();

        void Add(string name, Func<Minute, double> value) =>
            table.Add(name, $"{value(first):0.0}", $"{value(last):0.0}", $"{value(last) / value(first):0.00}");
    }
}
