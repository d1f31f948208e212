using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Bus;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Bus;

/// <summary>Gateways that share a journal in PostgreSQL and a broker, and the partner that everything is owed to.</summary>
internal sealed class Cluster(Uri broker, int concurrency = 4) : IAsyncDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("cluster-").FullName;
    private readonly List<IHost> nodes = [];

    /// <summary>Its id is its own, since the broker's queues are named by it.</summary>
    public Partner Partner { get; } = Samples.EmspPartner with { Id = $"emsp-{Guid.NewGuid():n}", Concurrency = concurrency };

    public async Task<IHost> StartNodeAsync(ScriptedProtocol protocol)
    {
        JournalUnderTest.Provider = JournalProvider.Postgres;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton<IProtocol>(protocol)
            .AddSingleton<IDirectory>(new TestDirectory())
            .AddSingleton<IPlaces>(new TestDirectory())
            .AddSingleton<IMappings>(new TestMappings())
            .AddSingleton(new PartnerBook(new("FR", "GTW"), [Samples.CpoPartner, Partner], [new Agreement()]))
            .AddSessions()
            .AddJournal(JournalUnderTest.Options(folder) with { LockTimeout = TimeSpan.FromSeconds(10) })
            .AddBus(new BusSettings(BusTransport.RabbitMq, broker))
            .AddExchanges();
        JournalUnderTest.Provider = JournalProvider.Sqlite;
        var node = builder.Build();
        nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    /// <summary>A node whose queue has its consumer.</summary>
    public async Task<IHost> StartReadyNodeAsync(ScriptedProtocol protocol)
    {
        var node = await StartNodeAsync(protocol);
        await UntilUpAsync(node);
        return node;
    }

    public PartnerQueue Queue(IHost node) => node.Services.GetRequiredService<PartnerQueues>().Of(Partner.Id);

    public Lane Lane(IHost node) => node.Services.GetRequiredService<Lanes>().Find(Partner.Id)!;

    public Task UntilUpAsync(IHost node) => Eventually.TrueAsync(() => Queue(node).IsUp, "the queue carries", TimeSpan.FromSeconds(60));

    /// <summary>Every node has seen which of them is the first.</summary>
    public Task UntilFirstIsKnownAsync() => Eventually.TrueAsync(
        async () =>
        {
            await using var journal = nodes[0].Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
            var first = await journal.Nodes.OrderBy(n => n.Id).Select(n => n.Id).FirstAsync();
            return nodes.All(n => n.Services.GetRequiredService<Dispatcher>().IsFirst == (n.Services.GetRequiredService<Node>().Id == first));
        },
        "the first node is known");

    public static async Task AcceptAsync(IHost node, HeardFact fact)
    {
        var acceptance = await node.Services.GetRequiredService<IGateway>().AcceptAsync(fact, CancellationToken.None);
        Assert.That(acceptance, Is.InstanceOf<Acceptance.Accepted>());
    }

    public Task UntilDeliveredAsync(int count, TimeSpan? within = null) => Eventually.TrueAsync(
        async () => await CountAsync(DeliveryState.Delivered) == count, $"{count} are delivered", within ?? TimeSpan.FromSeconds(60),
        async () => $"{await CountAsync(DeliveryState.Delivered)} are, {await CountAsync(DeliveryState.Owed)} are owed");

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        foreach (var node in nodes) node.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private async Task<int> CountAsync(DeliveryState state)
    {
        await using var journal = nodes[0].Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
        return await journal.Deliveries.CountAsync(d => d.State == state);
    }
}
