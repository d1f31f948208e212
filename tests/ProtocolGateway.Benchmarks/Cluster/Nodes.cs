using Npgsql;
using ProtocolGateway.Benchmarks.EndToEnd;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>Built Hosts as processes that share a journal and a bus.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ClusterFolder folder;
    private readonly NpgsqlConnection journal;
    private readonly List<ChildProcess> processes = [];
    private readonly List<Uri> addresses = [];

    private Nodes(ClusterFolder folder, NpgsqlConnection journal) => (this.folder, this.journal) = (folder, journal);

    /// <summary>Where each hears eMIP.</summary>
    public IReadOnlyList<Uri> Emip => addresses;

    /// <summary>Of all of them together.</summary>
    public TimeSpan Cpu => processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Cpu);

    /// <summary>Bytes of all of them together, now.</summary>
    public long Memory => processes.Sum(process => process.Memory);

    public string Complaints => string.Join('\n', processes.Select(p => p.Complaints).Where(c => c.Length > 0));

    public static async Task<Nodes> StartAsync(Backends backends, string database, int count, IReadOnlyList<Payer> payers, string sink)
    {
        var nodes = new Nodes(new ClusterFolder(backends, database), new NpgsqlConnection(database));
        await nodes.journal.OpenAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var number = 1; number <= count; number++)
        {
            var (settings, listen) = nodes.folder.Node(number, payers, sink);
            nodes.processes.Add(Host.Start(nodes.folder.Path, settings));
            nodes.addresses.Add(new Uri(listen, "api/emip"));
            await Eventually.TrueAsync(
                () => nodes.processes[^1].HasExited ? throw new InvalidOperationException(nodes.Complaints) : Host.IsReadyAsync(client, listen),
                "the node is ready", Patience);
        }
        return nodes;
    }

    /// <summary>Waits until nothing is owed any more, and demands that every record was delivered: nobody takes what was imported.</summary>
    public async Task SettleAsync()
    {
        await Eventually.TrueAsync(
            async () => await AskAsync("SELECT COUNT(*) FROM (SELECT 1 FROM Deliveries WHERE State = 'Owed' LIMIT 1) AS owed") == 0,
            "nothing is owed", Patience, () => Task.FromResult(Complaints));
        var astray = await AskAsync("SELECT COUNT(*) FROM Deliveries WHERE Message = 'ChargeDetailRecordIssued' AND State IN ('Held', 'Refused', 'InDoubt', 'Superseded', 'Dropped')");
        if (astray > 0) throw new InvalidOperationException($"{astray} deliveries are not Delivered: {await DescribeAsync()}");
    }

    /// <summary>How many rows the journal has for what was heard.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync()
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in (string[])["Exchanges", "Facts", "Deliveries", "Sessions", "SessionNames", "Moves"])
            counts[table] = await AskAsync($"SELECT COUNT(*) FROM {table}");
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Select(p => p.DisposeAsync().AsTask()));
        await journal.DisposeAsync();
        folder.Dispose();
    }

    private async Task<long> AskAsync(string sql) => (long)(await Backends.ExecuteAsync(journal, sql))!;

    private async Task<object?> DescribeAsync() =>
        await Backends.ExecuteAsync(journal, "SELECT State || ': ' || COALESCE(Reason, '') FROM Deliveries WHERE State NOT IN ('Owed', 'Delivered') LIMIT 1");
}
