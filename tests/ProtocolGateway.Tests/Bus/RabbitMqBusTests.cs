using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Testing.Servers;
using ProtocolGateway.Tests.Exchanges;
using RabbitMQ.Client;

namespace ProtocolGateway.Tests.Bus;

/// <summary>Nodes that share a broker which is well.</summary>
public sealed class RabbitMqBusTests
{
    private RabbitMqServer broker = null!;

    [OneTimeSetUp]
    public async Task Start() => broker = await RabbitMqServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await broker.DisposeAsync();

    [Test]
    public async Task What_one_node_accepted_another_says_whole_once_and_in_order()
    {
        var (one, other) = (new ScriptedProtocol(), new ScriptedProtocol());
        for (var i = 0; i < 200; i++)
        {
            one.Next(TakeAWhileAsync);
            other.Next(TakeAWhileAsync);
        }
        await using var cluster = new Cluster(broker.Url);
        var first = await cluster.StartReadyNodeAsync(one);
        await cluster.StartReadyNodeAsync(other);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async session =>
        {
            for (var minute = 1; minute <= 5; minute++) await Cluster.AcceptAsync(first, Samples.Heard(Samples.Report($"S-{session}", minute)));
        }));
        await cluster.UntilDeliveredAsync(150);

        Assert.That(other.Said, Is.Not.Empty);
        await Eventually.TrueAsync(() => cluster.Lane(first).Count == 0, "what the other took leaves the lane");
        var said = one.Said.Concat(other.Said).ToList();
        Assert.That(
            said.Select(d => (SessionUpdated)d.Message),
            Is.EquivalentTo(Enumerable.Range(0, 150).Select(i => new SessionUpdated { Session = Samples.Report($"S-{i / 5}", (i % 5) + 1) })));
        foreach (var protocol in new[] { one, other })
            foreach (var session in protocol.Said.Select(d => ((SessionUpdated)d.Message).Session).GroupBy(s => s.Id))
                Assert.That(session.Select(s => s.ReadAt), Is.Ordered);
    }

    [Test]
    public async Task A_partner_of_one_call_at_once_gets_it_from_all_nodes_together()
    {
        var protocol = new ScriptedProtocol();
        var calls = new CallCount(protocol, 60);
        await using var cluster = new Cluster(broker.Url, concurrency: 1);
        var nodes = new[] { await cluster.StartReadyNodeAsync(protocol), await cluster.StartReadyNodeAsync(protocol) };

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Cluster.AcceptAsync(nodes[i % 2], Samples.Heard(Samples.Record($"S-{i}")))));
        await cluster.UntilDeliveredAsync(60);

        Assert.That((calls.Most, protocol.Said.Count), Is.EqualTo((1, 60)));
    }

    [Test]
    public async Task What_is_purged_in_the_middle_is_said_all_the_same()
    {
        var protocol = new ScriptedProtocol();
        var purged = new TaskCompletionSource();
        for (var i = 0; i < 50; i++) protocol.Next(new Outcome.Delivered());
        protocol.Next(async _ =>
        {
            await purged.Task;
            return new Outcome.Delivered();
        });
        await using var cluster = new Cluster(broker.Url, concurrency: 1);
        var node = await cluster.StartReadyNodeAsync(protocol);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Cluster.AcceptAsync(node, Samples.Heard(Samples.Record($"S-{i}")))));
        await Eventually.TrueAsync(() => Task.FromResult(protocol.Said.Count == 51), "it is in the middle");
        await broker.ControlAsync("purge_queue", cluster.Queue(node).Name);
        purged.SetResult();
        await cluster.UntilDeliveredAsync(300);

        Assert.That(protocol.Said, Has.Count.EqualTo(300));
    }

    [Test]
    public async Task Poison_at_the_head_of_a_queue_is_moved_aside()
    {
        var protocol = new ScriptedProtocol();
        await using var cluster = new Cluster(broker.Url);
        var node = await cluster.StartReadyNodeAsync(protocol);
        var queue = cluster.Queue(node).Name;

        await SendAsync(queue, "this is not JSON");
        await SendAsync(queue, """{ "messageType": [ "urn:message:ProtocolGateway.Bus:Later" ], "message": { "a": 1 } }""");
        await Cluster.AcceptAsync(node, Samples.Heard(Samples.Record()));
        await cluster.UntilDeliveredAsync(1);

        await Eventually.TrueAsync(
            async () => (await CountAsync($"{queue}_error"), await CountAsync($"{queue}_skipped"), await CountAsync(queue)) == (1, 1, 0), "poison aside");
    }

    private async Task SendAsync(string queue, string body)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json" };
        await channel.BasicPublishAsync(queue, "", true, properties, Encoding.UTF8.GetBytes(body));
    }

    private async Task<uint?> CountAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.MessageCountAsync(queue);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }

    private static async Task<Outcome> TakeAWhileAsync(Delivery delivery)
    {
        await Task.Delay(20);
        return new Outcome.Delivered();
    }
}
