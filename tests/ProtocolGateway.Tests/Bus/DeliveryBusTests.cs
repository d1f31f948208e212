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
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Bus;

/// <summary>The whole of it with the bus and the clock that the embedded gateway has.</summary>
public sealed class DeliveryBusTests
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;

    [TearDown]
    public void Remove() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task What_is_accepted_arrives_whole()
    {
        var protocol = new ScriptedProtocol();
        using var host = await StartAsync(protocol);

        await host.Services.GetRequiredService<IGateway>().AcceptAsync(Samples.Heard(Samples.Record()), CancellationToken.None);
        await UntilAsync(() => Count(host, DeliveryState.Delivered) == 1);

        Assert.That(protocol.Said.Single().Message, Is.EqualTo(new ProtocolGateway.Canonical.ChargeDetailRecordIssued { Record = Samples.Record() }));
        await host.StopAsync();
    }

    [Test]
    public async Task A_partner_gets_as_many_calls_at_once_as_it_takes()
    {
        var protocol = new ScriptedProtocol();
        var (now, most) = (0, 0);
        for (var i = 0; i < 60; i++)
            protocol.Next(async _ =>
            {
                var calls = Interlocked.Increment(ref now);
                lock (protocol) most = Math.Max(most, calls);
                await Task.Delay(5);
                Interlocked.Decrement(ref now);
                return new Outcome.Delivered();
            });
        using var host = await StartAsync(protocol, concurrency: 3);

        var gateway = host.Services.GetRequiredService<IGateway>();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")), CancellationToken.None)));
        await UntilAsync(() => Count(host, DeliveryState.Delivered) == 60);

        Assert.That(most, Is.EqualTo(3));
        await host.StopAsync();
    }

    [Test]
    public async Task More_than_the_bus_has_room_for_arrives_too()
    {
        const int many = Lanes.Capacity + 300;
        var protocol = new ScriptedProtocol();
        var open = new TaskCompletionSource();
        protocol.Next(async _ =>
        {
            await open.Task;
            return new Outcome.Delivered();
        });
        using var host = await StartAsync(protocol, concurrency: 1);

        var gateway = host.Services.GetRequiredService<IGateway>();
        await Task.WhenAll(Enumerable.Range(0, many).Select(i => gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")), CancellationToken.None)));
        open.SetResult();
        await UntilAsync(() => Count(host, DeliveryState.Delivered) == many);

        Assert.That(protocol.Said.Select(d => d.Id).Distinct().Count(), Is.EqualTo(protocol.Said.Count));
        await host.StopAsync();
    }

    [Test]
    public async Task A_restart_delivers_what_was_left()
    {
        var stuck = new ScriptedProtocol();
        stuck.Next(async (_, cut) =>
        {
            await Task.Delay(Timeout.Infinite, cut);
            return new Outcome.Delivered();
        });
        using (var first = await StartAsync(stuck))
        {
            var gateway = first.Services.GetRequiredService<IGateway>();
            for (var i = 0; i < 20; i++) await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")), CancellationToken.None);
            await UntilAsync(() => !stuck.Said.IsEmpty);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await first.StopAsync();
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        }

        var protocol = new ScriptedProtocol();
        using var second = await StartAsync(protocol);
        await UntilAsync(() => Count(second, DeliveryState.Delivered) == 20);

        Assert.That(protocol.Said.Count(d => d.Repeat), Is.EqualTo(1), "only what had been begun");
        await second.StopAsync();
    }

    [Test]
    public async Task An_import_of_another_process_releases_within_two_seconds()
    {
        var protocol = new ScriptedProtocol();
        protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        using var host = await StartAsync(protocol);
        await host.Services.GetRequiredService<IGateway>().AcceptAsync(Samples.Heard(Samples.Record()), CancellationToken.None);
        await UntilAsync(() => Count(host, DeliveryState.Held) == 1);

        await using (var other = new JournalDatabase(new JournalOptions { DataDirectory = folder }).CreateDbContext())
        {
            other.Changes.Add(new ChangeRow { Subject = "location:FR798E1", At = DateTimeOffset.UtcNow });
            await other.SaveChangesAsync();
        }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await UntilAsync(() => Count(host, DeliveryState.Delivered) == 1);

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        await host.StopAsync();
    }

    private async Task<IHost> StartAsync(ScriptedProtocol protocol, int concurrency = 4)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton<IProtocol>(protocol)
            .AddSingleton<IDirectory>(new TestDirectory())
            .AddSingleton<IPlaces>(new TestDirectory())
            .AddSingleton<IMappings>(new TestMappings())
            .AddSingleton(new PartnerBook(
                new("FR", "GTW"), [Samples.CpoPartner, Samples.EmspPartner with { Concurrency = concurrency }], [new Agreement()]))
            .AddSessions()
            .AddJournal(new JournalOptions { DataDirectory = folder })
            .AddInMemoryBus()
            .AddExchanges();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int Count(IHost host, DeliveryState state)
    {
        using var journal = host.Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
        return journal.Deliveries.Count(d => d.State == state);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var until = Environment.TickCount64 + 20_000;
        while (!condition() && Environment.TickCount64 < until) await Task.Delay(20);
    }
}
