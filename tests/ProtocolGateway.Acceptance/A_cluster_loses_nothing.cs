using System.Globalization;
using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Acceptance;

/// <summary>Each fault meets two gateways on PostgreSQL and RabbitMQ under load, and ends with every acknowledged record delivered once.</summary>
// Each has a cluster of its own, and they mostly wait: one after the other they would take longer than all other journeys together.
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class A_cluster_loses_nothing
{
    private Cluster cluster = null!;
    private Load load = null!;

    [SetUp]
    public async Task StartAsync()
    {
        cluster = await Cluster.StartAsync();
        load = new Load(cluster.Nodes);
        await load.ProgressAsync(60);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await load.AbandonAsync();
        await cluster.DisposeAsync();
    }

    [Test]
    public async Task When_nodes_are_killed_one_by_one_and_all_at_once()
    {
        await cluster.One.KillAsync();
        await load.ProgressAsync(60);
        await cluster.One.StartAgainAsync();
        await load.ProgressAsync();
        await Task.WhenAll(cluster.One.KillAsync(), cluster.Other.KillAsync());
        await Task.WhenAll(cluster.One.StartAgainAsync(), cluster.Other.StartAgainAsync());

        await ArriveAsync();
    }

    [Test]
    public async Task When_nodes_are_replaced_one_after_the_other()
    {
        foreach (var node in cluster.Nodes)
        {
            Assert.That(await node.StopAsync(), Is.Zero);
            await load.ProgressAsync(60);
            await node.StartAgainAsync();
            await load.ProgressAsync();
        }

        await ArriveAsync();
        Assert.That(cluster.OcpiEmsp.Repeats + cluster.EmipEmsp.Repeats, Is.Zero, "a clean end leaves nothing in doubt");
    }

    [Test]
    public async Task When_RabbitMQ_is_emptied_killed_and_comes_again()
    {
        await cluster.Rabbit.SettleAsync();
        foreach (var queue in await QueuesAsync()) await cluster.Rabbit.ControlAsync("purge_queue", queue);
        await load.ProgressAsync();
        await cluster.Rabbit.KillAsync();
        await load.ProgressAsync(60);
        await cluster.Rabbit.RestartAsync();

        await ArriveAsync();
    }

    [Test]
    public async Task When_PostgreSQL_is_killed_and_comes_again()
    {
        await cluster.Postgres.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        await cluster.Postgres.RestartAsync();

        await ArriveAsync();
    }

    [TestCase(NetworkCut.Silent)]
    [TestCase(NetworkCut.Reset)]
    public async Task When_the_network_to_PostgreSQL_is_cut(NetworkCut how)
    {
        cluster.ToPostgres.Cut(how);
        await Task.Delay(Seconds);
        cluster.ToPostgres.Heal();

        await ArriveAsync();
    }

    [Test]
    public async Task When_the_network_to_RabbitMQ_is_cut()
    {
        cluster.ToRabbit.Cut(NetworkCut.Silent);
        await Task.Delay(Seconds);
        await load.ProgressAsync();
        cluster.ToRabbit.Heal();

        await ArriveAsync();
    }

    // Ten are enough to run into every time-out; CUT_SECONDS makes it longer.
    private static TimeSpan Seconds =>
        TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("CUT_SECONDS") is { Length: > 0 } text ? text : "10", CultureInfo.InvariantCulture));

    private async Task ArriveAsync()
    {
        await load.ProgressAsync();
        await load.EndAsync();
        await load.AssertArrivedAsync(cluster.OcpiEmsp, cluster.EmipEmsp, cluster.One.Operators);
    }

    private async Task<IEnumerable<string>> QueuesAsync() =>
        (await cluster.Rabbit.ControlAsync("list_queues", "name")).Split('\n').Where(name => name.StartsWith("deliver-", StringComparison.Ordinal));
}

/// <summary>The bus may be gone for the whole run: the nodes say what they hold themselves.</summary>
internal sealed class A_cluster_without_its_bus_loses_nothing
{
    [Test]
    public async Task Every_acknowledged_record_arrives()
    {
        await using var cluster = await Cluster.StartAsync(bus: false);
        var load = new Load(cluster.Nodes);
        await load.ProgressAsync(100);
        await load.EndAsync();

        await load.AssertArrivedAsync(cluster.OcpiEmsp, cluster.EmipEmsp, cluster.One.Operators);
    }
}

/// <summary>Whoever finds no room is told so, and what was acknowledged before arrives, though its outcome could not be written for a while.</summary>
internal sealed class A_cluster_with_a_full_disk_loses_nothing
{
    [Test]
    public async Task Every_acknowledged_record_arrives()
    {
        await using var cluster = await Cluster.StartAsync(canBeFull: true);
        var load = new Load(cluster.Nodes);
        await load.ProgressAsync(60);
        await cluster.Postgres.FillDiskAsync();
        await load.TurnedAwayAsync(60);
        await cluster.Postgres.ClearDiskAsync();
        await load.ProgressAsync();
        await load.EndAsync();

        await load.AssertArrivedAsync(cluster.OcpiEmsp, cluster.EmipEmsp, cluster.One.Operators);
    }
}
