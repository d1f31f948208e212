using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class ExchangeMeterTests
{
    [Test]
    public async Task Every_hearing_is_counted_once_by_what_became_of_it()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = new Counted(gateway.Get<GatewayMeter>());

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3") with { Party = Samples.OtherEmsp }));
        await gateway.DeliverAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 99m }));

        Assert.That(counted.Of("exchanges.heard"), Is.EqualTo(new[]
        {
            "{operation=Record,partner=cpo,result=accepted} 1", "{operation=Record,partner=cpo,result=refused} 2",
            "{operation=Record,partner=cpo,result=repeated} 1", "{operation=Report,partner=cpo,result=accepted} 1",
        }));
        Assert.That(counted.Of("exchanges.refused"), Is.EqualTo(new[] { "{code=DiffersFromFirst,partner=cpo} 1", "{code=ForeignParty,partner=cpo} 1" }));
        Assert.That(counted["exchange.answer.duration#{operation=Record,partner=cpo}"], Is.EqualTo(4));
        Assert.That(counted.Most("exchange.answer.duration{operation=Record,partner=cpo}"), Is.EqualTo(1).Within(0.001), "heard at 11:59:59, answered at 12:00:00");
    }

    [Test]
    public async Task What_a_stranger_names_freely_makes_no_series()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = new Counted(gateway.Get<GatewayMeter>());

        foreach (var name in new[] { "", "X1", "X2" })
            await gateway.Gateway.RefuseAsync(Samples.Said(name, null), new Refusal(RefusalKind.UnknownPartner, "", "who?"), "no", CancellationToken.None);

        Assert.That(counted.Of("exchanges.heard"), Is.EqualTo(new[] { "{operation=other,partner=unknown,result=refused} 3" }));
    }

    [Test]
    public async Task What_the_journal_has_no_room_for_is_busy_and_the_queue_tells_it_too()
    {
        await using var gateway = new GatewayUnderTest(queueLength: 1);
        using var counted = new Counted(gateway.Get<GatewayMeter>());

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}"))))));

        var busy = counted["exchanges.heard{operation=Record,partner=cpo,result=busy}"];
        Assert.That(busy, Is.GreaterThan(0).And.EqualTo(counted["journal.queue.refusals"]));
        Assert.That(counted["exchanges.heard{operation=Record,partner=cpo,result=accepted}"], Is.EqualTo(200 - busy));
    }
}
