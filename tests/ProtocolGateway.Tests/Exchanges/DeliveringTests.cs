using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class DeliveringTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task What_was_said_is_kept_with_its_answer_and_losses()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Delivered("HTTP 201") { Sent = "{}", Answer = "201 Created", Losses = [new(LossKind.Untold, "remark", "no place")] });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();

        var (delivery, move) = (gateway.Delivery(), gateway.Moves().Single());
        Assert.Multiple(() =>
        {
            Assert.That((delivery.State, move.Sent, move.Answer, delivery.Reason), Is.EqualTo((DeliveryState.Delivered, "{}", "201 Created", "HTTP 201")));
            Assert.That(LossJson.Read(move.Losses), Is.EqualTo(new[] { new Loss(LossKind.Untold, "remark", "no place") }));
            Assert.That((delivery.Attempts, delivery.ClaimNode), Is.EqualTo((1, (string?)null)));
            Assert.That(gateway.States(delivery), Is.EqualTo("Owed Delivered"));
        });
    }

    [Test]
    public async Task The_protocol_gets_the_message_with_its_parties_and_attempt()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();

        var said = gateway.Protocol.Said.Single();
        Assert.That((said.Partner.Id, said.From, said.To, said.Attempt, said.Repeat), Is.EqualTo(("emsp", Samples.Cpo, Samples.Emsp, 1, false)));
        Assert.That(((ProtocolGateway.Canonical.ChargeDetailRecordIssued)said.Message).Record.Id, Is.EqualTo("S-1"));
    }

    [Test]
    public async Task What_is_refused_is_not_retried_and_is_a_finding()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no such token"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromHours(3));
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
        Assert.That((gateway.Delivery().State, gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Refused, "OCPI 2001")));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "DeliveryRefused" }));
    }

    [Test]
    public async Task What_nobody_hears_is_tried_again_on_the_schedule_for_ever()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        // An answer, each time about the same message: it says nothing about the partner.
        for (var i = 0; i < 8; i++) gateway.Protocol.Next(new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" });

        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            await gateway.DeliverAsync();
            var wait = gateway.Delivery().NotBefore - gateway.Time.GetUtcNow();
            waits.Add(wait.TotalSeconds);
            gateway.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
            await gateway.DeliverAsync();
            Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(i + 1), "not before its time");
            gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
        await gateway.DeliverAsync();

        double[] set = [1, 5, 30, 120, 600, 3600, 3600, 3600];
        Assert.That(waits.Zip(set, (wait, most) => wait / most), Is.All.InRange(0.79, 1));
        Assert.That(waits.Skip(5).Distinct().Count(), Is.EqualTo(3), "scattered");
        Assert.That((gateway.Delivery().State, gateway.Delivery().Attempts), Is.EqualTo((DeliveryState.Delivered, 9)));
    }

    [Test]
    public async Task A_partner_that_asks_for_more_time_gets_it()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 503", RetryAfter: TimeSpan.FromSeconds(20)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();

        Assert.That(gateway.Delivery().NotBefore - gateway.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task The_time_of_our_own_act_is_fixed_at_the_first_attempt()
    {
        await using var gateway = new GatewayUnderTest();
        var first = gateway.Time.GetUtcNow();
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        await gateway.DeliverAsync();

        Assert.That((gateway.Delivery().Attempts, gateway.Delivery().DeliverableAt), Is.EqualTo((2, (DateTimeOffset?)first)));
    }

    [Test]
    public async Task A_record_in_doubt_is_said_again_as_a_repeat()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.InDoubt("the connection broke after the body"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
        Assert.That(gateway.Protocol.Said.Select(d => (d.Attempt, d.Repeat)), Is.EqualTo(new[] { (1, false), (2, true) }));
    }

    [Test]
    public async Task A_report_in_doubt_waits_for_a_person()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.InDoubt("the connection broke after the body"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromHours(2));
        await gateway.DeliverAsync();

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.InDoubt));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "DeliveryInDoubt" }));
    }

    [Test]
    public async Task A_report_in_doubt_is_said_again_where_it_does_nothing_twice()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.PutsReports = true;
        gateway.Protocol.Next(new Outcome.InDoubt("the connection broke after the body"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
        Assert.That(gateway.Protocol.Said.Select(d => (d.Attempt, d.Repeat)), Is.EqualTo(new[] { (1, false), (2, true) }));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task A_protocol_that_throws_leaves_the_record_in_doubt_not_lost()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(_ => throw new InvalidOperationException("a bug"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
    }

    [Test]
    public async Task A_partner_that_knows_us_no_longer_is_left_alone_until_a_person_retries()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 401", PausePartner: true));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));

        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromHours(5));
        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Owed));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "PartnerPaused" }));

        await gateway.Actions.RetryAsync(gateway.Deliveries()[0].Id, CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task What_the_bus_does_not_take_is_said_without_it()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Bus.Down = true;
        Assert.That(await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1"))), Is.InstanceOf<Acceptance.Accepted>());

        await Eventually.TrueAsync(() => gateway.Delivery().State == DeliveryState.Delivered, "it is delivered");
    }

    [Test]
    public async Task A_delivery_that_the_bus_brings_twice_is_said_once()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var delivery = gateway.Delivery();
        await gateway.DeliverAsync();

        await gateway.Dispatcher.DeliverAsync(delivery.Id, "emsp", gateway.Protocol.Said.Single().Message);

        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_delivery_that_the_bus_brings_before_its_time_is_not_said()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.Dispatcher.DeliverAsync(gateway.Delivery().Id, "emsp", gateway.Protocol.Said.Single().Message);

        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_dead_partner_holds_up_only_itself()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, Samples.EmspPartner, other]);
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 401", PausePartner: true));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2") with { CdrToken = new() { Party = Samples.OtherEmsp } }));

        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => (d.PartnerId, d.State)), Is.EqualTo(new[] { ("emsp", DeliveryState.Owed), ("other", DeliveryState.Delivered) }));
    }
}
