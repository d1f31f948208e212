using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class SetStatusTests : EndpointTest
{
    private const string Availability = "ToIOP_SetEVSEAvailabilityStatus_request";

    private static readonly DateTimeOffset Morning = new(2024, 6, 12, 6, 0, 0, TimeSpan.Zero);

    private static readonly PartyId Cpo = new("FR", "GWC");

    private static readonly EvseStatusReport Evse = new() { Party = Cpo, EvseId = "FR*GWC*E75056*0042*1" };

    private static IEnumerable<TestCaseData> Reports()
    {
        AvailabilityReport inService = new() { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = Morning };
        BusyReport free = new() { Status = BusyStatus.FREE, ChangedAt = At("08:02:11") };
        yield return new("ToIOP_SetEVSESyntheticStatus", Evse with { Availability = inService with { ChangedAt = At("07:30:00") }, Busy = free });
        yield return new("wwcp_ToIOP_SetEVSESyntheticStatus", Evse with { Availability = inService with { ChangedAt = At("07:30:00") }, Busy = free });
        yield return new("wwcp_ToIOP_SetEVSEBusyStatus", Evse with { Busy = free with { Status = BusyStatus.BUSY } });
        yield return new("ToIOP_SetChargingPoolAvailabilityStatus", new EvseStatusReport { Party = Cpo, PoolId = "FR*GWC*P75056*0042", Availability = inService });
    }

    [TestCaseSource(nameof(Reports))]
    public async Task A_sample_is_read_as_what_it_says(string sample, EvseStatusReport expected)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes($"{sample}_request"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Endpoint.Gateway.Statuses.Reports.Single().Reading.Message, Is.EqualTo(expected));
    }

    [TestCase("ToIOP_SetEVSEAvailabilityStatus")]
    [TestCase("ToIOP_SetEVSEBusyStatus")]
    [TestCase("ToIOP_SetEVSESyntheticStatus")]
    [TestCase("ToIOP_SetChargingPoolAvailabilityStatus")]
    [TestCase("ToIOP_SetChargingStationAvailabilityStatus")]
    [TestCase("ToIOP_SetChargingConnectorAvailabilityStatus")]
    public async Task A_sample_is_answered_as_its_answer_says(string sample)
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes($"{sample}_request"));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text($"{sample}_response")))));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        var report = Endpoint.Gateway.Statuses.Reports.Single();
        Assert.That(report.Answer(new StatusTaking.Taken(true)), Is.EqualTo(answer.Text), "what is journaled is what is sent");
        Assert.That(report.Reading.Losses, Is.Empty);
    }

    [Test]
    public async Task Qualified_children_are_answered_in_kind()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("wwcp_ToIOP_SetEVSESyntheticStatus_request"));
        Assert.That(
            Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text("wwcp_ToIOP_SetEVSESyntheticStatus_response_needed")))));
    }

    [Test]
    public async Task An_EVSE_that_nobody_knows_is_answered_with_10601()
    {
        Endpoint.Gateway.Statuses.Taking = new StatusTaking.Taken(false);
        var answer = await Endpoint.PostAsync(Samples.Bytes(Availability));
        Assert.That(
            Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text("ToIOP_SetEVSEAvailabilityStatus_response_unknown_evse")))));
    }

    [Test]
    public async Task A_journal_out_of_reach_is_a_reason_to_come_again()
    {
        Endpoint.Gateway.Statuses.Taking = new StatusTaking.Busy("the disk is full");
        var answer = await Endpoint.PostAsync(Samples.Bytes(Availability));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((503, "Receiver")));
        Assert.That(answer.Text, Does.Not.Contain("disk"));
    }

    [Test]
    public async Task What_is_refused_is_a_fault_of_the_senders()
    {
        Endpoint.Gateway.Statuses.Taking = new StatusTaking.Refused(new(RefusalKind.BadContent, "availability.status", "missing"));
        var answer = await Endpoint.PostAsync(Samples.Bytes(Availability));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", "availability.status: missing"))));
    }

    [Test]
    public async Task An_eMSP_may_not_report()
    {
        var answer = await Endpoint.PostAsync(Change.Text(Availability, "<operatorId>FR*GWC</operatorId>", "<operatorId>FR*GWM</operatorId>"));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")));
        Assert.That(Endpoint.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.ForeignParty));
    }

    [TestCase("statusEventDate")]
    [TestCase("availabilityStatus")]
    [TestCase("EVSEId")]
    public async Task Without_what_is_mandatory_it_is_refused(string element)
    {
        var answer = await Endpoint.PostAsync(Change.Without(Availability, element));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")), answer.Text);
        Assert.That(Soap.Fault(answer.Text).Reason, Does.StartWith($"{element}: "));
        Assert.That(Endpoint.Gateway.Statuses.Reports, Is.Empty);
    }

    [TestCase("out-of-order", AvailabilityStatus.OUT_OF_ORDER)]
    [TestCase("in-service", AvailabilityStatus.IN_SERVICE)]
    [TestCase("future", AvailabilityStatus.FUTURE)]
    [TestCase("deleted", AvailabilityStatus.DELETED)]
    [TestCase("1: out of order", AvailabilityStatus.OUT_OF_ORDER)]
    public async Task A_status_may_be_said_in_words(string said, AvailabilityStatus expected)
    {
        await Endpoint.PostAsync(Change.Text(Availability, "<availabilityStatus>1</availabilityStatus>", $"<availabilityStatus>{said}</availabilityStatus>"));
        var report = (EvseStatusReport)Endpoint.Gateway.Statuses.Reports.Single().Reading.Message!;
        Assert.That(report.Availability!.Status, Is.EqualTo(expected));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2024-06-12T{time}Z", System.Globalization.CultureInfo.InvariantCulture);
}
