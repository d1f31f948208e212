using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

internal sealed class An_eMIP_charge_detail_record_reaches_an_OCPI_eMSP : TwoWayJourney
{
    [Test]
    public async Task And_the_eMSP_gets_the_whole_record()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        Assert.That(Same.Json(Story.WithoutLastUpdated(got.Text)), Is.EqualTo(Same.Json(OcpiRecord.TranslatedFromEmip(session))));
    }

    [Test]
    public async Task And_last_updated_is_the_moment_at_which_it_became_deliverable()
    {
        var session = NewId();
        var before = DateTimeOffset.UtcNow;
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        var text = JsonNode.Parse(got.Text)!["last_updated"]!.GetValue<string>();
        Assert.That(text, Does.EndWith("Z"));
        var updated = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.That(updated, Is.InRange(before.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1)));
    }

    [Test]
    public async Task And_what_leaves_is_valid_by_the_schema()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        Assert.That(await SchemaOracle.JsonFaultsAsync(got.Text, "ocpi-2.2.1/cdr.schema.json"), Is.Empty, got.Text);
    }

    [Test]
    public async Task And_the_request_carries_the_headers_of_OCPI()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        Assert.Multiple(() =>
        {
            Assert.That(got.Header("Authorization"), Is.EqualTo($"Token {Convert.ToBase64String(Encoding.UTF8.GetBytes(OcpiEmsp.Token))}"));
            Assert.That(got.Header("Content-Type"), Does.StartWith("application/json"));
            Assert.That(got.Header("X-Request-ID"), Is.Not.Null.And.Not.Empty);
            Assert.That(got.Header("X-Correlation-ID"), Is.Not.Null.And.Not.Empty);
            Assert.That($"{got.Header("OCPI-from-country-code")}*{got.Header("OCPI-from-party-id")}", Is.EqualTo("FR*798"));
            Assert.That($"{got.Header("OCPI-to-country-code")}*{got.Header("OCPI-to-party-id")}", Is.EqualTo("DE*ABC"));
        });
    }

    [Test]
    public async Task And_the_CPO_gets_its_own_ids_back_with_success()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), TransactionId = "T-7" };
        var answer = await Emip.SendAsync(record);
        Assert.Multiple(() =>
        {
            Assert.That(answer.HttpStatus, Is.EqualTo(200), answer.ToString());
            Assert.That(answer.ContentType, Does.StartWith("application/soap+xml").IgnoreCase);
            Assert.That(answer.Message!.Operation, Is.EqualTo("eMIP_ToIOP_SetChargeDetailRecordResponse"));
            Assert.That(answer.Message.ChildNamespaces, Is.EquivalentTo(new[] { "" }));
            Assert.That(answer.Message.Value("transactionId"), Is.EqualTo("T-7"));
            Assert.That(answer.Message.Value("serviceSessionId"), Is.EqualTo(record.ServiceSessionId));
            Assert.That(answer.Message.Value("salePartnerOperatorId"), Is.EqualTo("DE*ABC"));
            Assert.That(answer.RequestStatus, Is.EqualTo("1"));
            Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty);
        });
    }

    [Test]
    public async Task And_a_CPO_that_writes_qualified_children_in_text_xml_gets_the_like()
    {
        var session = NewId();
        var request = new EmipRecord { ServiceSessionId = session }.Request();
        var at = request.IndexOf("<m:eMIP", StringComparison.Ordinal);
        var body = request[(request.IndexOf('\n', at) + 1)..request.IndexOf("</m:eMIP", StringComparison.Ordinal)];
        var qualified = body.Replace("</", "\u0001", StringComparison.Ordinal).Replace("<", "<m:", StringComparison.Ordinal).Replace("\u0001", "</m:", StringComparison.Ordinal);
        var answer = await Emip.SendAsync(request.Replace(body, qualified, StringComparison.Ordinal), "text/xml");
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        Assert.Multiple(() =>
        {
            Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
            Assert.That(answer.Message!.ChildNamespaces, Is.EquivalentTo(new[] { EmipMessage.Authorisation }));
        });
    }

    [Test]
    public async Task And_the_operators_see_it_as_it_came_and_as_it_went()
    {
        var record = new EmipRecord { ServiceSessionId = NewId() };
        await Emip.SendAsync(record);
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(record.ServiceSessionId));
        var delivery = await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        var whole = await Gateway.Operators.DeliveryAsync(delivery.Id);
        var exchange = await Gateway.Operators.ExchangeAsync(delivery.ExchangeId);
        var delivered = await Gateway.Operators.DeliveriesAsync($"state=Delivered&partner={Story.OcpiEmsp}&message=ChargeDetailRecordIssued");
        var held = await Gateway.Operators.DeliveriesAsync($"state=Held&partner={Story.OcpiEmsp}");
        Assert.Multiple(() =>
        {
            Assert.That(delivery.Message, Is.EqualTo("ChargeDetailRecordIssued"));
            Assert.That(delivery.Key, Does.Contain(record.ServiceSessionId));
            Assert.That(delivery.From, Is.EqualTo(Story.EmipCpo));
            Assert.That(delivery.To, Is.EqualTo(Story.OcpiEmsp));
            Assert.That(delivery.Attempts, Is.EqualTo(1));
            Assert.That(delivered.Select(d => d.Id), Does.Contain(delivery.Id));
            Assert.That(delivered.Select(d => (d.To, d.State)), Is.All.EqualTo((Story.OcpiEmsp, "Delivered")));
            Assert.That(held, Is.Empty);
            Assert.That(Same.Json(JsonNode.Parse(whole["sent"]!.ToString())), Is.EqualTo(Same.Json(JsonNode.Parse(got.Text))));
            Assert.That(whole["answer"]!.ToString(), Does.Contain("1000"));
            Assert.That(whole["losses"], Is.InstanceOf<JsonArray>());
            Assert.That(whole["history"]!.AsArray(), Is.Not.Empty);
            Assert.That(exchange["partner"]!.ToString(), Is.EqualTo(Story.EmipCpo));
            Assert.That(exchange["operation"]!.ToString(), Does.Contain("SetChargeDetailRecord"));
            Assert.That(exchange["received"]!.ToString(), Is.EqualTo(record.Request()));
            Assert.That(exchange["answer"]!.ToString(), Does.Contain("requestStatus"));
            Assert.That(exchange["deliveries"]!.AsArray(), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task And_an_id_too_long_for_OCPI_becomes_the_same_UUID_everywhere()
    {
        var session = $"IOP-SID-GIR-V-IOPPPFT02-{Guid.NewGuid()}";
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        // The session was assigned by whoever posted it first: translation.md section 3.
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(NameBasedUuid.Of($"FR798|{session}")));
    }

    [Test]
    public async Task And_a_heartbeat_is_answered()
    {
        var answer = await Emip.SendAsync(EmipEnvelope.HeartBeat("FR*798", "FR*798", "HB-9"), path: "/");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Message?.Operation, Is.EqualTo("eMIP_ToIOP_HeartBeatResponse"), answer.ToString());
            Assert.That(answer.Message!.Value("transactionId"), Is.EqualTo("HB-9"));
            Assert.That(answer.RequestStatus, Is.EqualTo("1"));
            Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty);
        });
    }

    [Test]
    public async Task And_a_WSDL_describes_what_is_heard()
    {
        using var response = await Gateway.Partners.GetAsync("/api/emip?wsdl");
        var wsdl = System.Xml.Linq.XDocument.Parse(await response.Content.ReadAsStringAsync());
        var operations = wsdl.Descendants().Where(e => e.Name.LocalName == "operation").Select(e => e.Attribute("name")?.Value).ToHashSet();
        Assert.That(operations, Has.Some.Contains("SetChargeDetailRecord").And.Some.Contains("GetChargeDetailRecord").And.Some.Contains("HeartBeat"));
    }

    [Test]
    public async Task And_the_payer_can_not_ask_for_it_in_the_name_of_another()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var mine = await Emip.SendAsync(EmipEnvelope.GetChargeDetailRecord("FR*798", "FR*798", session));
        var foreign = await Emip.SendAsync(EmipEnvelope.GetChargeDetailRecord("FR*MSP", "FR*MSP", session));
        Assert.Multiple(() =>
        {
            Assert.That(mine.RequestStatus, Is.EqualTo("1"), mine.ToString());
            Assert.That(mine.Message!.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(session));
            Assert.That(SchemaOracle.EmipFaults(mine.Body), Is.Empty);
            Assert.That(foreign.RequestStatus, Is.EqualTo("10501"), foreign.ToString());
        });
    }
}
