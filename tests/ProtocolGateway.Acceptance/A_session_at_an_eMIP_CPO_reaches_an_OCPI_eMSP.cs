using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>A CPO's events and readings, as the sessions that an OCPI eMSP is told whole (translation.md section 8).</summary>
[TestFixture("2.1.1")]
[TestFixture("2.2.1")]
[TestFixture("2.3.0")]
internal sealed class A_session_at_an_eMIP_CPO_reaches_an_OCPI_eMSP(string version) : Journey
{
    private const string Evse = "FR*798*E1234*5";

    private readonly EmipPartnerStandIn cpo = new();
    private readonly OcpiTalkStandIn emsp = new(version);
    private readonly EmipCalls asCpo = new("FR*798", "FR*798") { Evse = Evse };
    private readonly Queue<string> cards = new(Enumerable.Range(0, 24).Select(_ => Guid.NewGuid().ToString("N")[..14].ToUpperInvariant()));

    protected override async Task BeforeAsync()
    {
        await cpo.StartAsync();
        await emsp.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("emip-cpo", "FR*798", cpo.Url, ("CPO", "FR*798"))
            .Ocpi("ocpi-emsp", emsp.VersionsUrl, OcpiTalkStandIn.Token, ("EMSP", "DE*ABC"))
            .Agreement("FR*798", "DE*ABC", ("Currency", "EUR"), ("Tariff", "T-ABC"));
        settings.Gateway["Partners"]!["ocpi-emsp"]!["Ocpi"]!["Version"] = version;
        return settings;
    }

    protected override async Task AfterStartAsync()
    {
        Assert.That((await ImportAsync("locations", "emip-cpo", OcpiRecord.Location())).ExitCode, Is.Zero);
        Assert.That((await ImportAsync("tariffs", "emip-cpo", OcpiTariff.ByEnergy("T-ABC", fee: 1.00m, perKwh: 0.40m))).ExitCode, Is.Zero);
        Assert.That((await ImportAsync("tokens", "ocpi-emsp", [.. cards.Select(card => OcpiRecord.Token(card, $"DE-ABC-C{card}"))])).ExitCode, Is.Zero);
        await Eventually.TrueAsync(async () => (await Emip.SendAsync((asCpo with { UserId = cards.Peek() }).Authorise(NewId()))).RequestStatus == "1", "the gateway has seen the imports");
        cards.Dequeue();
    }

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task Started_read_terminated_and_completed_by_its_record()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:10Z");
        await ReadAsync(session, card, "2024-06-12T08:30:00Z", "6250", "2.40");
        await ReportAsync(session, "1", "2024-06-12T09:30:00Z");
        await RecordAsync(session, card);

        var told = await UntilToldAsync(session, 5);
        foreach (var each in told) Assert.That(await SchemaOracle.JsonFaultsAsync(each.ToJsonString(), $"ocpi-{version}/session.schema.json"), Is.Empty, each.ToJsonString());
        Assert.Multiple(() =>
        {
            Assert.That(told.Select(Status), Is.EqualTo(new[] { "PENDING", "ACTIVE", "ACTIVE", "ACTIVE", "COMPLETED" }));
            Assert.That(told.Select(s => s["kwh"]!.GetValue<decimal>()), Is.EqualTo(new[] { 0m, 0m, 6.25m, 6.25m, 18.25m }));
            Assert.That(Instant(Start(told[0])), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)), "while it waits it counts from its authorisation");
            Assert.That(told.Skip(1).Select(Start).Distinct(), Is.EqualTo(new[] { "2024-06-12T08:00:10Z", "2024-06-12T08:00:00Z" }), "the record's start counts in the end");
            Assert.That(told.Select(End), Is.EqualTo(new[] { null, null, null, "2024-06-12T09:30:00Z", "2024-06-12T09:30:00Z" }));
            Assert.That(told.Select(Cost), Is.EqualTo(new decimal?[] { null, null, 2.40m, 2.40m, 7.85m }));
            Assert.That(told.Select(s => s["currency"]!.GetValue<string>()), Is.All.EqualTo("EUR"));
            Assert.That(told.Select(s => s["auth_method"]!.GetValue<string>()), Is.All.EqualTo("WHITELIST"));
            Assert.That(told.Select(Place), Is.All.EqualTo(("LOC798", "EVSE-5", "1")));
            Assert.That(told.Select(Contract), Is.All.EqualTo($"DE-ABC-C{card}"));
        });
    }

    [Test]
    public async Task Without_a_told_cost_it_costs_by_the_agreements_tariff_what_its_record_costs()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await ReadAsync(session, card, "2024-06-12T08:30:00Z", "6250", null);
        await RecordAsync(session, card, cost: null);

        var told = await UntilToldAsync(session, 4);
        var record = JsonNode.Parse((await UntilRecordAsync(session)).Body.Span)!;
        // 1 + 6.25 x 0.40, and 1 + 18.25 x 0.40.
        Assert.That(told.Append(record).Select(Cost), Is.EqualTo(new decimal?[] { null, null, 3.5m, 8.3m, 8.3m }));
        Assert.That((await ListAsync(session, DateTime.UtcNow.AddMinutes(-10))).Select(Cost), Is.EqualTo(new decimal?[] { 8.3m }));
        if (version != "2.1.1") Assert.That(told[3]["charging_periods"]![0]!["tariff_id"]!.GetValue<string>(), Is.EqualTo("T-ABC"));
    }

    [Test]
    public async Task Suspended_and_resumed_it_has_three_charging_periods_and_so_has_its_record()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await ReadAsync(session, card, "2024-06-12T08:20:00Z", "4000", "1.60");
        await ReportAsync(session, "2", "2024-06-12T08:30:00Z");
        await ReadAsync(session, card, "2024-06-12T08:45:00Z", "6250", "2.40");
        await ReportAsync(session, "3", "2024-06-12T09:00:00Z");
        await ReportAsync(session, "0", "2024-06-12T09:30:00Z");
        await RecordAsync(session, card);

        var told = (await UntilToldAsync(session, 8)).Skip(1).ToList();
        var record = JsonNode.Parse((await UntilRecordAsync(session)).Body.Span)!;
        Assert.Multiple(() =>
        {
            Assert.That(told.Select(Status), Is.EqualTo(new[] { "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "COMPLETED" }));
            Assert.That(Periods(told[2]), Is.EqualTo(new[] { "08:00 TIME 0.5", "08:30 TIME 0" }), "no reading tells how far the meter was when it was suspended");
            Assert.That(Periods(told[3]), Is.EqualTo(new[] { "08:00 ENERGY 6.25 TIME 0.5", "08:30 ENERGY 0 TIME 0.25" }));
            Assert.That(Periods(told[4]), Is.EqualTo(new[] { "08:00 ENERGY 6.25 TIME 0.5", "08:30 ENERGY 0 TIME 0.5", "09:00 ENERGY 0 TIME 0" }));
            Assert.That(End(told[5]), Is.EqualTo("2024-06-12T09:30:00Z"), "an emergency stop is an end");
            foreach (var whole in (JsonNode[])[told[6], record])
                Assert.That(Periods(whole), Is.EqualTo(new[] { "08:00 ENERGY 6.25 TIME 0.5", "08:30 ENERGY 0 TIME 0.5", "09:00 ENERGY 12 TIME 0.5" }));
        });
    }

    [Test]
    public async Task A_report_after_the_record_is_superseded_and_the_record_twice_completes_once()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await RecordAsync(session, card);
        await RecordAsync(session, card);
        await ReportAsync(session, "1", "2024-06-12T09:30:00Z");
        await Gateway.Operators.UntilAsync($"<sessionEventNature>1</sessionEventNature>", session, "Superseded");

        var told = await UntilToldAsync(session, 3);
        Assert.That(told.Select(Status), Is.EqualTo(new[] { "PENDING", "ACTIVE", "COMPLETED" }));
        Assert.That(emsp.Heard("POST", "/cdrs").Count(r => r.Text.Contains(session, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_reading_nobody_is_told_0_kWh_at_the_end()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await ReportAsync(session, "1", "2024-06-12T09:30:00Z");
        var held = await Gateway.Operators.UntilAsync("<sessionEventNature>1</sessionEventNature>", session, "Held");
        Assert.That(held.ReasonCode, Is.EqualTo("NoEnergy"));
        await RecordAsync(session, card);

        var told = await UntilToldAsync(session, 3);
        Assert.That(told.Select(s => (Status(s), s["kwh"]!.GetValue<decimal>())), Is.EqualTo(new[] { ("PENDING", 0m), ("ACTIVE", 0m), ("COMPLETED", 18.25m) }));
        await Gateway.Operators.UntilAsync("<sessionEventNature>1</sessionEventNature>", session, "Superseded");
    }

    [Test]
    public async Task A_session_that_nobody_knows_is_refused()
    {
        await ReportAsync("S-NOBODY", "3", "2024-06-12T08:00:00Z", status: "10501");
        Assert.That(Told("S-NOBODY"), Is.Empty);
    }

    [Test]
    public async Task A_CPO_whose_clock_is_ten_minutes_ahead_ends_no_later_than_the_session_was_updated()
    {
        var (session, card) = await AllowAsync();
        var now = DateTimeOffset.UtcNow.AddMinutes(10);
        var end = now.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await ReportAsync(session, "3", now.AddMinutes(-30).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        await ReadAsync(session, card, end, "6250", "2.40", now.AddMinutes(-30).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        await ReportAsync(session, "1", end);
        var told = await UntilToldAsync(session, 4);
        Assert.That(told[3]["last_updated"]!.GetValue<string>(), Is.EqualTo(end));
        Assert.That(End(told[3]), Is.EqualTo(end));
    }

    [Test]
    public async Task An_eMSP_that_dies_between_start_and_stop_is_told_in_order_what_it_missed()
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await UntilToldAsync(session, 2);
        await emsp.StopAsync();
        try
        {
            await ReadAsync(session, card, "2024-06-12T08:30:00Z", "6250", "2.40");
            await ReportAsync(session, "1", "2024-06-12T09:30:00Z");
            await RecordAsync(session, card);
        }
        finally
        {
            await emsp.StartAsync();
        }
        var told = await UntilToldAsync(session, 5);
        Assert.That(told.Select(s => (Status(s), s["kwh"]!.GetValue<decimal>())), Is.EqualTo(new[] { ("PENDING", 0m), ("ACTIVE", 0m), ("ACTIVE", 6.25m), ("ACTIVE", 6.25m), ("COMPLETED", 18.25m) }));
    }

    [Test]
    public async Task What_may_have_been_heard_is_put_again_before_what_follows()
    {
        var (session, card) = await AllowAsync();
        await UntilToldAsync(session, 1);
        var puts = 0;
        // A code that nobody knows is no answer: it may be known there, or not.
        emsp.On("PUT", $"/sessions/FR/798/{session}", _ => new(200, Interlocked.Increment(ref puts) == 1 ? 9000 : 1000, null));
        await ReportAsync(session, "3", "2024-06-12T08:00:00Z");
        await ReadAsync(session, card, "2024-06-12T08:30:00Z", "6250", "2.40");

        var told = (await UntilToldAsync(session, 4)).Skip(1).ToList();
        Assert.That(told.Select(s => s["kwh"]!.GetValue<decimal>()), Is.EqualTo(new[] { 0m, 0m, 6.25m }));
        Assert.That(told[1].ToJsonString(), Is.EqualTo(told[0].ToJsonString()));
        Assert.That((await Gateway.Operators.DeliveriesAsync("state=InDoubt")).Count, Is.Zero);
    }

    [TestCase("over midnight", "2024-06-12T23:30:00Z", "2024-06-13T00:45:00Z", 75, 12000)]
    [TestCase("over the end of summer time", "2024-10-27T02:30:00+02:00", "2024-10-27T02:15:00+01:00", 45, 6000)]
    [TestCase("without energy", "2024-06-12T10:00:00Z", "2024-06-12T10:30:00Z", 30, 0)]
    public async Task Session_and_record_tell_the_same_times_and_energy(string what, string start, string end, int minutes, int wattHours)
    {
        var (session, card) = await AllowAsync();
        await ReportAsync(session, "3", start);
        await ReportAsync(session, "1", end);
        var number = wattHours.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var sent = await Emip.SendAsync(Record(session, card) with { StartTime = start, EndTime = end, Duration = $"{minutes}", Energy = number, Cost = "1.20" });
        Assert.That(sent.RequestStatus, Is.EqualTo("1"), sent.ToString());

        var whole = (await UntilToldAsync(session, 3))[2];
        var record = JsonNode.Parse((await UntilRecordAsync(session)).Body.Span)!;
        Assert.Multiple(() =>
        {
            Assert.That((Status(whole), Instant(Start(whole)), Instant(End(whole)!)), Is.EqualTo(("COMPLETED", Instant(start), Instant(end))), what);
            Assert.That((Instant(record["start_date_time"]!.GetValue<string>()), Instant(record[version == "2.1.1" ? "stop_date_time" : "end_date_time"]!.GetValue<string>())), Is.EqualTo((Instant(start), Instant(end))));
            Assert.That((whole["kwh"]!.GetValue<decimal>(), record["total_energy"]!.GetValue<decimal>(), record["total_time"]!.GetValue<decimal>()), Is.EqualTo((wattHours / 1000m, wattHours / 1000m, minutes / 60m)));
            Assert.That(Periods(record), Is.EqualTo(Periods(whole)));
        });
    }

    [Test]
    public async Task Whoever_asks_for_its_sessions_finds_it_as_it_was_told()
    {
        var asked = DateTime.UtcNow;
        var (session, card) = await AllowAsync();
        Assert.That((await ListAsync(session, asked)).Select(Status), Is.EqualTo(new[] { "PENDING" }));
        await ReportAsync(session, "3", "2024-06-12T08:00:10Z");
        await ReadAsync(session, card, "2024-06-12T08:30:00Z", "6250", "2.40");
        await RecordAsync(session, card);
        var told = (await UntilToldAsync(session, 4))[3];
        var listed = (await ListAsync(session, asked)).Single();
        foreach (var each in (JsonNode[])[told, listed]) each.AsObject().Remove("last_updated");
        Assert.That(listed.ToJsonString(), Is.EqualTo(told.ToJsonString()));
        Assert.That(await ListAsync(session, DateTime.UtcNow.AddHours(1)), Is.Empty);
    }

    /// <summary>That session among the eMSP's that changed since then; other tests have theirs.</summary>
    private async Task<IReadOnlyList<JsonNode>> ListAsync(string session, DateTime since)
    {
        var client = new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken("ocpi-emsp"), plain: version == "2.1.1");
        var answer = await client.GetAsync($"/ocpi/{version}/sender/sessions?date_from={since:yyyy-MM-ddTHH:mm:ss.fffZ}");
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
        return [.. answer.Data!.AsArray().Select(s => s!).Where(s => s["id"]!.GetValue<string>() == session)];
    }

    private async Task<(string Session, string Card)> AllowAsync()
    {
        var card = cards.Dequeue();
        var allowed = await Emip.SendAsync((asCpo with { UserId = card }).Authorise(NewId(), own: $"E-{card}"));
        Assert.That(allowed.Message!.Value("authorisationValue"), Is.EqualTo("1"), allowed.ToString());
        return (allowed.Message.Value("serviceSessionId")!, card);
    }

    private async Task ReportAsync(string session, string nature, string at, string status = "1")
    {
        var answer = await Emip.SendAsync(asCpo.Report(NewId(), session, nature, at, NewId()));
        Assert.That(answer.RequestStatus, Is.EqualTo(status), answer.ToString());
    }

    private async Task ReadAsync(string session, string card, string at, string wattHours, string? cost, string start = "2024-06-12T08:00:00Z")
    {
        var answer = await Emip.SendAsync(Record(session, card) with { Nature = "2", StartTime = start, EndTime = at, Duration = null, Energy = wattHours, Cost = cost, TransactionId = NewId() });
        Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
    }

    private async Task RecordAsync(string session, string card, string? cost = "7.85")
    {
        var answer = await Emip.SendAsync(Record(session, card) with { Cost = cost });
        Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
    }

    private static EmipRecord Record(string session, string card) =>
        new() { ServiceSessionId = session, ExecPartnerSessionId = $"E-{card}", EvseId = Evse, UserId = card, SalePartnerOperatorId = null };

    /// <summary>Everything that was told of the session, in order, once there is so much.</summary>
    private Task<IReadOnlyList<JsonNode>> UntilToldAsync(string session, int count) => Eventually.GetAsync(
        () => Task.FromResult(Told(session) is { } told && told.Count >= count ? told : null), $"{count} sessions come", null,
        () => Task.FromResult(string.Join("\n", emsp.Requests.Select(r => $"{r.Method} {r.Path} {r.Text}"))));

    private IReadOnlyList<JsonNode> Told(string session) =>
        [.. emsp.Heard("PUT", $"/sessions/FR/798/{session}").Select(r => JsonNode.Parse(r.Body.Span)!)];

    private Task<ReceivedRequest> UntilRecordAsync(string session) => Eventually.GetAsync(
        () => Task.FromResult(emsp.Heard("POST", "/cdrs").FirstOrDefault(r => r.Text.Contains(session, StringComparison.Ordinal))), "the record comes");

    /// <summary>Such as <c>08:00 ENERGY 6.25 TIME 0.5</c>.</summary>
    private static IEnumerable<string> Periods(JsonNode whole) => whole["charging_periods"]!.AsArray().Select(period => string.Join(' ',
    [
        period!["start_date_time"]!.GetValue<string>()[11..16],
        .. period["dimensions"]!.AsArray().OrderBy(d => d!["type"]!.GetValue<string>())
            .Select(d => FormattableString.Invariant($"{d!["type"]} {d["volume"]!.GetValue<decimal>():0.####}")),
    ]));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Status(JsonNode session) => session["status"]!.GetValue<string>();

    private string Start(JsonNode session) => session[version == "2.1.1" ? "start_datetime" : "start_date_time"]!.GetValue<string>();

    private string? End(JsonNode session) => session[version == "2.1.1" ? "end_datetime" : "end_date_time"]?.GetValue<string>();

    private decimal? Cost(JsonNode session) => version switch
    {
        "2.1.1" => session["total_cost"]?.GetValue<decimal>(),
        "2.2.1" => session["total_cost"]?["excl_vat"]!.GetValue<decimal>(),
        _ => session["total_cost"]?["before_taxes"]!.GetValue<decimal>(),
    };

    private (string?, string?, string?) Place(JsonNode session)
    {
        if (version != "2.1.1") return (session["location_id"]?.GetValue<string>(), session["evse_uid"]?.GetValue<string>(), session["connector_id"]?.GetValue<string>());
        var location = session["location"]!;
        return (location["id"]!.GetValue<string>(), location["evses"]![0]!["uid"]!.GetValue<string>(), location["evses"]![0]!["connectors"]![0]!["id"]!.GetValue<string>());
    }

    private string? Contract(JsonNode session) => version == "2.1.1" ? session["auth_id"]!.GetValue<string>() : session["cdr_token"]!["contract_id"]!.GetValue<string>();
}
