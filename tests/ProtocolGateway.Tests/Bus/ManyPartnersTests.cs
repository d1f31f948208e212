using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Bus;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Bus;

/// <summary>A hundred partners, of which some are dead.</summary>
public sealed class ManyPartnersTests
{
    private const int Partners = 100, Refusing = 5, Hanging = 5, Records = 20;
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;

    [TearDown]
    public void Remove() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task The_living_are_served_as_if_there_were_no_dead_and_the_dead_cost_next_to_nothing()
    {
        var calls = new ConcurrentDictionary<string, int>();
        var protocol = new ScriptedProtocol
        {
            Otherwise = async (delivery, cut) =>
            {
                calls.AddOrUpdate(delivery.Partner.Id, 1, (_, n) => n + 1);
                var number = Number(delivery.Partner.Id);
                if (number >= Refusing && number < Refusing + Hanging) await Task.Delay(Timeout.Infinite, cut);
                return number < Refusing ? new Outcome.Unreachable("connection refused") : new Outcome.Delivered();
            },
        };
        using var host = await StartAsync(protocol);
        var gateway = host.Services.GetRequiredService<IGateway>();

        // The dead ones' first, so that whoever waits for them is waited for.
        for (var record = 0; record < Records; record++)
        {
            var round = record;
            await Task.WhenAll(Enumerable.Range(0, Partners).Select(n => gateway.AcceptAsync(
                Samples.Heard(Samples.Record($"S-{n}-{round}") with { CdrToken = new() { Party = Party(n) } }), CancellationToken.None)));
        }
        await UntilAsync(host, (Partners - Refusing - Hanging) * Records);

        using var journal = host.Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
        var owed = journal.Deliveries.Where(d => d.State == DeliveryState.Owed).Select(d => new { d.PartnerId, d.Attempts, d.ClaimNode }).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(owed.Select(d => d.PartnerId).Distinct().Order(), Is.EqualTo(Enumerable.Range(0, Refusing + Hanging).Select(Id).Order()));
            // Five that failed, those under way meanwhile, and a probe about every second.
            Assert.That(Enumerable.Range(0, Refusing).Select(n => calls[Id(n)]), Is.All.InRange(5, 40));
            Assert.That(Enumerable.Range(Refusing, Hanging).Select(n => calls[Id(n)]), Is.All.EqualTo(1), "a call at a time");
            Assert.That(owed.Count(d => d.ClaimNode is not null && Number(d.PartnerId!) >= Refusing), Is.EqualTo(2 * Hanging));
        });
        await host.StopAsync();
    }

    private static string Id(int number) => $"emsp-{number:00}";

    private static int Number(string partner) => int.Parse(partner.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture);

    private static PartyId Party(int number) => new("DE", $"P{number:00}");

    private async Task<IHost> StartAsync(ScriptedProtocol protocol)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var partners = Enumerable.Range(0, Partners).Select(n => Samples.NewPartner(Id(n), new PartnerRole(Role.EMSP, Party(n))));
        builder.Services
            .AddSingleton<IProtocol>(protocol)
            .AddSingleton<IDirectory>(new TestDirectory())
            .AddSingleton<IPlaces>(new TestDirectory())
            .AddSingleton<IMappings>(new TestMappings())
            .AddSingleton(new PartnerBook(new("FR", "GTW"), [Samples.CpoPartner, .. partners], [new Agreement()]))
            .AddSessions()
            .AddJournal(new JournalOptions { DataDirectory = folder })
            .AddInMemoryBus()
            .AddExchanges();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task UntilAsync(IHost host, int delivered)
    {
        var until = Environment.TickCount64 + 30_000;
        while (Environment.TickCount64 < until)
        {
            await using var journal = host.Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
            if (await journal.Deliveries.CountAsync(d => d.State == DeliveryState.Delivered) >= delivered) return;
            await Task.Delay(20);
        }
        Assert.Fail("The living were not served within 30 s.");
    }
}
