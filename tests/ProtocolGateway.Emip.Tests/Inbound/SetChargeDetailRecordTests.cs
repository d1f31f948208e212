using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class SetChargeDetailRecordTests : EndpointTest
{
    private const string Sample = "ToIOP_SetChargeDetailRecord_request";

    /// <summary>What the sample says.</summary>
    private const string Said = """
        {
          "record": {
            "party": { "country_code": "FR", "id": "GWC" },
            "id": "IOP-SID-GIR-V-IOPPPFT02-3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77",
            "start_date_time": "2024-06-12T08:02:11Z",
            "end_date_time": "2024-06-12T09:47:53Z",
            "session_id": "IOP-SID-GIR-V-IOPPPFT02-3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77",
            "cpo_session_id": "GWC-SES-000981",
            "emsp_session_id": "GWM-SES-77120",
            "cdr_token": {
              "party": { "country_code": "FR", "id": "GWM" },
              "uid": "04A2B3C4D5E680",
              "type": "RFID",
              "contract_id": "FR-GWM-C00A1B2C3-4"
            },
            "cdr_location": { "evse_id": "FR*GWC*E75056*0042*1" },
            "currency": "EUR",
            "total_cost": { "before_taxes": 7.85 },
            "total_energy": 18.25,
            "total_time": "PT1H45M42S",
            "product": "AC22-STD",
            "service": "1"
          }
        }
        """;

    [SetUp]
    public void Accept() => Endpoint.Gateway.Acceptance = new Acceptance.Accepted(Guid.NewGuid(), false, new PartyId("FR", "GWM"));

    [Test]
    public async Task The_sample_is_taken_whole()
    {
        await Endpoint.PostAsync(Samples.Bytes(Sample));
        var fact = Endpoint.Gateway.Facts.Single();
        Assert.That(Json(fact.Reading.Message), Is.EqualTo(Compact(Said)));
        Assert.That((fact.Reading.Hold, fact.Reading.Losses), Is.EqualTo(((Hold?)null, Array.Empty<Mapping.Loss>())));
        Assert.That((fact.Heard.Protocol, fact.Heard.Operation, fact.Heard.Partner!.Id), Is.EqualTo(("emip", "SetChargeDetailRecord", "platform")));
        Assert.That(fact.Heard.Body.ToArray(), Is.EqualTo(Samples.Bytes(Sample)));
    }

    [Test]
    public async Task The_sample_is_answered_as_the_sample_answer_says()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(Soap.Outline(Soap.Body(Samples.Text("ToIOP_SetChargeDetailRecord_response")))));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(Endpoint.Gateway.Journaled, Is.EqualTo(answer.Text), "what is journaled is what is sent");
    }

    [Test]
    public async Task A_payer_that_nobody_knows_is_not_named()
    {
        Endpoint.Gateway.Acceptance = new Acceptance.Accepted(Guid.NewGuid(), false, null);
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => e.Name.LocalName), Is.EqualTo(new[] { "transactionId", "serviceSessionId", "requestStatus" }));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
    }

    [TestCase("<CDRNature>1<", "<CDRNature>1: Final<")]
    [TestCase("<CDRNature>1<", "<CDRNature>final<")]
    [TestCase("<startTime>2024-06-12T08:02:11Z<", "<startTime>2024-06-12T08:02:11<")]
    [TestCase("<startTime>2024-06-12T08:02:11Z<", "<startTime>2024-06-12T08:02:11.000Z<")]
    [TestCase("<startTime>2024-06-12T08:02:11Z<", "<startTime>2024-06-12T10:02:11.000+02:00<")]
    [TestCase("<startTime>2024-06-12T08:02:11Z<", "<startTime>\n  2024-06-12T08:02:11Z\n<")]
    [TestCase("<salePartnerOperatorId>FR*GWM<", "<salePartnerOperatorId>FR-GWM<")]
    [TestCase("<salePartnerOperatorId>FR*GWM<", "<salePartnerOperatorId>FRGWM<")]
    [TestCase("<execPartnerOperatorId>FR*GWC<", "<execPartnerOperatorId>frgwc<")]
    [TestCase("<meterValue>18250</meterValue>\n            <meterUnit>Wh<", "<meterValue>18.25</meterValue>\n            <meterUnit>kWh<")]
    [TestCase("<meterTypeId>2<", "<meterTypeId>2: total energy<")]
    [TestCase("<userId>04A2B3C4D5E680<", "<userId>04a2b3c4d5e680<")]
    [TestCase("<userId>04A2B3C4D5E680</userId>", "<userId>04A2B3C4D5E680</userId><userId>04A2B3C4D5E680</userId>")]
    [TestCase("<endTime>", "<connectorType>later revision</connectorType><endTime>")]
    [TestCase("<EVSEIdType>eMI3<", "<EVSEIdType>eMI3_STAR<")]
    public async Task A_tolerated_form_says_the_same(string written, string instead)
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, written, instead));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Json(Endpoint.Gateway.Facts.Single().Reading.Message), Is.EqualTo(Compact(Said)));
    }

    [Test]
    public async Task Any_order_says_the_same()
    {
        await Endpoint.PostAsync(Change.Reversed(Sample));
        Assert.That(Json(Endpoint.Gateway.Facts.Single().Reading.Message), Is.EqualTo(Compact(Said)));
    }

    [Test]
    public async Task Qualified_children_say_the_same_and_are_mirrored()
    {
        var answer = await Endpoint.PostAsync(Change.Qualified(Sample, Soap.Authorisation));
        Assert.That(Json(Endpoint.Gateway.Facts.Single().Reading.Message), Is.EqualTo(Compact(Said)));
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => e.Name), Is.EqualTo(new[]
        {
            Soap.Authorisation + "transactionId", Soap.Authorisation + "salePartnerOperatorIdType", Soap.Authorisation + "salePartnerOperatorId",
            Soap.Authorisation + "serviceSessionId", Soap.Authorisation + "requestStatus",
        }));
    }

    [Test]
    public async Task The_form_that_one_implementation_really_sends_is_taken()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("wwcp_ToIOP_SetChargeDetailRecord_request"), "application/soap+xml; charset=utf-8", "/");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        var record = ((ChargeDetailRecordIssued)Endpoint.Gateway.Facts.Single().Reading.Message!).Record;
        Assert.That((record.CpoSessionId, record.EmspSessionId, record.TotalEnergy, record.CdrToken), Is.EqualTo(
            ("GWC-SES-000981", (string?)null, (decimal?)18.25m, new CdrToken { Uid = "04A2B3C4D5E680", Type = TokenType.RFID })));
    }

    [TestCase("<CDRNature>2<")]
    [TestCase("<CDRNature>2: Intermediate<")]
    [TestCase("<CDRNature>intermediate<")]
    public async Task A_reading_in_between_is_a_session_update(string nature)
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, "<CDRNature>1<", nature));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        var fact = Endpoint.Gateway.Facts.Single();
        Assert.That(fact.Heard.Operation, Is.EqualTo("SetChargeDetailRecord (reading)"));
        var session = ((SessionUpdated)fact.Reading.Message!).Session;
        Assert.That((session.Id, session.Kwh, session.ReadAt), Is.EqualTo(
            ("IOP-SID-GIR-V-IOPPPFT02-3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77", (decimal?)18.25m, (DateTimeOffset?)new DateTimeOffset(2024, 6, 12, 9, 47, 53, TimeSpan.Zero))));
    }

    [Test]
    public async Task What_only_the_gateway_does_not_understand_is_taken_and_held()
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, "<userIdType>RFID-UID<", "<userIdType>FACE<"));
        Assert.That(Soap.Body(answer.Text).Element("requestStatus")!.Value, Is.EqualTo("1"));
        Assert.That(Endpoint.Gateway.Facts.Single().Reading.Hold!.Code, Is.EqualTo("UnmappedCode"));
    }

    [Test]
    public async Task A_hub_passes_on_what_CPOs_behind_it_charge()
    {
        var hub = Partnership.Make("hub", [Partnership.Role(Partners.Role.HUB, "FR*107")], ("PartnerId", "FR*107"), ("Url", "http://127.0.0.1:9/"), ("Authentication", "None"));
        await using var other = await Hosted.StartAsync(hub with { Reaches = [Partnership.Role(Partners.Role.CPO, "FR*GWC")] });
        var answer = await other.PostAsync(Samples.Bytes("FromIOP_SetChargeDetailRecord_request"));
        Assert.That(Json(other.Gateway.Facts.Single().Reading.Message), Is.EqualTo(Compact(Said)));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => $"{e.Name}={e.Value}"), Is.EqualTo(new[]
        {
            "transactionId=IOP-TID-GIR-V-IOPPPFT02-2b9c4e10-6a5f-4d27-9e31-0d4c7a81b305", "requestStatus=1",
        }));
    }

    [TestCase("<CDRNature>1<")]
    [TestCase("<CDRNature>2<")]
    public async Task Read_again_from_its_bytes_it_says_the_same(string nature)
    {
        await Endpoint.PostAsync(Change.Text(Sample, "<CDRNature>1<", nature));
        var fact = Endpoint.Gateway.Facts.Single();
        var operation = Partnership.Protocol(Maps.InForce).Operations.Single(o => o.Name == fact.Heard.Operation);
        var again = operation.ReadAgain!(new HeardAgain(fact.Heard.Partner!, fact.Heard.Body, fact.Heard.Headers, Maps.InForce.Current));
        Assert.That(Json(again!.Message), Is.EqualTo(Json(fact.Reading.Message)));
    }

    private static string Json(object? message) => Compact(Encoding.UTF8.GetString(CanonicalJson.Write(message!)));

    private static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString();
}
