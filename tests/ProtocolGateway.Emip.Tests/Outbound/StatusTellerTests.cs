using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>How an EVSE stands, said to a hub.</summary>
internal sealed class StatusTellerTests : SendingTest
{
    private static readonly DateTimeOffset At = new(2024, 6, 12, 8, 2, 11, TimeSpan.Zero);

    private static readonly EvseStatusReport Both = new()
    {
        Party = new("FR", "GWC"),
        EvseId = "FR*GWC*E75056*0042*1",
        Availability = new() { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = At.AddMinutes(-1), Until = At.AddHours(1), Comment = "open" },
        Busy = new() { Status = BusyStatus.FREE, ChangedAt = At },
        Status = EvseStatus.AVAILABLE,
    };

    [SetUp]
    public void Answer() => Partner.Say(200, Samples.Text("ToIOP_SetEVSEBusyStatus_response"));

    [Test]
    public async Task Two_halves_are_two_calls_availability_first()
    {
        var delivery = Delivery(Both);
        var outcome = await Protocol.SendAsync(delivery, CancellationToken.None);

        Assert.That(outcome, Is.InstanceOf<Outcome.Delivered>());
        Assert.That(Partner.Bodies.Select(b => Soap.Outline(Soap.Body(b))), Is.EqualTo([
            $$"""
            {{{Soap.EvciDynamic}}}eMIP_ToIOP_SetEVSEAvailabilityStatusRequest
             transactionId = GTW-{{delivery.Id:N}}
             partnerIdType = eMI3
             partnerId = FR*GTW
             operatorIdType = eMI3
             operatorId = FR*GWC
             EVSEIdType = eMI3
             EVSEId = FR*GWC*E75056*0042*1
             statusEventDate = 2024-06-12T08:01:11Z
             availabilityStatus = 2
             availabilityStatusUntil = 2024-06-12T09:02:11Z
             availabilityStatusComment = open
            """,
            $$"""
            {{{Soap.EvciDynamic}}}eMIP_ToIOP_SetEVSEBusyStatusRequest
             transactionId = {{Transaction(1)}}
             partnerIdType = eMI3
             partnerId = FR*GTW
             operatorIdType = eMI3
             operatorId = FR*GWC
             EVSEIdType = eMI3
             EVSEId = FR*GWC*E75056*0042*1
             statusEventDate = 2024-06-12T08:02:11Z
             busyStatus = 1
            """]));
        Assert.That(Partner.Bodies.SelectMany(Soap.Faults), Is.Empty);
        Assert.That(Transaction(1), Is.Not.EqualTo(Transaction(0)), "each request has its own");
        Assert.That(outcome.Sent, Is.EqualTo(string.Join("\n\n", Partner.Bodies)));
        Assert.That(outcome.Losses, Is.Empty);
    }

    [Test]
    public async Task A_draft_is_made_of_each_call()
    {
        var delivery = Delivery(Both);
        var drafts = Protocol.Draft(delivery).Select(d => Soap.Outline(System.Xml.Linq.XElement.Parse(d.Text!))).ToList();
        await Protocol.SendAsync(delivery, CancellationToken.None);
        Assert.That(drafts, Is.EqualTo(Partner.Bodies.Select(b => Soap.Outline(Soap.Body(b)))));
    }

    [Test]
    public async Task One_half_is_one_call()
    {
        await Protocol.SendAsync(Delivery(Both with { Availability = null }), CancellationToken.None);
        await Protocol.SendAsync(Delivery(Both with { Busy = null }), CancellationToken.None);

        Assert.That(Partner.Bodies.Select(b => Soap.Body(b).Name.LocalName), Is.EqualTo(["eMIP_ToIOP_SetEVSEBusyStatusRequest", "eMIP_ToIOP_SetEVSEAvailabilityStatusRequest"]));
    }

    [Test]
    public async Task A_partner_that_is_set_so_gets_both_in_one_call()
    {
        await Protocol.SendAsync(Delivery(Both, ("SyntheticStatus", "true")), CancellationToken.None);

        var body = Soap.Body(Partner.Bodies.Single());
        Assert.That(body.Elements().Skip(5).Select(e => $"{e.Name}={e.Value}"), Is.EqualTo([
            "EVSEIdType=eMI3", "EVSEId=FR*GWC*E75056*0042*1", "availabilityStatusEventDate=2024-06-12T08:01:11Z", "availabilityStatus=2",
            "availabilityStatusUntil=2024-06-12T09:02:11Z", "availabilityStatusComment=open", "busyStatusEventDate=2024-06-12T08:02:11Z", "busyStatus=1"]));
        Assert.That(Soap.Faults(Partner.Bodies.Single()), Is.Empty);
    }

    [Test]
    public async Task A_refusal_of_one_half_does_not_keep_back_the_other()
    {
        Partner.Next(200, Samples.Text("ToIOP_SetEVSEAvailabilityStatus_response_unknown_evse"));
        var outcome = await Protocol.SendAsync(Delivery(Both), CancellationToken.None);

        Assert.That(Partner.Requests, Has.Count.EqualTo(2));
        Assert.That(outcome, Is.InstanceOf<Outcome.Refused>().With.Property("Code").EqualTo("eMIP 10601"));
    }

    [Test]
    public async Task A_partner_that_is_away_hears_both_again()
    {
        var delivery = Delivery(Both);
        Partner.Next(200, Samples.Text("ToIOP_SetEVSEAvailabilityStatus_response"));
        Partner.Next(503, "");
        var first = await Protocol.SendAsync(delivery, CancellationToken.None);
        var second = await Protocol.SendAsync(delivery, CancellationToken.None);

        Assert.That(first, Is.InstanceOf<Outcome.Unreachable>());
        Assert.That(second, Is.InstanceOf<Outcome.Delivered>());
        Assert.That(Partner.Bodies.Select(b => Soap.Body(b).Element("transactionId")!.Value), Is.EqualTo([Transaction(0), Transaction(1), Transaction(0), Transaction(1)]));
    }

    [Test]
    public async Task While_the_first_call_is_not_answered_the_second_is_not_made()
    {
        Partner.Next(503, "");
        var outcome = await Protocol.SendAsync(Delivery(Both), CancellationToken.None);

        Assert.That(outcome, Is.InstanceOf<Outcome.Unreachable>());
        Assert.That(Partner.Requests, Has.Count.EqualTo(1));
    }

    private string Transaction(int call) => Soap.Body(Partner.Bodies.ElementAt(call)).Element("transactionId")!.Value;

    private Delivery Delivery(EvseStatusReport report, params (string, string?)[] settings)
    {
        var message = new EvseStatusChanged { Report = report };
        return new()
        {
            Id = Guid.NewGuid(),
            Partner = Partnership.Make("hub", [Partnership.Role(Role.HUB, "FR*107")], [("PartnerId", "FR*107"), ("Url", Partner.Url), ("Authentication", "None"), .. settings]),
            Operation = Protocol.Operations.First(o => o.Message == typeof(EvseStatusChanged) && o.Fits!(report)),
            Heard = message,
            Message = message,
            Mapping = Maps.InForce.Current.Find("emip", "evse-availability-status"),
            Mappings = Maps.InForce.Current,
            From = new("FR", "GWC"),
            To = null,
        };
    }
}
