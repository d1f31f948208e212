using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class DeliveryMeterTests
{
    [Test]
    public async Task Every_attempt_is_counted_by_its_outcome()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = new Counted(gateway.Get<GatewayMeter>());
        gateway.Protocol.Next(new Outcome.Unreachable("refused"), new Outcome.InDoubt("broke"), new Outcome.Delivered());
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        await gateway.DeliverAsync();

        Assert.That(counted.Of("deliveries.attempts"), Is.EqualTo(new[]
        {
            "{message=ChargeDetailRecordIssued,outcome=delivered,partner=emsp} 1",
            "{message=ChargeDetailRecordIssued,outcome=in_doubt,partner=emsp} 1",
            "{message=ChargeDetailRecordIssued,outcome=unreachable,partner=emsp} 1",
        }));
        const string series = "{message=ChargeDetailRecordIssued,partner=emsp}";
        Assert.That(counted[$"delivery.duration#{series}"], Is.EqualTo(1));
        Assert.That(counted.Most($"delivery.duration{series}"), Is.EqualTo(6).Within(0.01), "from acceptance, over both waits");
        Assert.That(counted[$"partner.answer.duration#{series}"], Is.EqualTo(3));
    }

    [Test]
    public async Task What_is_held_was_never_said()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = new Counted(gateway.Get<GatewayMeter>());
        gateway.Protocol.SaysRecords = false;
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        Assert.That(counted.Of("partner.answer.duration#"), Is.Empty);
    }

    [Test]
    public async Task A_refusal_is_told_with_the_partners_code_but_one_with_endless_codes_fills_no_memory()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = new Counted(gateway.Get<GatewayMeter>());
        for (var i = 0; i < 40; i++)
        {
            gateway.Protocol.Next(new Outcome.Refused($"eMIP {i}", "no"));
            await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")));
        }
        await gateway.DeliverAsync();

        var told = counted.Of("deliveries.refused").ToList();
        Assert.That(told, Has.Count.EqualTo(31).And.Member("{code=eMIP 0,partner=emsp} 1").And.Member("{code=other,partner=emsp} 10"));
    }
}
