using System.Text.Json.Nodes;
using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Two gateways on one PostgreSQL and one RabbitMQ, each reached through a network that can be cut, between the story's four
/// companies.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private Cluster(PostgresServer postgres, RabbitMqServer rabbit)
    {
        (Postgres, Rabbit) = (postgres, rabbit);
        (ToPostgres, ToRabbit) = (new(postgres.Port), new(rabbit.Port));
    }

    public PostgresServer Postgres { get; }

    public RabbitMqServer Rabbit { get; }

    public TcpProxy ToPostgres { get; }

    public TcpProxy ToRabbit { get; }

    public OcpiEmspStandIn OcpiEmsp { get; } = new();

    public EmipEmspStandIn EmipEmsp { get; } = new();

    public IReadOnlyList<GatewayUnderTest> Nodes { get; private set; } = [];

    public GatewayUnderTest One => Nodes[0];

    public GatewayUnderTest Other => Nodes[1];

    /// <param name="bus">False: nothing ever listens where the bus should be.</param>
    /// <param name="canBeFull">PostgreSQL's disk can be full.</param>
    public static async Task<Cluster> StartAsync(bool bus = true, bool canBeFull = false)
    {
        var cluster = new Cluster(await PostgresServer.StartAsync(canBeFull), bus ? await RabbitMqServer.StartAsync() : RabbitMqServer.Create());
        await cluster.OcpiEmsp.StartAsync();
        await cluster.EmipEmsp.StartAsync();
        cluster.Nodes = await Task.WhenAll(GatewayUnderTest.StartAsync(cluster.Settings("one")), GatewayUnderTest.StartAsync(cluster.Settings("other")));
        await cluster.ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location());
        await cluster.ImportAsync("tokens", Story.OcpiEmsp, OcpiRecord.Token());
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        await ToPostgres.DisposeAsync();
        await ToRabbit.DisposeAsync();
        await OcpiEmsp.DisposeAsync();
        await EmipEmsp.DisposeAsync();
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private GatewaySettings Settings(string node)
    {
        var settings = Story.Settings(OcpiEmsp, EmipEmsp);
        settings.Gateway["Node"] = node;
        settings.Gateway["Journal"] = new JsonObject
        {
            ["Provider"] = "Postgres",
            ["ConnectionString"] = Postgres.ConnectionStringOf("postgres", ToPostgres.Port),
        };
        settings.Gateway["Bus"] = new JsonObject { ["Transport"] = "RabbitMq", ["Url"] = RabbitMqServer.UrlThrough(ToRabbit.Port).ToString() };
        return settings;
    }

    private async Task ImportAsync(string what, string partner, JsonObject item)
    {
        var file = One.Write($"{what}.json", $"[{item.ToJsonString()}]");
        var import = await One.RunCommandAsync(what, "import", file, "--partner", partner);
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }
}
