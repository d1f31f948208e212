using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>What waits for what (design.md section 3).</summary>
public sealed class OrderTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Reports_of_a_session_keep_their_order_across_retries()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 30)));

        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1), "the others wait for the first");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EqualTo(new[] { 10, 10, 20, 30 }));
    }

    [Test]
    public async Task Reports_of_a_session_keep_their_order_across_doubts()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.PutsReports = true;
        gateway.Protocol.Next(new Outcome.InDoubt("the connection broke after the body"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));

        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1), "the other waits for the first");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EqualTo(new[] { 10, 10, 20 }));
    }

    [Test]
    public async Task Sessions_do_not_wait_for_each_other()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2")));

        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Owed, DeliveryState.Delivered }));
    }

    [Test]
    public async Task A_record_never_waits_for_a_report_of_its_session()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => (d.Message, d.State)), Is.EqualTo(new[]
        {
            ("SessionUpdated", DeliveryState.Owed), ("ChargeDetailRecordIssued", DeliveryState.Delivered),
        }));
    }

    [Test]
    public async Task A_report_after_the_record_of_its_session_is_superseded()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));

        Assert.That(gateway.Deliveries()[1].State, Is.EqualTo(DeliveryState.Superseded));
    }

    [Test]
    public async Task What_is_held_blocks_nobody()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));

        await gateway.DeliverAsync();

        var held = gateway.Deliveries()[0];
        Assert.That((held.State, held.ReasonCode, held.WaitsFor, held.Attempts), Is.EqualTo((DeliveryState.Held, "NoLocation", "location:FR798E1", 0)));
        Assert.That(gateway.Deliveries()[1].State, Is.EqualTo(DeliveryState.Delivered));
    }

    private static int Minute(Delivery delivery) =>
        (int)(((ProtocolGateway.Canonical.SessionUpdated)delivery.Message).Session.ReadAt - Samples.Start)!.Value.TotalMinutes;
}
