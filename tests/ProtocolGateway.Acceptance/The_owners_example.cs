using System.Text;

namespace ProtocolGateway.Acceptance;

/// <summary>The two documents that the product's owner shows side by side (samples/owner).</summary>
internal sealed class The_owners_example : Journey
{
    private const string Request = "owner/GetChargeDetailRecord_request.xml";
    private const string Fragment = "owner/cdr_fragment.json.invalid";
    private const string SessionId = "IOP-SID-GIR-V-IOPFT01-\n0dc6fc3...153e";

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Emip("platform", "FR*MSP", GatewaySettings.Nowhere + "/", ("EMSP", "FR*MSP"), ("CPO", "FR*798"))
        .OcpiCpo(Story.OcpiCpo, "BE*BEC")
        .Agreement();

    [Test]
    [Order(1)]
    public async Task Is_answered_10501_while_nobody_knows_the_session()
    {
        var answer = await Emip.SendAsync(Documents.Read(Request));
        Assert.Multiple(() =>
        {
            Assert.That(answer.HttpStatus, Is.EqualTo(200), answer.ToString());
            Assert.That(answer.Message!.Operation, Is.EqualTo("eMIP_ToIOP_GetChargeDetailRecordResponse"));
            Assert.That(answer.Message.Value("transactionId"), Is.EqualTo("TRANSACTION_46151"));
            Assert.That(answer.RequestStatus, Is.EqualTo("10501"));
            Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty);
        });
    }

    [Test]
    [Order(2)]
    public async Task Is_answered_with_the_record_once_it_is_known()
    {
        var record = new EmipRecord
        {
            PartnerId = "FR*MSP",
            ServiceSessionId = SessionId,
            ExecPartnerSessionId = "8798489",
            SalePartnerSessionId = "8756546889",
            SalePartnerOperatorId = "FR*MSP",
            UserContractIdAlias = "FR-MSP-C00A1B2C3-4",
        };
        var posted = await Emip.SendAsync(record);
        Assert.That(posted.RequestStatus, Is.EqualTo("1"), posted.ToString());

        var answer = await Emip.SendAsync(Documents.Read(Request));
        Assert.Multiple(() =>
        {
            Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
            Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty);
            Assert.That(RecordOf(answer.Body), Is.EqualTo(RecordOf(record.Request())));
        });
    }

    [Test]
    public async Task As_JSON_is_refused_with_HTTP_400()
    {
        var client = new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));
        var answer = await client.PostAsync(Documents.Read(Fragment));
        Assert.Multiple(() =>
        {
            Assert.That(answer.HttpStatus, Is.EqualTo(400), answer.ToString());
            Assert.That(answer.StatusCode, Is.InRange(2000, 2999));
        });
        Harmless.Check(answer.Body);
    }

    [Test]
    public async Task As_JSON_is_refused_by_translate_with_every_fault_named()
    {
        var result = await Command.RunAsync(
            ["translate", "--from", "ocpi-2.2.1", "--to", "emip", "--message", "charge-detail-record"],
            Encoding.UTF8.GetString(Documents.Read(Fragment)));
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Output, Is.Empty);
            // Line 25 begins with the brace after the comma.
            Assert.That(result.Faults, Has.Some.Contains("not JSON").And.Some.Match(@"\b25\b"), result.ToString());
            foreach (var member in new[]
            {
                "cdr_token/country_code", "cdr_token/party_id", "cdr_location/evse_uid", "cdr_location/evse_id", "cdr_location/connector_id",
                "cdr_location/connector_standard", "cdr_location/connector_format", "cdr_location/connector_power_type",
                "currency", "charging_periods", "total_cost", "total_energy", "total_time", "last_updated",
            })
                Assert.That(result.Faults, Has.Some.Contains(member), result.ToString());
        });
    }

    private static string RecordOf(string envelope) =>
        Same.Xml(System.Xml.Linq.XDocument.Parse(envelope).Descendants("chargeDetailRecord").Single().ToString());
}
