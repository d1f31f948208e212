using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>Sessions that an OCPI CPO tells whole, as the events and readings that an eMIP eMSP is told (translation.md section 8).</summary>
[TestFixture("2.1.1")]
[TestFixture("2.2.1")]
[TestFixture("2.3.0")]
internal sealed class A_session_at_an_OCPI_CPO_reaches_an_eMIP_eMSP(string version) : Journey
{
    private const string Evse = "NL*VLT*E77*1";

    private readonly EmipPartnerStandIn emsp = new();
    private readonly OcpiTalkStandIn cpo = new(version);
    private readonly JsonObject location = Place();
    private readonly JsonObject embedded = Place();

    // Plain 2.1.1 tells a session from others by when it began: all of these have begun just now.
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    private bool Whole => version != "2.1.1";

    private OcpiCpoClient AsCpo => new(Gateway.Partners, GatewaySettings.InboundToken("ocpi-cpo"), plain: !Whole);

    protected override async Task BeforeAsync()
    {
        // As 2.1.1 knows a place.
        var connector = embedded["evses"]![0]!["connectors"]![0]!;
        (embedded["type"], connector["voltage"], connector["amperage"]) = ("ON_STREET", 400, 32);
        emsp.On("GetServiceAuthorisation", m => [
            ("authorisationValue", "1"), ("partnerServiceSessionId", $"M-{m.Value("userId")}"), ("intermediateCDRRequested", "1"),
            ("userContractIdAlias", $"FR-MSP-C{m.Value("userId")}"), ("requestStatus", "1")]);
        await emsp.StartAsync();
        await cpo.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("emip-emsp", "FR*MSP", emsp.Url, ("EMSP", "FR*MSP"))
            .Ocpi("ocpi-cpo", cpo.VersionsUrl, OcpiTalkStandIn.Token, ("CPO", "NL*VLT"))
            .Agreement("NL*VLT", "FR*MSP", ("AskUnknownTokens", "true"));
        settings.Gateway["Partners"]!["ocpi-cpo"]!["Ocpi"]!["Version"] = version;
        return settings;
    }

    protected override async Task AfterStartAsync()
    {
        Assert.That((await ImportAsync("locations", "ocpi-cpo", location)).ExitCode, Is.Zero);
        await Eventually.TrueAsync(async () => (await AuthorizeAsync(NewCard())).StatusCode == 1000, "the gateway has seen the import");
    }

    protected override async Task AfterAsync()
    {
        await emsp.DisposeAsync();
        await cpo.DisposeAsync();
    }

    [Test]
    public async Task Its_first_activity_is_a_start_and_its_completion_an_end()
    {
        var (card, session) = await AllowAsync();
        await PutAsync(session, Session(session, card, "PENDING", 0));
        await PutAsync(session, Session(session, card, "ACTIVE", 1));
        await PutAsync(session, Session(session, card, "COMPLETED", 3, end: true));
        await UntilToldAsync(card, 2);

        var told = Events(card);
        foreach (var request in emsp.RequestsOf("SetSessionEventReport")) Assert.That(SchemaOracle.EmipFaults(request.Text), Is.Empty, request.Text);
        Assert.Multiple(() =>
        {
            Assert.That(told.Select(e => e.Value("sessionEvent/sessionEventNature")), Is.EqualTo(new[] { "3", "1" }), "a pending session is no event");
            Assert.That(told.Select(e => DateTimeOffset.Parse(e.Value("sessionEvent/sessionEventDateTime")!, CultureInfo.InvariantCulture)), Is.EqualTo(new[] { Second(0), Second(30) }));
            Assert.That(told.Select(e => e.Value("salePartnerSessionId")), Is.All.EqualTo($"M-{card}"));
            Assert.That(told.Select(e => e.Value("serviceSessionId")).Distinct(), Is.EqualTo(new[] { Asked(card).Value("serviceSessionId") }), "the id that it was told when it was asked");
            Assert.That(told.Select(e => e.Value("operatorId")), Is.All.EqualTo("NL*VLT"));
        });
    }

    [Test]
    public async Task A_change_is_a_reading_at_most_once_a_minute()
    {
        var (card, session) = await AllowAsync();
        await PutAsync(session, Session(session, card, "ACTIVE", 0));
        await PatchAsync(session, 1.5m, 10);
        await PatchAsync(session, 2.5m, 20);
        await PutAsync(session, Session(session, card, "COMPLETED", 3, end: true));
        await UntilToldAsync(card, 2);

        var readings = emsp.Heard("SetChargeDetailRecord").Where(r => r.Value("chargeDetailRecord/userId") == card).ToList();
        Assert.That(readings.Select(Energy), Is.EqualTo(new[] { ("2", "1500", "Wh") }));
        Assert.Multiple(() =>
        {
            Assert.That(readings[0].Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(Asked(card).Value("serviceSessionId")));
            Assert.That(readings[0].Value("chargeDetailRecord/execPartnerSessionId"), Is.EqualTo(session));
            Assert.That(readings[0].Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo($"M-{card}"));
            Assert.That(readings[0].Value("chargeDetailRecord/EVSEId"), Is.EqualTo(Evse));
        });
        foreach (var request in emsp.RequestsOf("SetChargeDetailRecord")) Assert.That(SchemaOracle.EmipFaults(request.Text), Is.Empty, request.Text);
    }

    [Test]
    public async Task An_invalid_session_ends_as_such()
    {
        var (card, session) = await AllowAsync();
        await PutAsync(session, Session(session, card, "ACTIVE", 0));
        await PutAsync(session, Session(session, card, "INVALID", 0, end: true));
        var told = await UntilToldAsync(card, 2);
        Assert.That((told[1].Value("sessionEvent/sessionEventNature"), told[1].Value("sessionEvent/sessionEventParameter")), Is.EqualTo(("1", "invalid")));
    }

    [Test]
    public async Task A_session_that_is_completed_after_its_record_is_told_no_more()
    {
        var (card, session) = await AllowAsync();
        await PutAsync(session, Session(session, card, "ACTIVE", 0));
        await UntilToldAsync(card, 1);
        await RecordAsync(session, card);
        await PutAsync(session, Session(session, card, "COMPLETED", 3, end: true));
        await Gateway.Operators.UntilAsync("COMPLETED", $"\"id\":\"{session}\"", "Superseded");

        Assert.That(Events(card).Select(e => e.Value("sessionEvent/sessionEventNature")), Is.EqualTo(new[] { "3" }));
        var record = await emsp.UntilHeardAsync("SetChargeDetailRecord", m => m.Value("chargeDetailRecord/userId") == card && m.Value("chargeDetailRecord/CDRNature") == "1");
        Assert.That(record.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(Asked(card).Value("serviceSessionId")));
    }

    [Test]
    public async Task An_eMSP_that_dies_between_start_and_stop_is_told_in_order_what_it_missed()
    {
        var (card, session) = await AllowAsync();
        await PutAsync(session, Session(session, card, "ACTIVE", 0));
        await UntilToldAsync(card, 1);
        await emsp.StopAsync();
        try
        {
            await PatchAsync(session, 1.5m, 10);
            await PutAsync(session, Session(session, card, "COMPLETED", 3, end: true));
        }
        finally
        {
            await emsp.StartAsync();
        }
        await UntilToldAsync(card, 2);
        Assert.That(
            emsp.Requests.Select(r => EmipMessage.Read(r.Body.Span)).Where(m => IsOf(m, card)).Select(m => m.Value("sessionEvent/sessionEventNature") ?? "reading").Distinct(),
            Is.EqualTo(new[] { "3", "reading", "1" }));
    }

    [Test]
    public async Task A_CPO_whose_clock_is_ten_minutes_ahead_is_told_by_its_own_times()
    {
        var (card, session) = await AllowAsync();
        foreach (var (status, second) in ((string, int)[])[("ACTIVE", 600), ("COMPLETED", 630)])
        {
            var body = Session(session, card, status, 0, end: status == "COMPLETED");
            (body[Whole ? "start_date_time" : "start_datetime"], body["last_updated"]) = (Time(600), Time(second));
            if (status == "COMPLETED") body[Whole ? "end_date_time" : "end_datetime"] = Time(second);
            await PutAsync(session, body);
        }
        var told = await UntilToldAsync(card, 2);
        Assert.That(told.Select(e => DateTimeOffset.Parse(e.Value("sessionEvent/sessionEventDateTime")!, CultureInfo.InvariantCulture)), Is.EqualTo(new[] { Second(600), Second(630) }));
    }

    /// <summary>translation.md section 3: the only one that the driver was allowed there and then.</summary>
    [Test]
    public async Task Without_a_reference_it_is_matched_by_its_place_and_card()
    {
        var (card, session) = await AllowAsync();
        var body = Session(session, card, "ACTIVE", 0);
        body.Remove("authorization_reference");
        await PutAsync(session, body);
        Assert.That((await UntilToldAsync(card, 1))[0].Value("serviceSessionId"), Is.EqualTo(Asked(card).Value("serviceSessionId")));
    }

    private async Task<(string Card, string Session)> AllowAsync()
    {
        var card = NewCard();
        var allowed = await AuthorizeAsync(card);
        Assert.That((allowed.StatusCode, allowed.Data?["allowed"]?.GetValue<string>()), Is.EqualTo((1000, "ALLOWED")), allowed.ToString());
        return (card, NewId());
    }

    private Task<OcpiAnswer> AuthorizeAsync(string card) => AsCpo.SendAsync(
        HttpMethod.Post, $"/ocpi/{version}/sender/tokens/{card}/authorize?type=RFID", Encoding.UTF8.GetBytes("""{"location_id":"LOCVLT","evse_uids":["U-77"]}"""));

    private async Task PutAsync(string session, JsonObject body)
    {
        var answer = await AsCpo.SendAsync(HttpMethod.Put, Address(session), Encoding.UTF8.GetBytes(body.ToJsonString()));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
    }

    private async Task PatchAsync(string session, decimal kwh, int second)
    {
        var change = new JsonObject { ["kwh"] = kwh, ["last_updated"] = Time(second) };
        var answer = await AsCpo.SendAsync(HttpMethod.Patch, Address(session), Encoding.UTF8.GetBytes(change.ToJsonString()));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
    }

    private async Task RecordAsync(string session, string card)
    {
        var record = OcpiRecord.ChargeDetailRecord($"CDR-{card}", session);
        (record["country_code"], record["party_id"], record["authorization_reference"]) = ("NL", "VLT", $"M-{card}");
        record["cdr_token"] = Token(card);
        if (version == "2.3.0") record["total_cost"] = new JsonObject { ["before_taxes"] = 7.85m };
        (record["start_date_time"], record["end_date_time"], record["last_updated"]) = (Time(0), Time(30), Time(31));
        if (!Whole)
        {
            foreach (var later in (string[])["country_code", "party_id", "session_id", "authorization_reference", "cdr_token", "cdr_location"]) record.Remove(later);
            (record["auth_id"], record["location"], record["stop_date_time"], record["total_cost"]) = ($"FR-MSP-C{card}", embedded.DeepClone(), record["end_date_time"]!.DeepClone(), 7.85m);
            // Its id is no session's: which one it is about tell the place, the contract and the start.
            record.Remove("end_date_time");
        }
        record["charging_periods"] = new JsonArray(new JsonObject
        {
            ["start_date_time"] = Time(0),
            ["dimensions"] = new JsonArray(new JsonObject { ["type"] = "ENERGY", ["volume"] = 0.1 }),
        });
        (record["total_energy"], record["total_time"]) = (0.1m, 0.0083m);
        var answer = await AsCpo.SendAsync(HttpMethod.Post, $"/ocpi/{version}/cdrs", Encoding.UTF8.GetBytes(record.ToJsonString()));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
    }

    private string Address(string session) => $"/ocpi/{version}/sessions/NL/VLT/{session}";

    /// <param name="kwh">Also the age of the report in tens of seconds.</param>
    private JsonObject Session(string id, string card, string status, int kwh, bool end = false)
    {
        var session = new JsonObject
        {
            ["id"] = id,
            [Whole ? "start_date_time" : "start_datetime"] = Time(0),
            ["kwh"] = kwh,
            ["auth_method"] = "AUTH_REQUEST",
            ["currency"] = "EUR",
            ["status"] = status,
            ["last_updated"] = Time((kwh * 10) + (end ? 1 : 0)),
        };
        if (end) session[Whole ? "end_date_time" : "end_datetime"] = Time(30);
        if (!Whole)
        {
            (session["auth_id"], session["location"]) = ($"FR-MSP-C{card}", embedded.DeepClone());
            return session;
        }
        (session["country_code"], session["party_id"], session["authorization_reference"], session["cdr_token"]) = ("NL", "VLT", $"M-{card}", Token(card));
        (session["location_id"], session["evse_uid"], session["connector_id"]) = ("LOCVLT", "U-77", "1");
        return session;
    }

    private static JsonObject Token(string card) =>
        new() { ["country_code"] = "FR", ["party_id"] = "MSP", ["uid"] = card, ["type"] = "RFID", ["contract_id"] = $"FR-MSP-C{card}" };

    private async Task<IReadOnlyList<EmipMessage>> UntilToldAsync(string card, int count) => await Eventually.GetAsync(
        () => Task.FromResult(Events(card) is { } told && told.Count >= count ? told : null), $"{count} events come", null,
        async () => string.Join("\n", [.. emsp.Requests.Select(r => r.Text), .. (await Gateway.Operators.DeliveriesAsync()).Select(d => d.ToString())]));

    private IReadOnlyList<EmipMessage> Events(string card) => [.. emsp.Heard("SetSessionEventReport").Where(m => IsOf(m, card))];

    private static bool IsOf(EmipMessage message, string card) => message.Value("userId") is null
        && ((message.Value("salePartnerSessionId") ?? message.Value("chargeDetailRecord/salePartnerSessionId")) == $"M-{card}");

    private EmipMessage Asked(string card) => emsp.Heard("GetServiceAuthorisation").Single(m => m.Value("userId") == card);

    private static (string?, string?, string?) Energy(EmipMessage reading)
    {
        var leaves = reading.Leaves.Select(l => l.Value).ToList();
        var at = leaves.IndexOf("2", leaves.IndexOf("Wh") - 2);
        return (reading.Value("chargeDetailRecord/CDRNature"), leaves[at + 1], leaves[at + 2]);
    }

    private DateTimeOffset Second(int second) => new(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond) + (second * TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private string Time(int second) => Second(second).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonObject Place()
    {
        var place = OcpiRecord.Location("LOCVLT", Evse, "U-77");
        (place["country_code"], place["party_id"]) = ("NL", "VLT");
        return place;
    }

    private static string NewCard() => Guid.NewGuid().ToString("N")[..14].ToUpperInvariant();
}
