using ProtocolGateway.Canonical;
using ProtocolGateway.Testing;
using ProtocolGateway.Testing.Servers;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Bus;

/// <summary>Nodes whose broker is not there, dies, comes back, or is cut off: everything is said once, and in order.</summary>
public sealed class BrokerFaultTests
{
    [Test]
    public async Task With_a_broker_that_comes_late_everything_is_said_before_and_after()
    {
        var protocol = new ScriptedProtocol();
        await using var broker = RabbitMqServer.Create();
        await using var cluster = new Cluster(broker.Url);
        var node = await cluster.StartNodeAsync(protocol);

        await AcceptReportsAsync(node, sessions: 20);
        await cluster.UntilDeliveredAsync(100, TimeSpan.FromSeconds(20));
        Assert.That(cluster.Queue(node).IsUp, Is.False);

        await broker.RestartAsync();
        await cluster.UntilUpAsync(node);
        await Cluster.AcceptAsync(node, Samples.Heard(Samples.Record()));
        await cluster.UntilDeliveredAsync(101);

        AssertOnceAndInOrder(protocol, reports: 100);
    }

    [Test]
    public async Task Without_a_broker_a_partner_of_one_call_at_once_gets_it_from_all_nodes_together()
    {
        var protocol = new ScriptedProtocol();
        var calls = new CallCount(protocol, 60);
        await using var cluster = new Cluster(RabbitMqServer.UrlThrough(Ports.Next()), concurrency: 1);
        var nodes = new[] { await cluster.StartNodeAsync(protocol), await cluster.StartNodeAsync(protocol) };
        await cluster.UntilFirstIsKnownAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Cluster.AcceptAsync(nodes[i % 2], Samples.Heard(Samples.Record($"S-{i}")))));
        await cluster.UntilDeliveredAsync(60, TimeSpan.FromSeconds(20));

        Assert.That((calls.Most, protocol.Said.Count), Is.EqualTo((1, 60)));
    }

    [Test]
    public async Task Killed_under_load_and_started_again_the_broker_loses_nothing_and_doubles_nothing()
    {
        var protocol = new ScriptedProtocol();
        await using var broker = await RabbitMqServer.StartAsync();
        await using var cluster = new Cluster(broker.Url);
        var nodes = new[] { await cluster.StartReadyNodeAsync(protocol), await cluster.StartReadyNodeAsync(protocol) };
        await broker.SettleAsync();

        var load = Task.WhenAll(nodes.Select((node, n) => AcceptReportsAsync(node, sessions: 40, prefix: $"N{n}-")));
        await Eventually.TrueAsync(() => protocol.Said.Count > 20, "something was said");
        await broker.KillAsync();
        await load;
        await cluster.UntilDeliveredAsync(400, TimeSpan.FromSeconds(30));
        await broker.RestartAsync();
        foreach (var node in nodes) await cluster.UntilUpAsync(node);
        await AcceptReportsAsync(nodes[0], sessions: 10, prefix: "later-");
        await cluster.UntilDeliveredAsync(450);

        AssertOnceAndInOrder(protocol, reports: 450);
    }

    [Test]
    public async Task Cut_off_in_silence_from_the_broker_a_node_says_what_it_holds()
    {
        var protocol = new ScriptedProtocol();
        await using var broker = await RabbitMqServer.StartAsync();
        await using var network = new TcpProxy(broker.Port);
        await using var cluster = new Cluster(RabbitMqServer.UrlThrough(network.Port));
        var node = await cluster.StartReadyNodeAsync(protocol);
        await AcceptReportsAsync(node, sessions: 10, prefix: "before-");
        await cluster.UntilDeliveredAsync(50);

        network.Cut(NetworkCut.Silent);
        await AcceptReportsAsync(node, sessions: 10, prefix: "during-");
        await cluster.UntilDeliveredAsync(100, TimeSpan.FromSeconds(30));
        network.Heal();
        await cluster.UntilUpAsync(node);

        AssertOnceAndInOrder(protocol, reports: 100);
    }

    private static Task AcceptReportsAsync(Microsoft.Extensions.Hosting.IHost node, int sessions, string prefix = "") =>
        Task.WhenAll(Enumerable.Range(0, sessions).Select(async session =>
        {
            for (var minute = 1; minute <= 5; minute++)
                await Cluster.AcceptAsync(node, Samples.Heard(Samples.Report($"{prefix}{session}", minute)));
        }));

    private static void AssertOnceAndInOrder(ScriptedProtocol protocol, int reports)
    {
        var said = protocol.Said.Select(d => d.Message).OfType<SessionUpdated>().Select(m => m.Session).ToList();
        Assert.That(said, Has.Count.EqualTo(reports));
        foreach (var session in said.GroupBy(s => s.Id))
            Assert.That(session.Select(s => s.ReadAt), Is.EqualTo(Enumerable.Range(1, 5).Select(m => (DateTimeOffset?)Samples.Start.AddMinutes(m))));
    }
}
