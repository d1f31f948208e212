using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>An eMIP CPO reports how its EVSEs stand; a hub behind which an eMSP is hears it, and the eMSP finds it by a search.</summary>
internal sealed class An_eMIP_EVSE_status_reaches_a_hub : Journey
{
    private const string Dynamic = "https://api-iop.gireve.com/schemas/EVCIDynamicV1/";

    private const string Availability = "SetEVSEAvailabilityStatus", Busy = "SetEVSEBusyStatus";

    private const int Many = 200, Reports = 5000;

    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddHours(-1);

    private readonly EmipPartnerStandIn hub = new();

    protected override async Task BeforeAsync() => await hub.StartAsync();

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .EmipCpo("cpo", "FR*798")
            .Emip("hub", "FR*107", hub.Url, ("HUB", "FR*107"))
            .Emip("searcher", "FR*MSP", $"{GatewaySettings.Nowhere}/", ("EMSP", "FR*MSP"))
            .Agreement("FR*798", "FR*XYZ").Agreement("FR*798", "FR*MSP");
        var partners = settings.Gateway["Partners"]!;
        partners["hub"]!["Reaches"] = new JsonArray(new JsonObject { ["Role"] = "EMSP", ["Party"] = "FR*XYZ" });
        partners["searcher"]!["Emip"]!["Experimental"] = "true";
        return settings;
    }

    protected override async Task AfterStartAsync()
    {
        string[] evses = ["FR*798*ETOLD*1", "FR*798*ESEEN*1", "FR*798*EKILLED*1", .. Enumerable.Range(0, Many).Select(Evse)];
        var import = await ImportAsync("locations", "cpo", [.. evses.Select((id, i) => OcpiRecord.Location($"L{i}", id, $"U{i}"))]);
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }

    protected override async Task AfterAsync() => await hub.DisposeAsync();

    [Test]
    public async Task Both_halves_once_and_then_the_one_that_changes()
    {
        const string evse = "FR*798*ETOLD*1";
        await ReportAsync(Report(Availability, evse, Start, ("availabilityStatus", "2")));
        await ReportAsync(Report(Busy, evse, Start, ("busyStatus", "1")));
        var available = await hub.UntilHeardAsync(Availability, m => m.Value("EVSEId") == evse);
        var free = await hub.UntilHeardAsync(Busy, m => m.Value("EVSEId") == evse);
        Assert.Multiple(() =>
        {
            Assert.That(available.Namespace, Is.EqualTo(Dynamic));
            Assert.That(available.Operation, Is.EqualTo("eMIP_ToIOP_SetEVSEAvailabilityStatusRequest"));
            Assert.That((available.Value("availabilityStatus"), free.Value("busyStatus")), Is.EqualTo(("2", "1")));
            Assert.That((available.Value("operatorId"), available.Value("partnerId")), Is.EqualTo(("FR*798", "FR*GTW")));
        });

        await ReportAsync(Report(Busy, evse, Start.AddMinutes(1), ("busyStatus", "2")));
        await hub.UntilHeardAsync(Busy, m => m.Value("EVSEId") == evse && m.Value("busyStatus") == "2");
        Assert.That(hub.Heard(Availability).Count(m => m.Value("EVSEId") == evse), Is.EqualTo(1), "what did not change is not told again");
        var told = (await Gateway.Operators.DeliveriesAsync("?message=EvseStatusChanged")).Where(d => d.Key == $"evse|FR798|{evse}").ToList();
        Assert.That(told.Select(d => (d.State, d.From, d.To)), Is.All.EqualTo(("Delivered", "cpo", "hub")));
    }

    [Test]
    public async Task An_eMSP_finds_it_by_a_search()
    {
        const string evse = "FR*798*ESEEN*1";
        await ReportAsync(Report(Availability, evse, Start, ("availabilityStatus", "1")));
        var found = await Emip.SendAsync(Search("<andCombinedCriteria><attributeId>3046</attributeId><attributeCondition><conditionOperator>=</conditionOperator><attributeValue>1</attributeValue></attributeCondition></andCombinedCriteria>"));
        Assert.Multiple(() =>
        {
            Assert.That(found.RequestStatus, Is.EqualTo("1"), found.ToString());
            Assert.That(found.Message!.Value("EVSEDescription/EVSEId"), Is.EqualTo(evse));
            Assert.That(found.Message.Value("EVSEDescription/availabilityStatus"), Is.EqualTo("1"));
            Assert.That(found.Message.Value("EVSEDescription/chargingPoolName"), Is.EqualTo("Halle aux grains"));
            Assert.That(found.Message.Value("EVSEDescription/chargingPoolAddress/Country"), Is.EqualTo("FR"));
        });
    }

    [Test]
    public async Task An_EVSE_that_nobody_knows_is_answered_so()
    {
        var answer = await Emip.SendAsync(Report(Busy, "FR*798*ENOBODY*1", Start, ("busyStatus", "1")));
        Assert.That(answer.RequestStatus, Is.EqualTo("10601"), answer.ToString());
    }

    [Test]
    public async Task What_was_acknowledged_is_told_after_a_kill()
    {
        const string evse = "FR*798*EKILLED*1";
        await ReportAsync(Report(Busy, evse, Start, ("busyStatus", "3")));
        await Gateway.KillAsync();
        await Gateway.StartAgainAsync();
        var told = await hub.UntilHeardAsync(Busy, m => m.Value("EVSEId") == evse);
        Assert.That(told.Value("busyStatus"), Is.EqualTo("3"));
    }

    [Test]
    public async Task After_a_storm_the_hub_has_the_last_state_of_each_and_the_journal_is_no_longer()
    {
        var last = new string[Many];
        for (var i = 0; i < Reports; i++) last[i % Many] = Status(i);
        var before = Gateway.Memory;
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Reports, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            await ReportAsync(Report(Busy, Evse(i % Many), Start.AddSeconds(i / Many), ("busyStatus", Status(i)))));
        TestContext.Out.WriteLine($"{Reports / watch.Elapsed.TotalSeconds:0} reports a second; {(Gateway.Memory - before) / 1_000_000} MB more");

        await Eventually.TrueAsync(
            () => Enumerable.Range(0, Many).All(e => LastHeard(Evse(e)) == last[e]), "the hub has the last state of each", TimeSpan.FromSeconds(60),
            () => string.Join(' ', Enumerable.Range(0, Many).Where(e => LastHeard(Evse(e)) != last[e])));
        Assert.Multiple(() =>
        {
            Assert.That(hub.Heard(Busy).Count(m => m.Value("EVSEId")!.Contains("ESTORM", StringComparison.Ordinal)), Is.LessThan(Reports / 5), "what did not last is not told");
            Assert.That(Gateway.Memory - before, Is.LessThan(150_000_000));
        });
    }

    private string? LastHeard(string evse) => hub.Heard(Busy).LastOrDefault(m => m.Value("EVSEId") == evse)?.Value("busyStatus");

    private async Task ReportAsync(string report)
    {
        var answer = await Emip.SendAsync(report);
        Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
    }

    private static string Evse(int number) => $"FR*798*ESTORM*{number}";

    private static string Status(int report) => $"{1 + ((report * 7 / Many) % 3)}";

    private static string Report(string service, string evse, DateTimeOffset at, (string Name, string Value) status) => EmipEnvelope.Request(
        $"eMIP_ToIOP_{service}Request", Dynamic,
        $"""
        <partnerIdType>eMI3</partnerIdType><partnerId>FR*798</partnerId><operatorIdType>eMI3</operatorIdType><operatorId>FR*798</operatorId>
        <EVSEIdType>eMI3</EVSEIdType><EVSEId>{evse}</EVSEId><statusEventDate>{at:yyyy-MM-dd'T'HH:mm:ss'Z'}</statusEventDate>
        <{status.Name}>{status.Value}</{status.Name}>

        """);

    private static string Search(string criteria) => EmipEnvelope.Request(
        "eMIP_ToIOP_SearchEVSERequest", "",
        $"""
        <partnerIdType>eMI3</partnerIdType><partnerId>FR*MSP</partnerId><operatorIdType>eMI3</operatorIdType><operatorId>FR*MSP</operatorId>
        <latitude>43.6</latitude><longitude>1.45</longitude><radius>5</radius><searchAlgo>1</searchAlgo><maxCount>10</maxCount><language>FR</language>
        {criteria}

        """).Replace("xmlns:m=\"\"", "", StringComparison.Ordinal).Replace("m:eMIP", "eMIP", StringComparison.Ordinal);
}
