using System.Text;
using ProtocolGateway.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ProtocolGateway.Tests.Servers;

public sealed class RabbitMqServerTests
{
    [Test]
    public async Task What_was_confirmed_survives_the_kill_of_the_whole_broker()
    {
        await using var server = await RabbitMqServer.StartAsync();
        await SendAsync(server, "said before");
        await server.SettleAsync();

        await server.KillAsync();
        Assert.That(() => SendAsync(server, "nobody is there"), Throws.InstanceOf<BrokerUnreachableException>());
        await server.RestartAsync();

        Assert.That(await ReceiveAsync(server), Is.EqualTo("said before"));
    }

    [Test]
    public async Task A_stopped_broker_starts_again_beside_another()
    {
        await using var server = await RabbitMqServer.StartAsync();
        await using var other = await RabbitMqServer.StartAsync();
        await SendAsync(server, "to one");
        await SendAsync(other, "to the other");

        await server.StopAsync();
        await server.RestartAsync();

        Assert.That((await ReceiveAsync(server), await ReceiveAsync(other)), Is.EqualTo(("to one", "to the other")));
    }

    [Test]
    public async Task Its_tools_reach_it()
    {
        await using var server = await RabbitMqServer.StartAsync();
        await SendAsync(server, "to be lost");

        await server.ControlAsync("purge_queue", "q");

        Assert.That(await ReceiveAsync(server), Is.Null);
    }

    private static async Task SendAsync(RabbitMqServer server, string text)
    {
        await using var connection = await new ConnectionFactory { Uri = server.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", "q", true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }

    private static async Task<string?> ReceiveAsync(RabbitMqServer server)
    {
        await using var connection = await new ConnectionFactory { Uri = server.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.BasicGetAsync("q", autoAck: true) is { } got ? Encoding.UTF8.GetString(got.Body.Span) : null;
    }
}
