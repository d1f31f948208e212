using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Statuses;

/// <summary>When a status becomes owed, and to whom.</summary>
public sealed class OwingTests(JournalProvider provider) : StatusTest(provider)
{
    [Test]
    public async Task A_status_is_owed_once_it_has_been_stable_for_a_second()
    {
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now));
        Gateway.Time.Advance(TimeSpan.FromMilliseconds(700));
        await ReportAsync(Used(BusyStatus.FREE, Now));
        Gateway.Time.Advance(TimeSpan.FromMilliseconds(700));
        await Gateway.Get<StatusOwing>().OweAsync(CancellationToken.None);
        Assert.That(Gateway.Deliveries(), Is.Empty);

        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} AVAILABLE: IN_SERVICE FREE"]));
    }

    [Test]
    public async Task Only_the_half_that_changed_is_told()
    {
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now));
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        await SettleAsync();
        await ReportAsync(Available(AvailabilityStatus.OUT_OF_ORDER, Now));
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([
            $"{First} AVAILABLE: IN_SERVICE FREE", $"{First} CHARGING: - BUSY", $"{First} OUTOFORDER: OUT_OF_ORDER -"]));
    }

    [Test]
    public async Task Whoever_did_not_get_the_last_one_is_told_both_halves()
    {
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now));
        Gateway.Protocol.Next(new Outcome.Refused("scripted 1", "no"));
        await SettleAsync();
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} UNKNOWN: IN_SERVICE -", $"{First} CHARGING: IN_SERVICE BUSY"]));
    }

    [Test]
    public async Task A_newer_one_supersedes_one_that_waits()
    {
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now));
        await BecomeOwedAsync();
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await BecomeOwedAsync();
        await Gateway.DeliverAsync();

        Assert.That(Gateway.Deliveries().Select(d => d.State), Is.EqualTo([DeliveryState.Superseded, DeliveryState.Delivered]));
        Assert.That(Told(), Is.EqualTo([$"{First} AVAILABLE: IN_SERVICE FREE"]), "what the first would have told is told too");
    }

    [Test]
    public async Task What_flickers_back_is_not_told_again()
    {
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} AVAILABLE: - FREE"]));
    }

    [Test]
    public async Task The_same_state_with_a_newer_time_owes_nothing()
    {
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();
        await ReportAsync(Used(BusyStatus.FREE, Now.AddMinutes(1)));
        await SettleAsync();

        Assert.That(Gateway.Deliveries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_exchange_has_the_bytes_of_the_newest_report()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now), body: "<first/>");
        await ReportAsync(Used(BusyStatus.FREE, Now.AddSeconds(1)), body: "<second/>");
        await SettleAsync();

        using var journal = Gateway.Journal();
        var exchange = journal.Exchanges.Single();
        Assert.That(
            (System.Text.Encoding.UTF8.GetString(exchange.Body), exchange.PartnerId, exchange.Operation, exchange.Answer, exchange.FactKey),
            Is.EqualTo(("<second/>", "cpo", "Status", "taken, known", "evse|FR798|FR*798*E1234*1")));
        Assert.That(
            System.Text.Encoding.UTF8.GetString(exchange.Canonical!),
            Is.EqualTo("""{"party":{"country_code":"FR","id":"798"},"evse_id":"FR*798*E1234*1","location_id":"FR798P1234","evse_uid":"0","busy":{"status":"FREE","changed_at":"2026-10-01T12:00:01Z"},"status":"AVAILABLE"}"""));
        var delivery = Gateway.Delivery();
        Assert.That((delivery.PartnerId, delivery.FromParty, delivery.ToParty, delivery.State), Is.EqualTo(("hub", "FR*798", "DE*ABC", DeliveryState.Delivered)));
    }

    [Test]
    public async Task A_removed_EVSE_is_told_only_when_a_person_says_so()
    {
        await ReportAsync(Available(AvailabilityStatus.DELETED, Now));
        await SettleAsync();
        Assert.That((Gateway.Delivery().State, Gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Held, "Removed")));

        await Gateway.Actions.RetryAsync(Gateway.Delivery().Id, CancellationToken.None);
        await Gateway.DeliverAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} REMOVED: DELETED -"]));
    }

    [Test]
    public async Task A_removed_EVSE_that_is_back_needs_no_person()
    {
        await ReportAsync(Available(AvailabilityStatus.DELETED, Now));
        await SettleAsync();
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now));
        await SettleAsync();

        Assert.That(Gateway.Deliveries().Select(d => d.State), Is.EqualTo([DeliveryState.Superseded, DeliveryState.Delivered]));
    }

    [Test]
    public async Task Two_nodes_owe_it_once()
    {
        await using var other = new GatewayUnderTest(Gateway.Folder, Partners(), time: Gateway.Time);
        other.Directory.Put(Location(First));
        await ReportAsync(Used(BusyStatus.FREE, Now));
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(
            Task.Run(() => Gateway.Get<StatusOwing>().OweAsync(CancellationToken.None)),
            Task.Run(() => other.Get<StatusOwing>().OweAsync(CancellationToken.None)));

        Assert.That(Gateway.Deliveries(), Has.Count.EqualTo(1));
    }
}

/// <summary>Whom statuses go to.</summary>
public sealed class StatusRoutingTests(JournalProvider provider) : StatusTest(provider)
{
    private static readonly Partner Stranger = Samples.NewPartner("stranger", new PartnerRole(Role.HUB, new("FR", "108")));

    private static readonly Partner Direct = Samples.NewPartner("direct", new PartnerRole(Role.EMSP, Samples.OtherEmsp));

    private protected override IReadOnlyList<Partner> Partners() => [Samples.CpoPartner, Hub, Stranger, Direct];

    [Test]
    public async Task A_partner_whose_protocol_has_no_words_for_it_and_a_hub_without_an_eMSP_are_owed_none()
    {
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();

        Assert.That(Gateway.Deliveries().Select(d => d.PartnerId), Is.EqualTo(["hub"]));
    }
}
