using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class GetChargeDetailRecordTests : EndpointTest
{
    private const string Sample = "ToIOP_GetChargeDetailRecord_request";

    [Test]
    public async Task A_record_in_the_archive_is_told_as_the_sample_answer_says()
    {
        Endpoint.Gateway.Archive = [await Heard("ToIOP_SetChargeDetailRecord_request")];
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text("ToIOP_GetChargeDetailRecord_response")))));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(Endpoint.Gateway.Questions.Single().Answer, Is.EqualTo(answer.Text), "what is journaled is what is sent");
    }

    [Test]
    public async Task It_is_asked_with_every_id_and_on_the_operators_behalf()
    {
        await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Endpoint.Gateway.Questions.Single().Question, Is.EqualTo(new FindChargeDetailRecords
        {
            AskedBy = new PartyId("FR", "GWM"),
            SessionId = "IOP-SID-GIR-V-IOPPPFT02-3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77",
            CpoSessionId = "GWC-SES-000981",
            EmspSessionId = "GWM-SES-77120",
        }));
    }

    [Test]
    public async Task The_owners_own_request_is_answered_with_10501_when_nobody_knows_the_session()
    {
        var platform = Partnership.Make(
            "msp", [Partnership.Role(Partners.Role.EMSP, "FR*MSP"), Partnership.Role(Partners.Role.CPO, "FR*798")],
            ("PartnerId", "FR*MSP"), ("Url", "http://127.0.0.1:9/"), ("Authentication", "None"));
        await using var other = await Hosted.StartAsync(platform);
        var answer = await other.PostAsync(Samples.Bytes("owner_GetChargeDetailRecord_request"), "application/soap+xml; charset=UTF-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_GetChargeDetailRecordV1/\"");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Body(answer.Text).Name, Is.EqualTo(Soap.Authorisation + "eMIP_ToIOP_GetChargeDetailRecordResponse"));
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => $"{e.Name}={e.Value}"), Is.EqualTo(new[] { "transactionId=TRANSACTION_46151", "requestStatus=10501" }));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(other.Gateway.Questions.Single().Question.SessionId, Is.EqualTo("IOP-SID-GIR-V-IOPFT01-\n0dc6fc3...153e"), "white space inside an id is kept");
    }

    [Test]
    public async Task Several_records_are_told_in_order()
    {
        var first = await Heard("ToIOP_SetChargeDetailRecord_request");
        Endpoint.Gateway.Archive = [first, first with { CpoSessionId = "second" }];
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Soap.Body(answer.Text).Elements("chargeDetailRecord").Select(r => r.Element("execPartnerSessionId")!.Value), Is.EqualTo(new[] { "GWC-SES-000981", "second" }));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
    }

    [Test]
    public async Task What_eMIP_has_no_words_for_is_left_out()
    {
        var record = await Heard("ToIOP_SetChargeDetailRecord_request");
        Endpoint.Gateway.Archive = [record with { Credit = true }, record];
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Soap.Body(answer.Text).Elements("chargeDetailRecord").Count(), Is.EqualTo(1));
        Assert.That(Soap.Body(answer.Text).Element("requestStatus")!.Value, Is.EqualTo("1"));
    }

    [Test]
    public async Task When_nothing_can_be_told_the_answer_is_no_success()
    {
        Endpoint.Gateway.Archive = [(await Heard("ToIOP_SetChargeDetailRecord_request")) with { Credit = true }];
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => $"{e.Name}={e.Value}"), Is.EqualTo(new[] { "transactionId=GW-T-20240612-000007", "requestStatus=10507" }));
    }

    [Test]
    public async Task Qualified_children_are_mirrored_at_every_depth()
    {
        Endpoint.Gateway.Archive = [await Heard("ToIOP_SetChargeDetailRecord_request")];
        var answer = await Endpoint.PostAsync(Change.Qualified(Sample, Soap.Authorisation));
        Assert.That(Soap.Body(answer.Text).Descendants().Select(e => e.Name.Namespace), Has.All.EqualTo(Soap.Authorisation));
        Assert.That(Soap.Body(answer.Text).Descendants(Soap.Authorisation + "meterValue").Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task Without_a_session_it_is_refused()
    {
        var answer = await Endpoint.PostAsync(Change.Without(Sample, "serviceSessionId"));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")), answer.Text);
        Assert.That(Soap.Fault(answer.Text).Reason, Does.StartWith("serviceSessionId: "));
        Assert.That(Endpoint.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.BadContent));
    }

    [TestCase("<execPartnerSessionId>GWC-SES-000981</execPartnerSessionId>", "")]
    [TestCase("<salePartnerSessionId>GWM-SES-77120</salePartnerSessionId>", "<salePartnerSessionId/>")]
    public async Task The_partners_own_ids_may_be_missing(string written, string instead)
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, written, instead));
        Assert.That(Soap.Body(answer.Text).Element("requestStatus")!.Value, Is.EqualTo("10501"), answer.Text);
    }

    private static async Task<ChargeDetailRecord> Heard(string sample)
    {
        await using var other = await Hosted.StartAsync(Partnership.Platform());
        await other.PostAsync(Samples.Bytes(sample));
        return ((ChargeDetailRecordIssued)other.Gateway.Facts.Single().Reading.Message!).Record;
    }
}
