using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Session reports between parties of one protocol and parties behind a hub of the other: the eMIP hub FR*107 reaches the CPO FR*HCP and
/// the eMSP FR*XYZ, the OCPI hub NL*HUB the CPO NL*OHC and the eMSP NL*OHE. Nobody is told an id that is another's.
/// </summary>
/// <param name="version">Of OCPI's parties and hub; 2.1.1 knows no hubs, so there the hub speaks 2.2.1.</param>
[TestFixture("2.1.1")]
[TestFixture("2.2.1")]
[TestFixture("2.3.0")]
internal sealed class Sessions_cross_through_hubs(string version) : Journey
{
    private const string Card = "04A2B3C4D5E681";

    private readonly EmipPartnerStandIn emipHub = new(), emipEmsp = new(), emipCpo = new();
    private readonly OcpiTalkStandIn ocpiHub = new(OfHubs(version)), ocpiEmsp = new(version), ocpiCpo = new(version);

    private readonly Dictionary<string, JsonObject> places = [];

    // Plain 2.1.1 tells a session from others by when it began: all of these have begun just now.
    private readonly string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private bool Whole => version != "2.1.1";

    private static string OfHubs(string version) => version == "2.1.1" ? "2.2.1" : version;

    private string VersionOf(string partner) => partner == "ocpi-hub" ? OfHubs(version) : version;

    protected override async Task BeforeAsync()
    {
        emipHub.On("GetServiceAuthorisation", m => [
            ("salePartnerOperatorIdType", "eMI3"), ("salePartnerOperatorId", "FR*XYZ"), ("authorisationValue", "1"),
            ("serviceSessionId", $"HUB-{m.Value("userId")}"), ("intermediateCDRRequested", "0"), ("requestStatus", "1")]);
        emipEmsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"),
            ("userContractIdAlias", "FR-MSP-C1"), ("requestStatus", "1"));
        foreach (var each in (StandInPartner[])[emipHub, emipEmsp, emipCpo, ocpiHub, ocpiEmsp, ocpiCpo]) await each.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("emip-hub", "FR*107", emipHub.Url, ("HUB", "FR*107")).Reaches("emip-hub", ("CPO", "FR*HCP"), ("EMSP", "FR*XYZ"))
            .Emip("emip-emsp", "FR*MSP", emipEmsp.Url, ("EMSP", "FR*MSP"))
            .Emip("emip-cpo", "FR*798", emipCpo.Url, ("CPO", "FR*798"))
            .Ocpi("ocpi-hub", ocpiHub.VersionsUrl, OcpiTalkStandIn.Token, ("HUB", "NL*HUB")).Reaches("ocpi-hub", ("CPO", "NL*OHC"), ("EMSP", "NL*OHE"))
            .Ocpi("ocpi-emsp", ocpiEmsp.VersionsUrl, OcpiTalkStandIn.Token, ("EMSP", "DE*ABC"))
            .Ocpi("ocpi-cpo", ocpiCpo.VersionsUrl, OcpiTalkStandIn.Token, ("CPO", "NL*VLT"))
            .Agreement("*", "*", ("Currency", "EUR"));
        foreach (var partner in (string[])["ocpi-hub", "ocpi-emsp", "ocpi-cpo"]) settings.Gateway["Partners"]![partner]!["Ocpi"]!["Version"] = VersionOf(partner);
        return settings;
    }

    protected override async Task AfterStartAsync()
    {
        foreach (var (partner, party, id, evse, uid) in ((string, string, string, string, string)[])[
            ("emip-hub", "FR*HCP", "LOCHCP", "FR*HCP*E1*1", "U-HCP"), ("emip-cpo", "FR*798", "LOC798", "FR*798*E1*1", "U-798"),
            ("ocpi-hub", "NL*OHC", "LOCOHC", "NL*OHC*E1*1", "U-OHC"), ("ocpi-cpo", "NL*VLT", "LOCVLT", "NL*VLT*E1*1", "U-VLT")])
        {
            var location = OcpiRecord.Location(id, evse, uid);
            (location["country_code"], location["party_id"]) = (party[..2], party[3..]);
            Assert.That((await ImportAsync("locations", partner, location)).ExitCode, Is.Zero);
            // As 2.1.1 knows a place.
            var connector = location["evses"]![0]!["connectors"]![0]!;
            (location["type"], connector["voltage"], connector["amperage"], places[id]) = ("ON_STREET", 400, 32, location);
        }
        await ImportTokenAsync("ocpi-emsp", "DE*ABC", Card);
        await ImportTokenAsync("ocpi-hub", "NL*OHE", "04A2B3C4D5E682");
        await ImportTokenAsync("emip-hub", "FR*XYZ", "04A2B3C4D5E683");
        await ImportTokenAsync("emip-emsp", "FR*MSP", "04A2B3C4D5E684");
        await Eventually.TrueAsync(
            async () => (await AuthorizeAsync("ocpi-cpo", "04A2B3C4D5E684", "LOCVLT", "U-VLT")).Data?["allowed"]?.GetValue<string>() == "ALLOWED",
            "the gateway has seen the imports");
    }

    protected override async Task AfterAsync()
    {
        foreach (var each in (StandInPartner[])[emipHub, emipEmsp, emipCpo, ocpiHub, ocpiEmsp, ocpiCpo]) await each.DisposeAsync();
    }

    [Test]
    public async Task A_CPO_behind_an_eMIP_hub_reports_to_an_OCPI_eMSP()
    {
        var hubs = $"IOP-SID-GIR-V-IOPFT01-{Guid.NewGuid()}";
        var asHub = new EmipCalls("FR*107", "FR*HCP", "DE*ABC") { Evse = "FR*HCP*E1*1", UserId = Card };
        var allowed = await Emip.SendAsync(asHub.Authorise(NewId(), session: hubs));
        Assert.That(allowed.Message!.Value("authorisationValue"), Is.EqualTo("1"), allowed.ToString());
        Assert.That((await Emip.SendAsync(asHub.Report(NewId(), hubs, "3", "2024-06-12T08:00:00Z"))).RequestStatus, Is.EqualTo("1"));

        var put = await UntilActiveAsync(ocpiEmsp, "/sessions/FR/HCP/");
        var told = JsonNode.Parse(put.Body.Span)!;
        Assert.Multiple(() =>
        {
            Assert.That(told["id"]!.GetValue<string>(), Is.EqualTo(NameBasedUuid.Of($"FR107|{hubs}")), "60 characters have no OCPI form");
            Assert.That(put.Path, Does.EndWith(told["id"]!.GetValue<string>()));
            Assert.That((told["status"]!.GetValue<string>(), Place(told)), Is.EqualTo(("ACTIVE", ("LOCHCP", "U-HCP"))));
            Assert.That(put.Text, Does.Not.Contain(hubs));
        });
        Assert.That(await SchemaOracle.JsonFaultsAsync(put.Text, $"ocpi-{version}/session.schema.json"), Is.Empty, put.Text);
        var foreign = await Emip.SendAsync(new EmipCalls("FR*798", "FR*798").Report(NewId(), hubs, "1", "2024-06-12T09:00:00Z"));
        Assert.That(foreign.RequestStatus, Is.EqualTo("10501"), "another CPO's hub has told that id, and it is nobody else's");
    }

    [Test]
    public async Task A_CPO_of_eMIP_reports_to_an_eMSP_behind_an_OCPI_hub()
    {
        var calls = new EmipCalls("FR*798", "FR*798") { Evse = "FR*798*E1*1", UserId = "04A2B3C4D5E682" };
        var allowed = await Emip.SendAsync(calls.Authorise(NewId()));
        var session = allowed.Message!.Value("serviceSessionId")!;
        Assert.That((await Emip.SendAsync(calls.Report(NewId(), session, "3", "2024-06-12T08:00:00Z"))).RequestStatus, Is.EqualTo("1"), allowed.ToString());

        var put = await UntilActiveAsync(ocpiHub, $"/sessions/FR/798/{session}");
        Assert.That((put.Header("OCPI-to-country-code"), put.Header("OCPI-to-party-id"), put.Header("OCPI-from-party-id")), Is.EqualTo(("NL", "OHE", "798")));
        Assert.That(await SchemaOracle.JsonFaultsAsync(put.Text, $"ocpi-{OfHubs(version)}/session.schema.json"), Is.Empty, put.Text);
        Assert.That(JsonNode.Parse(put.Body.Span)!["cdr_token"]!["party_id"]!.GetValue<string>(), Is.EqualTo("OHE"));
    }

    [Test]
    public async Task A_CPO_of_OCPI_reports_to_an_eMSP_behind_an_eMIP_hub()
    {
        const string User = "04A2B3C4D5E683";
        var allowed = await AuthorizeAsync("ocpi-cpo", User, "LOCVLT", "U-VLT");
        Assert.That(allowed.Data?["allowed"]?.GetValue<string>(), Is.EqualTo("ALLOWED"), allowed.ToString());
        var session = NewId();
        await PutAsync("ocpi-cpo", "NL*VLT", Session(session, "NL*VLT", "FR*XYZ", User, "LOCVLT", "U-VLT", allowed.Data!["authorization_reference"]?.GetValue<string>()));

        var told = await emipHub.UntilHeardAsync("SetSessionEventReport");
        Assert.Multiple(() =>
        {
            Assert.That(told.Operation, Is.EqualTo("eMIP_ToIOP_SetSessionEventReportRequest"));
            Assert.That(told.Value("serviceSessionId"), Is.EqualTo($"HUB-{User}"));
            Assert.That(told.Value("execPartnerSessionId"), Is.EqualTo(session));
            Assert.That((told.Value("operatorId"), told.Value("sessionEvent/sessionEventNature")), Is.EqualTo(("NL*VLT", "3")));
        });
    }

    [Test]
    public async Task A_CPO_behind_an_OCPI_hub_reports_to_an_eMIP_eMSP()
    {
        const string User = "04A2B3C4D5E684";
        var session = NewId();
        await PutAsync("ocpi-hub", "NL*OHC", Session(session, "NL*OHC", "FR*MSP", User, "LOCOHC", "U-OHC", null));
        var told = await emipEmsp.UntilHeardAsync("SetSessionEventReport", m => m.Value("operatorId") == "NL*OHC");
        Assert.That(told.Value("sessionEvent/sessionEventNature"), Is.EqualTo("3"));
        Assert.That(told.Value("serviceSessionId"), Is.EqualTo(NameBasedUuid.Of($"NLOHC|{session}")), "it was never authorised through the gateway");
    }

    /// <summary>The session that has begun; before, it was told that it waits, under the same id.</summary>
    private static async Task<ReceivedRequest> UntilActiveAsync(OcpiTalkStandIn partner, string part)
    {
        var put = await Eventually.GetAsync(
            () => Task.FromResult(partner.Heard("PUT", part).FirstOrDefault(r => r.Text.Contains("\"ACTIVE\"", StringComparison.Ordinal))), $"an active session {part}");
        var first = partner.Heard("PUT", part)[0];
        Assert.That((first.Path, first.Text.Contains("\"PENDING\"", StringComparison.Ordinal)), Is.EqualTo((put.Path, true)));
        return put;
    }

    private async Task ImportTokenAsync(string partner, string party, string uid)
    {
        var token = OcpiRecord.Token(uid, $"{party[..2]}-{party[3..]}-C{uid}");
        (token["country_code"], token["party_id"], token["whitelist"]) = (party[..2], party[3..], partner == "emip-hub" ? "NEVER" : "ALWAYS");
        Assert.That((await ImportAsync("tokens", partner, token)).ExitCode, Is.Zero);
    }

    private OcpiCpoClient As(string partner) => new(Gateway.Partners, GatewaySettings.InboundToken(partner), plain: VersionOf(partner) == "2.1.1");

    private Task<OcpiAnswer> AuthorizeAsync(string partner, string uid, string location, string evse) => As(partner).SendAsync(
        HttpMethod.Post, $"/ocpi/{VersionOf(partner)}/sender/tokens/{uid}/authorize?type=RFID",
        Encoding.UTF8.GetBytes(new JsonObject { ["location_id"] = location, ["evse_uids"] = new JsonArray(evse) }.ToJsonString()));

    private async Task PutAsync(string partner, string cpo, JsonObject session)
    {
        var answer = await As(partner).SendAsync(
            HttpMethod.Put, $"/ocpi/{VersionOf(partner)}/sessions/{cpo[..2]}/{cpo[3..]}/{session["id"]}", Encoding.UTF8.GetBytes(session.ToJsonString()));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
    }

    private (string, string) Place(JsonNode session) => Whole
        ? (session["location_id"]!.GetValue<string>(), session["evse_uid"]!.GetValue<string>())
        : (session["location"]!["id"]!.GetValue<string>(), session["location"]!["evses"]!.AsArray().Single()!["uid"]!.GetValue<string>());

    /// <summary>As its CPO tells it in its version.</summary>
    private JsonObject Session(string id, string cpo, string emsp, string user, string location, string evse, string? reference)
    {
        var whole = Whole || cpo == "NL*OHC";
        var session = new JsonObject
        {
            ["id"] = id,
            [whole ? "start_date_time" : "start_datetime"] = now,
            ["kwh"] = 0,
            ["auth_method"] = "WHITELIST",
            ["currency"] = "EUR",
            ["status"] = "ACTIVE",
            ["last_updated"] = now,
        };
        var contract = $"{emsp[..2]}-{emsp[3..]}-C{user}";
        if (!whole)
        {
            (session["auth_id"], session["location"]) = (contract, places[location].DeepClone());
            return session;
        }
        (session["country_code"], session["party_id"]) = (cpo[..2], cpo[3..]);
        (session["location_id"], session["evse_uid"], session["connector_id"]) = (location, evse, "1");
        session["cdr_token"] = new JsonObject { ["country_code"] = emsp[..2], ["party_id"] = emsp[3..], ["uid"] = user, ["type"] = "RFID", ["contract_id"] = contract };
        if (reference is not null) session["authorization_reference"] = reference;
        return session;
    }
}
