using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

internal sealed class An_OCPI_charge_detail_record_reaches_an_eMIP_eMSP : TwoWayJourney
{
    [Test]
    public async Task And_the_eMSP_gets_the_whole_record()
    {
        var id = NewId();
        await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id, $"CPO-{id[..20]}"));
        var service = ServiceSessionId($"CPO-{id[..20]}");
        var got = await EmipEmsp.UntilTakenAsync(service);
        var transaction = EmipMessage.Read(got.Body.Span).Value("transactionId");
        Assert.That(transaction, Is.Not.Null.And.Not.Empty);
        Assert.That(Same.Xml(got.Text), Is.EqualTo(Same.Xml(Expected(service, $"CPO-{id[..20]}", transaction!))));
    }

    [Test]
    public async Task And_what_leaves_is_valid_by_the_schema()
    {
        var id = NewId();
        await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id));
        var got = await EmipEmsp.UntilTakenAsync(ServiceSessionId(id));
        Assert.Multiple(() =>
        {
            Assert.That(SchemaOracle.EmipFaults(got.Text), Is.Empty, got.Text);
            Assert.That(got.Text, Does.StartWith("<?xml"));
            Assert.That(got.Header("Content-Type"), Does.StartWith("application/soap+xml").And.Contain("eMIP_FromIOP_SetChargeDetailRecordV1/"));
        });
    }

    [Test]
    public async Task And_the_CPO_can_read_it_back_where_the_answer_says()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        var answer = await Ocpi.PostAsync(record);
        var back = await Ocpi.GetAsync(answer.Location!);
        Assert.Multiple(() =>
        {
            Assert.That(answer.HttpStatus, Is.EqualTo(201), answer.ToString());
            Assert.That(answer.StatusCode, Is.EqualTo(1000));
            Assert.That(answer.Envelope!["timestamp"]!.GetValue<string>(), Does.EndWith("Z"));
            Assert.That(answer.Headers.GetValueOrDefault("X-Request-ID"), Is.EqualTo(answer.RequestId));
            Assert.That(answer.Headers.GetValueOrDefault("X-Correlation-ID"), Is.EqualTo(answer.CorrelationId));
            Assert.That((back.HttpStatus, back.StatusCode), Is.EqualTo((200, 1000)), back.ToString());
            Assert.That(Same.Json(back.Data), Is.EqualTo(Same.Json(record)));
        });
    }

    [Test]
    public async Task And_the_address_is_found_from_the_versions()
    {
        var versions = await Ocpi.GetAsync("/ocpi/versions");
        var url = versions.Data!.AsArray().Single(v => v!["version"]!.ToString() == "2.2.1")!["url"]!.ToString();
        var details = await Ocpi.GetAsync(url);
        var cdrs = details.Data!["endpoints"]!.AsArray().Single(e => e!["identifier"]!.ToString() == "cdrs" && e["role"]!.ToString() == "RECEIVER");
        var id = NewId();
        var answer = await Ocpi.SendAsync(HttpMethod.Post, cdrs!["url"]!.ToString(), JsonBytes(OcpiRecord.ChargeDetailRecord(id)));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
        await EmipEmsp.UntilTakenAsync(ServiceSessionId(id));
    }

    [Test]
    public async Task And_the_token_may_be_presented_as_it_is()
    {
        var id = NewId();
        var plain = new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo), plain: true);
        Assert.That((await plain.PostAsync(OcpiRecord.ChargeDetailRecord(id))).StatusCode, Is.EqualTo(1000));
        await EmipEmsp.UntilTakenAsync(ServiceSessionId(id));
    }

    [Test]
    public async Task And_the_reference_of_the_eMSP_comes_back_to_it_as_its_session()
    {
        var id = NewId();
        var record = OcpiRecord.ChargeDetailRecord(id);
        record["authorization_reference"] = "MSP-8756546889";
        await Ocpi.PostAsync(record);
        var got = await EmipEmsp.UntilTakenAsync(ServiceSessionId(id));
        Assert.That(EmipMessage.Read(got.Body.Span).Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo("MSP-8756546889"));
    }

    [Test]
    public async Task And_the_operators_see_what_eMIP_could_not_tell()
    {
        var id = NewId();
        var record = OcpiRecord.ChargeDetailRecord(id);
        record["remark"] = "lost on the way";
        await Ocpi.PostAsync(record);
        var delivery = await Gateway.Operators.UntilAsync(id, "Delivered");
        var losses = (await Gateway.Operators.DeliveryAsync(delivery.Id))["losses"]!.ToJsonString();
        Assert.That(losses, Does.Contain("remark"));
    }

    [TestCase("over midnight", "2026-06-12T23:30:00Z", "2026-06-13T00:45:00Z", 75, 12)]
    [TestCase("over the end of summer time", "2026-10-25T00:30:00Z", "2026-10-25T01:15:00Z", 45, 6)]
    [TestCase("without energy", "2026-06-12T10:00:00Z", "2026-06-12T10:30:00Z", 30, 0)]
    public async Task And_its_times_and_energy_are_the_same(string what, string start, string end, int minutes, int kwh)
    {
        var id = NewId();
        var record = OcpiRecord.ChargeDetailRecord(id);
        (record["start_date_time"], record["end_date_time"], record["last_updated"]) = (start, end, end);
        (record["total_energy"], record["total_time"]) = (kwh, minutes / 60m);
        record["charging_periods"] = new JsonArray(new JsonObject
        {
            ["start_date_time"] = start,
            ["dimensions"] = new JsonArray(new JsonObject { ["type"] = "ENERGY", ["volume"] = kwh }),
        });
        Assert.That((await Ocpi.PostAsync(record)).StatusCode, Is.EqualTo(1000));
        var got = EmipMessage.Read((await EmipEmsp.UntilTakenAsync(ServiceSessionId(id))).Body.Span);
        var meters = got.Leaves.Where(l => l.Key.Contains("/meterReport/", StringComparison.Ordinal)).Select(l => l.Value).Chunk(3).ToDictionary(m => m[0], m => $"{m[1]} {m[2]}");
        Assert.Multiple(() =>
        {
            Assert.That((got.Value("chargeDetailRecord/startTime"), got.Value("chargeDetailRecord/endTime")), Is.EqualTo((start, end)), what);
            Assert.That((meters["1"], meters["2"]), Is.EqualTo(($"{minutes} min", $"{kwh * 1000} Wh")));
        });
    }

    [Test]
    public async Task And_a_credit_note_which_eMIP_has_not_is_held()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["credit"] = true;
        record["credit_reference_id"] = "C-0";
        var answer = await Ocpi.PostAsync(record);
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
        var held = await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Held");
        Assert.That(held.ReasonCode, Is.EqualTo("CreditCdr"));
    }

    [Test]
    public async Task And_the_eMSP_can_ask_for_it_again()
    {
        var id = NewId();
        await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id));
        var service = ServiceSessionId(id);
        await EmipEmsp.UntilTakenAsync(service);
        await Gateway.Operators.UntilAsync(id, "Delivered");
        var answer = await Emip.SendAsync(EmipEnvelope.GetChargeDetailRecord("FR*MSP", "FR*MSP", service));
        Assert.Multiple(() =>
        {
            Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
            Assert.That(answer.Message!.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(service));
            Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty);
        });
    }

    private static string ServiceSessionId(string sessionId) => NameBasedUuid.Of($"BEBEC|{sessionId}");

    private static byte[] JsonBytes(JsonObject record) => System.Text.Encoding.UTF8.GetBytes(record.ToJsonString());

    private static string Expected(string serviceSessionId, string sessionId, string transactionId) =>
        $"""
        <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/">
          <soap:Body>
            <m:eMIP_FromIOP_SetChargeDetailRecordRequest>
              <transactionId>{transactionId}</transactionId>
              <partnerIdType>eMI3</partnerIdType>
              <partnerId>FR*GTW</partnerId>
              <operatorIdType>eMI3</operatorIdType>
              <operatorId>BE*BEC</operatorId>
              <targetOperatorIdType>eMI3</targetOperatorIdType>
              <targetOperatorId>FR*MSP</targetOperatorId>
              <chargeDetailRecord>
                <CDRNature>1</CDRNature>
                <serviceSessionId>{serviceSessionId}</serviceSessionId>
                <execPartnerSessionId>{sessionId}</execPartnerSessionId>
                <execPartnerOperatorIdType>eMI3</execPartnerOperatorIdType>
                <execPartnerOperatorId>BE*BEC</execPartnerOperatorId>
                <salePartnerOperatorIdType>eMI3</salePartnerOperatorIdType>
                <salePartnerOperatorId>FR*MSP</salePartnerOperatorId>
                <requestedServiceId>1</requestedServiceId>
                <EVSEIdType>eMI3</EVSEIdType>
                <EVSEId>BE*BEC*E041503003</EVSEId>
                <userContractIdAlias>FR-MSP-C00A1B2C3-4</userContractIdAlias>
                <userIdType>RFID-UID</userIdType>
                <userId>04A2B3C4D5E680</userId>
                <startTime>2024-06-12T08:00:00Z</startTime>
                <endTime>2024-06-12T09:30:00Z</endTime>
                <meterReportList>
                  <meterReport><meterTypeId>1</meterTypeId><meterValue>90</meterValue><meterUnit>min</meterUnit></meterReport>
                  <meterReport><meterTypeId>2</meterTypeId><meterValue>18250</meterValue><meterUnit>Wh</meterUnit></meterReport>
                  <meterReport><meterTypeId>3</meterTypeId><meterValue>7.85</meterValue><meterUnit>EUR</meterUnit></meterReport>
                </meterReportList>
              </chargeDetailRecord>
            </m:eMIP_FromIOP_SetChargeDetailRecordRequest>
          </soap:Body>
        </soap:Envelope>
        """;
}
