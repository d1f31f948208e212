using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Statuses;

/// <summary>What is taken of a report, and what is kept.</summary>
public sealed class HearingTests(JournalProvider provider) : StatusTest(provider)
{
    [Test]
    public async Task What_is_older_changes_nothing()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        var taking = await ReportAsync(Used(BusyStatus.FREE, Now.AddSeconds(-1)));
        await SettleAsync();

        Assert.That(taking, Is.EqualTo(new StatusTaking.Taken(true)));
        Assert.That(Told(), Is.EqualTo([$"{First} CHARGING: - BUSY"]));
    }

    [Test]
    public async Task Of_two_in_one_batch_the_newer_counts_whichever_came_first()
    {
        var reports = Enumerable.Range(0, 200).Select(i => ReportAsync(Used((BusyStatus)(1 + (i % 3)), Now.AddMilliseconds(i % 2 == 0 ? -i : i)))).ToList();
        await Task.WhenAll(reports);
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} CHARGING: - BUSY"]));
    }

    [Test]
    public async Task A_time_ahead_of_our_clock_is_taken_as_now_and_reported()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now.AddHours(1)));
        await SettleAsync();
        await ReportAsync(Used(BusyStatus.FREE, Now));
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} CHARGING: - BUSY", $"{First} AVAILABLE: - FREE"]));
        using var journal = Gateway.Journal();
        Assert.That(journal.Exchanges.OrderBy(e => e.Id).Select(e => e.Losses).First(), Is.EqualTo(
            """[{"kind":"Repaired","place":"busy.changed_at","text":"2026-10-01T13:00:00Z is more than 5 minutes ahead of our clock; when it was heard is taken"}]"""));
    }

    [Test]
    public async Task An_EVSE_that_is_not_known_is_kept_until_it_arrives()
    {
        var taking = await ReportAsync(Used(BusyStatus.BUSY, Now, "FR*798*E9"));
        await SettleAsync();
        Assert.That(taking, Is.EqualTo(new StatusTaking.Taken(false)));
        Assert.That(Gateway.Deliveries(), Is.Empty);

        Gateway.Directory.Put(Location(First, "FR*798*E9"));
        await FollowAsync();
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo(["FR*798*E9 CHARGING: - BUSY"]));
    }

    [Test]
    public async Task Ids_that_are_equal_without_separators_only_are_two()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now, "FR*798*E12*341"));
        await SettleAsync();

        Assert.That(Gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task Another_CPO_reports_on_its_own_EVSEs_only()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.CPO, Samples.OtherEmsp));
        var foreign = await ReportAsync(Used(BusyStatus.BUSY, Now), other);
        var own = await ReportAsync(Used(BusyStatus.BUSY, Now) with { Party = Samples.OtherEmsp }, other);
        await SettleAsync();

        Assert.That(foreign, Is.InstanceOf<StatusTaking.Refused>().With.Property("Refusal").Property("Kind").EqualTo(RefusalKind.ForeignParty));
        Assert.That(own, Is.EqualTo(new StatusTaking.Taken(false)), "whether somebody else has it is not told");
        Assert.That(Gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_report_that_says_nothing_is_refused()
    {
        var taking = (StatusTaking.Refused)await ReportAsync(new() { Party = Samples.Cpo, EvseId = First });

        Assert.That(taking.Refusal.ToString(), Is.EqualTo("availability.status: missing, and so is the busy status: nothing is reported"));
    }

    [Test]
    public async Task What_was_acknowledged_survives_a_restart()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));

        await using var next = new GatewayUnderTest(Gateway.Folder, Partners(), time: Gateway.Time);
        next.Directory.Put(Location(First));
        await next.Get<StatusOwing>().OweAsync(CancellationToken.None);

        Assert.That(next.Delivery().Key, Is.EqualTo("evse|FR798|FR*798*E1234*1"));
    }

    [Test]
    public async Task The_journal_keeps_one_row_for_an_EVSE_however_many_reports_come()
    {
        for (var i = 0; i < 50; i++) await ReportAsync(Used((BusyStatus)(1 + (i % 3)), Now.AddSeconds(i)));

        using var journal = Gateway.Journal();
        Assert.That((journal.EvseStates.Count(), journal.Exchanges.Count()), Is.EqualTo((1, 0)));
    }
}

/// <summary>Reports of pools, stations and connectors.</summary>
public sealed class WiderReportTests(JournalProvider provider) : StatusTest(provider)
{
    [TestCase("FR*798*P1234", null)]
    [TestCase(null, "FR*798*P1234")]
    public async Task A_pools_or_stations_report_is_every_EVSEs_of_the_location(string? pool, string? station)
    {
        var taking = await ReportAsync(Wide(AvailabilityStatus.OUT_OF_ORDER, Now) with { PoolId = pool, StationId = station });
        await SettleAsync();

        Assert.That(taking, Is.EqualTo(new StatusTaking.Taken(true)));
        Assert.That(Told(), Is.EquivalentTo([$"{First} OUTOFORDER: OUT_OF_ORDER -", $"{Second} OUTOFORDER: OUT_OF_ORDER -"]));
    }

    [Test]
    public async Task But_not_of_one_with_a_newer_report_of_its_own()
    {
        await ReportAsync(Available(AvailabilityStatus.IN_SERVICE, Now.AddSeconds(1)));
        await SettleAsync();
        await ReportAsync(Wide(AvailabilityStatus.OUT_OF_ORDER, Now.AddSeconds(-1)) with { PoolId = "FR*798*P1234" });
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{First} UNKNOWN: IN_SERVICE -", $"{Second} OUTOFORDER: OUT_OF_ORDER -"]));
    }

    [Test]
    public async Task A_connectors_is_its_EVSEs_if_that_has_only_the_one()
    {
        await ReportAsync(Wide(AvailabilityStatus.OUT_OF_ORDER, Now) with { ConnectorId = "FR*798*X1234*2*1" });
        await SettleAsync();

        Assert.That(Told(), Is.EqualTo([$"{Second} OUTOFORDER: OUT_OF_ORDER -"]));
    }

    [Test]
    public async Task One_connector_of_several_says_nothing_of_its_EVSE()
    {
        var location = Location(First);
        Gateway.Directory.Put(location with { Evses = [location.Evses![0] with { Connectors = [new() { Id = "FR*798*X1" }, new() { Id = "FR*798*X2" }] }] });

        var taking = await ReportAsync(Wide(AvailabilityStatus.OUT_OF_ORDER, Now) with { ConnectorId = "FR*798*X2" });
        await SettleAsync();

        Assert.That(taking, Is.EqualTo(new StatusTaking.Taken(true)));
        Assert.That(Gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_pool_that_is_not_known_is_kept_until_it_arrives()
    {
        Gateway.Directory.Put();
        var taking = await ReportAsync(Wide(AvailabilityStatus.OUT_OF_ORDER, Now) with { PoolId = "FR*798*P1234" });
        Gateway.Directory.Put(Location(First));
        await FollowAsync();
        await SettleAsync();

        Assert.That(taking, Is.EqualTo(new StatusTaking.Taken(false)));
        Assert.That(Told(), Is.EqualTo([$"{First} OUTOFORDER: OUT_OF_ORDER -"]));
    }

    [Test]
    public async Task What_is_found_of_an_EVSE_is_what_counts_now()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        await ReportAsync(Wide(AvailabilityStatus.FUTURE, Now) with { PoolId = "FR*798*P1234" });

        var location = Location(First);
        var standing = Gateway.Get<IEvseStates>().Find(location, location.Evses![0]);

        Assert.That((standing.Availability?.Status, standing.Busy?.Status, standing.Status), Is.EqualTo((AvailabilityStatus.FUTURE, BusyStatus.BUSY, EvseStatus.PLANNED)));
    }

    private static EvseStatusReport Wide(AvailabilityStatus status, DateTimeOffset at) => Available(status, at) with { EvseId = null };
}
