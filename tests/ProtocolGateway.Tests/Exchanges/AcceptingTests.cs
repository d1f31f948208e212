using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class AcceptingTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task An_accepted_record_is_on_disk_with_its_answer_and_its_delivery()
    {
        await using var gateway = new GatewayUnderTest();

        var accepted = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        using var journal = gateway.Journal();
        var exchange = journal.Exchanges.Single();
        var delivery = gateway.Delivery();
        Assert.Multiple(() =>
        {
            Assert.That(accepted, Is.EqualTo(new Acceptance.Accepted(exchange.Id, false, Samples.Emsp)));
            Assert.That(exchange.Body, Is.EqualTo("<body/>"u8.ToArray()));
            Assert.That(exchange.Headers, Does.StartWith("POST /scripted"));
            Assert.That(exchange.Answer, Is.EqualTo("taken"));
            Assert.That(exchange.Canonical, Is.EqualTo(CanonicalJson.Write(Samples.Record())));
            Assert.That(exchange.ReceivedAt, Is.EqualTo(new DateTimeOffset(2026, 10, 1, 11, 59, 59, TimeSpan.Zero)));
            Assert.That(delivery.State, Is.EqualTo(DeliveryState.Owed));
            Assert.That(delivery.PartnerId, Is.EqualTo("emsp"));
            Assert.That((delivery.FromParty, delivery.ToParty, delivery.Key), Is.EqualTo(("FR*798", "DE*ABC", "cdr|FR798|S-1")));
            Assert.That(gateway.States(delivery), Is.EqualTo("Owed"));
        });
    }

    [Test]
    public async Task A_record_of_a_party_that_the_sender_does_not_speak_for_is_refused_and_journaled()
    {
        await using var gateway = new GatewayUnderTest();

        var refused = (Acceptance.Refused)await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { Party = new PartyId("FR", "999") }));

        using var journal = gateway.Journal();
        var exchange = journal.Exchanges.Single();
        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.ForeignParty));
        Assert.That((exchange.Result, exchange.Answer), Is.EqualTo((ExchangeResult.Refused, refused.Refusal.ToString())));
        Assert.That(gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_hub_may_speak_for_the_parties_that_it_reaches()
    {
        var hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new PartyId("FR", "107"))) with
        {
            Reaches = [new PartnerRole(Role.CPO, Samples.Cpo)],
        };
        await using var gateway = new GatewayUnderTest(partners: [hub, Samples.EmspPartner]);

        var accepted = await gateway.AcceptAsync(Samples.Heard(Samples.Record(), hub));

        Assert.That(accepted, Is.InstanceOf<Acceptance.Accepted>());
    }

    [Test]
    public async Task A_period_may_feed_energy_back()
    {
        await using var gateway = new GatewayUnderTest();
        var period = new ChargingPeriod { StartDateTime = Samples.Start, Dimensions = [new CdrDimension { Type = CdrDimensionType.ENERGY, Volume = -1.5m }] };

        var accepted = await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { ChargingPeriods = [period] }));

        Assert.That(accepted, Is.InstanceOf<Acceptance.Accepted>());
    }

    [Test]
    public async Task A_record_that_contradicts_itself_is_refused_with_every_fault()
    {
        await using var gateway = new GatewayUnderTest();
        var record = Samples.Record() with { EndDateTime = Samples.Start.AddMinutes(-1), TotalEnergy = -1, Currency = "EURO" };

        var refused = (Acceptance.Refused)await gateway.AcceptAsync(Samples.Heard(record));

        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.Impossible));
        Assert.That(refused.Refusal.Faults.Select(f => f.Place), Is.EqualTo(new[] { "end_date_time", "total_energy", "currency" }));
    }

    [Test]
    public async Task An_answer_that_can_not_be_written_stores_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        var fact = Samples.Heard(Samples.Record()) with { Answer = _ => throw new FormatException("a bug") };
        var neighbour = gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));

        Assert.ThrowsAsync<FormatException>(() => gateway.AcceptAsync(fact));

        Assert.That(await neighbour, Is.InstanceOf<Acceptance.Accepted>());
        Assert.That(gateway.Delivery().Key, Is.EqualTo("cdr|FR798|S-2"));
    }

    [Test]
    public async Task What_was_refused_before_it_came_here_is_journaled_with_its_answer()
    {
        await using var gateway = new GatewayUnderTest();

        await gateway.Gateway.RefuseAsync(
            Samples.Said("", null, "no xml"), new Refusal(RefusalKind.Malformed, "", "not XML"), "<fault/>", CancellationToken.None);

        using var journal = gateway.Journal();
        var exchange = journal.Exchanges.Single();
        Assert.That((exchange.PartnerId, exchange.Refusal, exchange.Answer, exchange.Result), Is.EqualTo(((string?)null, "not XML", "<fault/>", ExchangeResult.Refused)));
    }
}
