using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Publishing;

/// <summary>A partner that is told the status of an EVSE whose location it doesn't know.</summary>
public sealed class UnknownPlaceTests(JournalProvider provider) : PublishingTest(provider)
{
    private static readonly Outcome NotKnown = new Outcome.Refused("OCPI 2003", "unknown location") { PlaceUnknown = true };

    [Test]
    public async Task It_is_told_the_location_as_it_stands_and_then_the_status()
    {
        await ChargeAsync();
        Gateway.Protocol.Next(NotKnown);
        await Gateway.DeliverAsync();

        Assert.That(Said(), Is.EqualTo(new[] { "Status CHARGING", "Location CHARGING", "Status CHARGING" }));
        Assert.That((Gateway.Delivery().State, Gateway.Delivery().Attempts), Is.EqualTo((DeliveryState.Delivered, 1)));
        Assert.That(Gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task One_that_refuses_the_location_too_refuses_the_status()
    {
        await ChargeAsync();
        Gateway.Protocol.Next(NotKnown, new Outcome.Refused("OCPI 2001", "no time zone"));
        await Gateway.DeliverAsync();

        Assert.That(Said(), Is.EqualTo(new[] { "Status CHARGING", "Location CHARGING" }));
        Assert.That(
            (Gateway.Delivery().State, Gateway.Delivery().ReasonCode, Gateway.Delivery().Reason),
            Is.EqualTo((DeliveryState.Refused, "OCPI 2003", "unknown location; nor does it take the location: OCPI 2001: no time zone")));
    }

    [Test]
    public async Task One_that_can_not_be_reached_any_more_is_told_both_later()
    {
        await ChargeAsync();
        Gateway.Protocol.Next(NotKnown, new Outcome.Unreachable("HTTP 503"), NotKnown);
        await Gateway.DeliverAsync();
        Assert.That(Gateway.Delivery().State, Is.EqualTo(DeliveryState.Owed));
        Gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Gateway.DeliverAsync();

        Assert.That(Said(), Is.EqualTo(new[] { "Status CHARGING", "Location CHARGING", "Status CHARGING", "Location CHARGING", "Status CHARGING" }));
        Assert.That(Gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task One_that_never_learns_it_is_not_told_for_ever()
    {
        await ChargeAsync();
        Gateway.Protocol.Next(NotKnown, new Outcome.Delivered(), NotKnown);
        await Gateway.DeliverAsync();

        Assert.That(Said(), Has.Length.EqualTo(3));
        Assert.That((Gateway.Delivery().State, Gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Refused, "OCPI 2003")));
    }

    [Test]
    public async Task A_location_that_it_may_not_see_is_not_told()
    {
        await ChargeAsync(published: false);
        Gateway.Protocol.Next(NotKnown);
        await Gateway.DeliverAsync();

        Assert.That(Said(), Is.EqualTo(new[] { "Status CHARGING" }));
        Assert.That(Gateway.Delivery().State, Is.EqualTo(DeliveryState.Refused));
    }

    /// <summary>A location that was told to nobody, and a car at its EVSE.</summary>
    private async Task ChargeAsync(bool published = true)
    {
        var location = Location() with { Publish = published };
        await SayAsync(location);
        using (var journal = Gateway.Journal())
        {
            journal.Deliveries.RemoveRange(journal.Deliveries);
            await journal.SaveChangesAsync();
        }
        Gateway.Directory.Put(location);
        var at = Gateway.Time.GetUtcNow();
        var report = new EvseStatusReport
        {
            Party = Samples.Cpo,
            EvseId = location.Evses![0].EvseId,
            Availability = new() { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = at },
            Busy = new() { Status = BusyStatus.BUSY, ChangedAt = at },
        };
        await Gateway.Get<IEvseStates>().ReportAsync(
            new() { Heard = Samples.Said("Status", Samples.CpoPartner, "<body/>"), Reading = new(report, [], null, []), Answer = _ => "" }, CancellationToken.None);
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Gateway.Get<StatusOwing>().OweAsync(CancellationToken.None);
    }

    private string[] Said() =>
        [.. Gateway.Protocol.Said.Select(d => $"{d.Operation.Name} {(d.Message is LocationPublished place ? place.Location.Evses![0].Status : ((EvseStatusChanged)d.Message).Report.Status)}")];
}
