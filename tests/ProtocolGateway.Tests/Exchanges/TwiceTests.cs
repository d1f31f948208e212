using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>translation.md section 4, "Twice the same".</summary>
public sealed class TwiceTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task A_record_heard_twice_is_owed_once()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        // The notation of a number and the date of the last change are no content.
        var again = Samples.Record() with { TotalEnergy = 12.5000m, LastUpdated = Samples.Start.AddDays(1) };
        var acceptance = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(again));

        using var journal = gateway.Journal();
        Assert.That((acceptance.Repeat, acceptance.Payer), Is.EqualTo((true, Samples.Emsp)));
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
        Assert.That(journal.Exchanges.Select(e => e.Result), Is.EquivalentTo(new[] { ExchangeResult.Accepted, ExchangeResult.Repeated }));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task A_record_heard_through_a_hub_and_directly_is_owed_once()
    {
        var hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with { Reaches = [new PartnerRole(Role.CPO, Samples.Cpo)] };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, hub, Samples.EmspPartner]);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        var acceptance = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(Samples.Record(), hub));

        Assert.That(acceptance.Repeat, Is.True);
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_correction_replaces_what_nobody_has_yet()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        var acceptance = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 13m }));
        await gateway.DeliverAsync();

        Assert.That(acceptance.Repeat, Is.False);
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Superseded, DeliveryState.Delivered }));
        Assert.That(gateway.Protocol.Said.Select(Energy), Is.EqualTo(new[] { 13m }));
    }

    [Test]
    public async Task A_correction_replaces_what_was_refused()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 13m }));
        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Superseded, DeliveryState.Delivered }));
    }

    [Test]
    public async Task Other_content_than_the_payer_has_is_refused_naming_what_differs()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        var refused = (Acceptance.Refused)await gateway.AcceptAsync(
            Samples.Heard(Samples.Record() with { TotalEnergy = 13m, TotalCost = new() { BeforeTaxes = 5m } }));

        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.DiffersFromFirst));
        Assert.That(refused.Refusal.Faults.Select(f => f.Place), Is.EqualTo(new[] { "total_cost.before_taxes", "total_energy" }));
        using var journal = gateway.Journal();
        var finding = journal.Findings.Single();
        Assert.That(finding.Code, Is.EqualTo("DiffersFromFirst"));
        Assert.That(finding.Text, Does.Contain("total_energy: 12.5 before, 13 now"));
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Other_content_than_may_have_been_heard_is_refused()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.InDoubt("the connection broke"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        var acceptance = await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 13m }));

        Assert.That(acceptance, Is.InstanceOf<Acceptance.Refused>());
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_repeat_of_what_was_refused_is_a_finding()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "DeliveryRefused", "RepeatOfUndelivered" }));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Refused));
    }

    [Test]
    public async Task A_second_record_of_a_session_is_a_finding()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { Id = "CDR-2" }));
        await gateway.DeliverAsync();

        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "SecondRecord" }));
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_second_record_of_a_session_is_held_where_the_protocol_has_one_a_session()
    {
        await using var gateway = new GatewayUnderTest(protocol: new ScriptedProtocol { OncePerSession = true });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { Id = "CDR-2" }));

        Assert.That(gateway.Deliveries().Select(d => (d.State, d.ReasonCode)), Is.EqualTo(new[] { (DeliveryState.Owed, null), (DeliveryState.Held, "SecondRecord") }));
    }

    [Test]
    public async Task Ids_that_differ_in_case_are_one_where_the_protocol_says_so()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("abc")) with { IdsIgnoreCase = true });

        var acceptance = await gateway.AcceptAsync(Samples.Heard(Samples.Record("abc") with { Id = "ABC", SessionId = "Abc" }) with { IdsIgnoreCase = true });

        Assert.That(((Acceptance.Accepted)acceptance).Repeat, Is.True);
        Assert.That(gateway.Delivery().Key, Is.EqualTo("cdr|FR798|ABC"));
    }

    private static decimal? Energy(Delivery delivery) => ((ProtocolGateway.Canonical.ChargeDetailRecordIssued)delivery.Message).Record.TotalEnergy;
}
