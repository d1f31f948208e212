using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>Cards and remote starts across the two protocols, both ways, and the records that follow.</summary>
internal sealed class An_OCPI_driver_charges_at_an_eMIP_charge_point : Journey
{
    private const string EmipEvse = "FR*798*E1234*5", OcpiEvse = "NL*VLT*E77*1";

    private readonly EmipPartnerStandIn emipCpo = new(), emipEmsp = new();
    private readonly OcpiTalkStandIn ocpiCpo = new(), ocpiEmsp = new();
    private readonly EmipCalls asCpo = new("FR*798", "FR*798") { Evse = EmipEvse }, asEmsp = new("FR*MSP", "FR*MSP") { Evse = OcpiEvse };

    protected override async Task BeforeAsync()
    {
        emipCpo.On("SetServiceAuthorisation", ("partnerServiceSessionId", "E-1"), ("requestStatus", "1"));
        emipEmsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "1"),
            ("userContractIdAlias", "FR-MSP-C00000001"), ("requestStatus", "1"));
        await emipCpo.StartAsync();
        await emipEmsp.StartAsync();
        await ocpiCpo.StartAsync();
        await ocpiEmsp.StartAsync();
    }

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Emip("emip-cpo", "FR*798", emipCpo.Url, ("CPO", "FR*798"))
        .Emip("emip-emsp", "FR*MSP", emipEmsp.Url, ("EMSP", "FR*MSP"))
        .Ocpi("ocpi-cpo", ocpiCpo.VersionsUrl, OcpiTalkStandIn.Token, ("CPO", "NL*VLT"))
        .Ocpi("ocpi-emsp", ocpiEmsp.VersionsUrl, OcpiTalkStandIn.Token, ("EMSP", "DE*ABC"))
        .Agreement("FR*798", "DE*ABC", ("AskUnknownTokens", "true"), ("Currency", "EUR"))
        .Agreement("NL*VLT", "FR*MSP", ("AskUnknownTokens", "true"));

    protected override async Task AfterStartAsync()
    {
        var volt = OcpiRecord.Location("LOCVLT", OcpiEvse, "U-77");
        (volt["country_code"], volt["party_id"]) = ("NL", "VLT");
        foreach (var (partner, location) in ((string, JsonObject)[])[("ocpi-cpo", volt), ("emip-cpo", OcpiRecord.Location())])
        {
            var import = await ImportAsync("locations", partner, location);
            Assert.That(import.ExitCode, Is.Zero, import.ToString());
        }
        await Eventually.TrueAsync(async () => (await StartAsync(NewCard(), "x")).StatusCode != 2003, "the gateway has seen the imports");
    }

    protected override async Task AfterAsync()
    {
        await emipCpo.DisposeAsync();
        await emipEmsp.DisposeAsync();
        await ocpiCpo.DisposeAsync();
        await ocpiEmsp.DisposeAsync();
    }

    [Test]
    public async Task An_OCPI_eMSP_starts_at_an_eMIP_CPO_and_is_told_that_it_went_well()
    {
        var card = NewCard();
        var answer = await StartAsync(card, "start");
        Assert.That((answer.StatusCode, answer.Data!["result"]!.GetValue<string>()), Is.EqualTo((1000, "ACCEPTED")), answer.ToString());

        var start = await emipCpo.UntilHeardAsync("SetServiceAuthorisation", m => m.Value("userId") == card);
        var result = await ocpiEmsp.UntilHeardAsync("POST", "/results/start");
        Assert.Multiple(() =>
        {
            Assert.That((start.Value("EVSEId"), start.Value("operatorId"), start.Value("authorisationValue")), Is.EqualTo((EmipEvse, "DE*ABC", "1")));
            Assert.That(JsonNode.Parse(result.Body.Span)!["result"]!.GetValue<string>(), Is.EqualTo("ACCEPTED"));
        });

        var record = new EmipRecord
        {
            ServiceSessionId = start.Value("serviceSessionId"),
            ExecPartnerSessionId = "E-1",
            EvseId = EmipEvse,
            UserId = card,
            SalePartnerOperatorId = null,
        };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        var posted = await Eventually.GetAsync(
            () => Task.FromResult(ocpiEmsp.Heard("POST", "/cdrs").FirstOrDefault(r => r.Text.Contains(card, StringComparison.Ordinal))), "the record comes");
        var cdr = JsonNode.Parse(posted.Body.Span)!;
        Assert.That(
            (cdr["auth_method"]!.GetValue<string>(), cdr["cdr_token"]!["uid"]!.GetValue<string>(), cdr["authorization_reference"]!.GetValue<string>()),
            Is.EqualTo(("COMMAND", card, $"REF-{card}")), cdr.ToJsonString());
    }

    [Test]
    public async Task A_CPO_that_dies_between_start_and_stop_stops_nothing_and_its_record_comes_later()
    {
        var card = NewCard();
        Assert.That((await StartAsync(card, "dying")).Data!["result"]!.GetValue<string>(), Is.EqualTo("ACCEPTED"));
        var session = (await emipCpo.UntilHeardAsync("SetServiceAuthorisation", m => m.Value("userId") == card)).Value("serviceSessionId")!;
        await ocpiEmsp.UntilHeardAsync("PUT", $"/sessions/FR/798/{session}");
        await emipCpo.StopAsync();
        try
        {
            var stop = await CommandAsync("STOP_SESSION", new JsonObject { ["response_url"] = $"{ocpiEmsp.Address}/results/stop-{card}", ["session_id"] = session });
            Assert.That(stop.StatusCode, Is.EqualTo(1000), stop.ToString());
            var result = await ocpiEmsp.UntilHeardAsync("POST", $"/results/stop-{card}");
            Assert.That(JsonNode.Parse(result.Body.Span)!["result"]!.GetValue<string>(), Is.EqualTo("FAILED").Or.EqualTo("TIMEOUT"));
        }
        finally
        {
            await emipCpo.StartAsync();
        }
        var record = new EmipRecord { ServiceSessionId = session, ExecPartnerSessionId = "E-1", EvseId = EmipEvse, UserId = card, SalePartnerOperatorId = null };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        await Eventually.TrueAsync(
            () => ocpiEmsp.Heard("POST", "/cdrs").Any(r => r.Text.Contains(session, StringComparison.Ordinal))
                && ocpiEmsp.Heard("PUT", $"/sessions/FR/798/{session}")[^1].Text.Contains("COMPLETED", StringComparison.Ordinal), "the record and its session's end come");
    }

    [Test]
    public async Task An_eMIP_CPO_asks_an_OCPI_eMSP_about_a_card()
    {
        var card = NewCard();
        ocpiEmsp.On("POST", $"/tokens/{card}/authorize", _ => new(200, 1000, new JsonObject
        {
            ["allowed"] = "ALLOWED",
            ["token"] = Token(card),
            ["authorization_reference"] = "REF-9",
        }));
        var allowed = await Emip.SendAsync((asCpo with { UserId = card }).Authorise(NewId()));
        var asked = await ocpiEmsp.UntilHeardAsync("POST", $"/tokens/{card}/authorize");
        Assert.Multiple(() =>
        {
            Assert.That((allowed.RequestStatus, allowed.Message!.Value("authorisationValue")), Is.EqualTo(("1", "1")), allowed.ToString());
            Assert.That(allowed.Message!.Value("salePartnerOperatorId"), Is.EqualTo("DE*ABC"));
            Assert.That(allowed.Message.Value("intermediateCDRRequested"), Is.EqualTo("1"), "OCPI sessions are always told with their readings");
            Assert.That(JsonNode.Parse(asked.Body.Span)!.ToJsonString(), Is.EqualTo("""{"location_id":"LOC798","evse_uids":["EVSE-5"]}"""));
            Assert.That(SchemaOracle.EmipFaults(allowed.Body), Is.Empty);
        });

        var unknown = await Emip.SendAsync((asCpo with { UserId = NewCard(), Evse = "FR*798*ENOBODY*1" }).Authorise(NewId()));
        Assert.That((unknown.RequestStatus, unknown.Message!.Value("authorisationValue")), Is.EqualTo(("10210", "2")), "the record could not be delivered");
    }

    [Test]
    public async Task An_eMIP_eMSP_starts_at_an_OCPI_CPO_and_waits_for_the_result()
    {
        var card = NewCard();
        var url = new TaskCompletionSource<string>();
        ocpiCpo.Takes("START_SESSION", told => url.TrySetResult(told));
        var waiting = Emip.SendAsync((asEmsp with { UserId = card }).Start(NewId(), own: "M-5", more: "<userContractIdAlias>FR-MSP-C1</userContractIdAlias>"));
        var responseUrl = await url.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.That((await OcpiTalkStandIn.TellAsync(responseUrl, """{"result":"ACCEPTED"}""", GatewaySettings.InboundToken("ocpi-cpo"))).StatusCode, Is.EqualTo(1000));

        var started = await waiting;
        var start = JsonNode.Parse((await ocpiCpo.UntilHeardAsync("POST", "/commands/START_SESSION")).Body.Span)!;
        Assert.Multiple(() =>
        {
            Assert.That(started.RequestStatus, Is.EqualTo("1"), started.ToString());
            Assert.That((start["location_id"]!.GetValue<string>(), start["evse_uid"]!.GetValue<string>()), Is.EqualTo(("LOCVLT", "U-77")));
            Assert.That(start["authorization_reference"]!.GetValue<string>(), Is.EqualTo("M-5"));
            Assert.That((start["token"]!["uid"]!.GetValue<string>(), start["token"]!["contract_id"]!.GetValue<string>()), Is.EqualTo((card, "FR-MSP-C1")));
        });

        var cdr = OcpiRecord.ChargeDetailRecord($"CDR-{card}");
        (cdr["country_code"], cdr["party_id"], cdr["authorization_reference"]) = ("NL", "VLT", "M-5");
        cdr["cdr_token"] = new JsonObject { ["country_code"] = "FR", ["party_id"] = "MSP", ["uid"] = card, ["type"] = "RFID", ["contract_id"] = "FR-MSP-C1" };
        var taken = await new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken("ocpi-cpo")).PostAsync(cdr);
        Assert.That(taken.StatusCode, Is.EqualTo(1000), taken.ToString());
        var record = await emipEmsp.UntilHeardAsync("SetChargeDetailRecord", m => m.Value("chargeDetailRecord/userId") == card);
        Assert.That(record.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(started.Message!.Value("serviceSessionId")));
        Assert.That(record.Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo("M-5"));
    }

    [Test]
    public async Task An_OCPI_CPO_asks_an_eMIP_eMSP_about_a_card()
    {
        var card = NewCard();
        var cpo = new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken("ocpi-cpo"));
        var allowed = await cpo.SendAsync(HttpMethod.Post, $"/ocpi/2.2.1/sender/tokens/{card}/authorize?type=RFID", Encoding.UTF8.GetBytes("""{"location_id":"LOCVLT","evse_uids":["U-77"]}"""));
        var nowhere = await cpo.SendAsync(HttpMethod.Post, $"/ocpi/2.2.1/sender/tokens/{NewCard()}/authorize", Array.Empty<byte>());
        Assert.Multiple(() =>
        {
            Assert.That(allowed.StatusCode, Is.EqualTo(1000), allowed.ToString());
            Assert.That(allowed.Data!["allowed"]!.GetValue<string>(), Is.EqualTo("ALLOWED"));
            Assert.That(allowed.Data["authorization_reference"]!.GetValue<string>(), Is.EqualTo("M-1"));
            Assert.That(allowed.Data["token"]!["contract_id"]!.GetValue<string>(), Is.EqualTo("FR-MSP-C00000001"));
            Assert.That(allowed.Data["token"]!["party_id"]!.GetValue<string>(), Is.EqualTo("MSP"));
            Assert.That((nowhere.HttpStatus, nowhere.StatusCode), Is.EqualTo((200, 2002)), nowhere.ToString());
        });
        var asked = await emipEmsp.UntilHeardAsync("GetServiceAuthorisation", m => m.Value("userId") == card);
        Assert.That(asked.Value("EVSEId"), Is.EqualTo(OcpiEvse));
    }

    [Test]
    public async Task What_eMIP_has_no_words_for_is_not_supported()
    {
        var answer = await CommandAsync("UNLOCK_CONNECTOR", new JsonObject
        {
            ["response_url"] = $"{ocpiEmsp.Address}/results/unlock",
            ["location_id"] = "LOC798",
            ["evse_uid"] = "EVSE-5",
            ["connector_id"] = "1",
        });
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo("NOT_SUPPORTED"), answer.ToString());
    }

    private Task<OcpiAnswer> StartAsync(string card, string result) => CommandAsync("START_SESSION", new JsonObject
    {
        ["response_url"] = $"{ocpiEmsp.Address}/results/{result}",
        ["token"] = Token(card),
        ["location_id"] = "LOC798",
        ["evse_uid"] = "EVSE-5",
        ["authorization_reference"] = $"REF-{card}",
    });

    private Task<OcpiAnswer> CommandAsync(string command, JsonObject body) =>
        new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken("ocpi-emsp"))
            .SendAsync(HttpMethod.Post, $"/ocpi/2.2.1/commands/{command}", Encoding.UTF8.GetBytes(body.ToJsonString()));

    private static JsonObject Token(string card) => new()
    {
        ["country_code"] = "DE",
        ["party_id"] = "ABC",
        ["uid"] = card,
        ["type"] = "RFID",
        ["contract_id"] = "DE-ABC-C12345678-X",
        ["issuer"] = "ABC",
        ["valid"] = true,
        ["whitelist"] = "NEVER",
        ["last_updated"] = "2026-05-04T10:00:00Z",
    };

    private static string NewCard() => Guid.NewGuid().ToString("N")[..14].ToUpperInvariant();
}
