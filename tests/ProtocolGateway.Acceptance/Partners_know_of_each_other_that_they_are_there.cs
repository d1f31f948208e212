namespace ProtocolGateway.Acceptance;

/// <summary>A hub that wants our heartbeat every 10 s, and a CPO whose heartbeat we want every second.</summary>
internal sealed class Partners_know_of_each_other_that_they_are_there : Journey
{
    private readonly EmipHubStandIn hub = new() { Period = 10, Ahead = TimeSpan.FromMinutes(-20) };

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .EmipCpo("cpo", "FR*798").EmipCpo("quiet-cpo", "FR*799").Emip("hub", "FR*107", hub.Url, ("HUB", "FR*107")).Agreement("FR*799", "FR*XYZ");
        var partners = settings.Gateway["Partners"]!;
        partners["hub"]!["Reaches"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["Role"] = "EMSP", ["Party"] = "FR*XYZ" });
        partners["hub"]!["Emip"]!["OurPartnerId"] = "FR*OUR";
        partners["cpo"]!["Emip"]!["HeartBeatPeriod"] = "1";
        partners["quiet-cpo"]!["Emip"]!["HeartBeatPeriod"] = "1";
        return settings;
    }

    protected override Task BeforeAsync() => hub.StartAsync();

    protected override async Task AfterAsync() => await hub.DisposeAsync();

    [Test]
    public async Task A_hub_gets_our_heartbeat_as_often_as_it_wants_and_is_silent_when_it_takes_none()
    {
        await Eventually.TrueAsync(() => hub.Requests.Count >= 2, "the second heartbeat came", TimeSpan.FromSeconds(30), () => $"{hub.Requests.Count}");
        var told = hub.Requests;
        var first = EmipMessage.Read(told[0].Body.Span);
        Assert.Multiple(() =>
        {
            Assert.That(SchemaOracle.EmipFaults(told[0].Text), Is.Empty);
            Assert.That((first.Value("partnerId"), first.Value("operatorId")), Is.EqualTo(("FR*OUR", "FR*799")), "who has an agreement with somebody behind the hub");
            Assert.That((told[1].At - told[0].At).TotalSeconds, Is.EqualTo(10).Within(5).And.GreaterThan(9));
        });
        await Eventually.TrueAsync(async () => (await PartnerAsync("hub"))["lastAnsweredAt"] is not null, "its answer is seen");
        await Gateway.UntilWrittenAsync("The clock of hub is -12");
        Assert.That(Gateway.Output.Split("The clock of hub is -12").Length, Is.EqualTo(2), "told once");
        Assert.That(await MetricAsync("partner_clock_ahead_seconds", "hub"), Is.EqualTo(-1200).Within(2));

        hub.Otherwise = Behaviour.Code(10201);
        await UntilAsync("hub", "Silent");
        Assert.That((await PartnerAsync("hub"))["reason"]?.ToString(), Is.EqualTo("3 heartbeats in a row failed: eMIP 10201"));
        Assert.That(await MetricAsync("partner_silent", "hub"), Is.EqualTo(1));
        await Gateway.UntilWrittenAsync("hub does not answer our heartbeat: eMIP 10201");
        Assert.That(Gateway.Output.Split("hub does not answer our heartbeat: eMIP 10201").Length, Is.EqualTo(2), "told once");
        await Gateway.UntilWrittenAsync("hub is silent since");

        hub.Otherwise = Behaviour.Accepts;
        await Eventually.TrueAsync(() => Gateway.Output.Contains("hub is silent no longer", StringComparison.Ordinal), "it answers again", TimeSpan.FromSeconds(30));
        Assert.That(await MetricAsync("partner_silent", "hub"), Is.Zero);
    }

    [Test]
    public async Task A_partner_whose_heartbeats_stop_is_silent_until_it_is_heard_again()
    {
        async Task BeatAsync(string party) => Assert.That((await Emip.SendAsync(EmipEnvelope.HeartBeat(party, party))).RequestStatus, Is.EqualTo("1"));
        await BeatAsync("FR*798");
        await UntilAsync("cpo", "Silent");
        var partner = await PartnerAsync("cpo");
        Assert.That(partner["reason"]?.ToString(), Is.EqualTo("nothing was heard of it for 3 of the periods of 1 s that it was asked to give a heartbeat in"));
        Assert.That(await MetricAsync("partner_silent", "cpo"), Is.EqualTo(1));
        await Gateway.UntilWrittenAsync("cpo is silent since");
        await Eventually.TrueAsync(
            async () =>
            {
                await BeatAsync("FR*798");
                return (await PartnerAsync("cpo"))["state"]!.ToString() == "Active";
            },
            "it is active again");
        Assert.That(await MetricAsync("partner_silent", "quiet-cpo"), Is.Zero, "who never gave a heartbeat is not missed");
    }

    private async Task<System.Text.Json.Nodes.JsonObject> PartnerAsync(string id) =>
        (await Gateway.Operators.PartnersAsync()).Single(p => p["id"]!.ToString() == id);

    private Task UntilAsync(string id, string state) => Eventually.TrueAsync(
        async () => await PartnerAsync(id) is var partner && partner["state"]!.ToString() == state && partner["reason"] is not null,
        $"{id} is {state}", TimeSpan.FromSeconds(60), async () => (await PartnerAsync(id)).ToJsonString());

    private async Task<double> MetricAsync(string name, string partner)
    {
        var lines = (await Gateway.ConsolePages.GetStringAsync("/metrics")).Split('\n');
        var line = lines.Single(l => l.StartsWith($"protocolgateway_{name}{{", StringComparison.Ordinal) && l.Contains($"partner=\"{partner}\"", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
