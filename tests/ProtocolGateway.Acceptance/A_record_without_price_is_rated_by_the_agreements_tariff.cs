using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// An eMIP CPO names no price; each agreement names a tariff of its own. Unless a test says otherwise, 18.25 kWh were charged from 10:00
/// to 11:30 in Toulouse.
/// </summary>
internal sealed class A_record_without_price_is_rated_by_the_agreements_tariff : Journey
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(3);
    private static readonly string[] Parties = ["DE*ABC", "DE*LAT", "DE*CLK", "DE*VER"];
    private readonly OcpiEmspStandIn emsps = new();
    private readonly OcpiEmspStandIn moody = new();

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().EmipCpo(Story.EmipCpo, "FR*798");
        foreach (var party in Parties)
            settings.OcpiEmsp(Id(party), party, emsps).Agreement("FR*798", party, ("Tariff", $"T-{party[3..]}"));
        return settings.OcpiEmsp(Id("DE*MOO"), "DE*MOO", moody).Agreement("FR*798", "DE*MOO", ("Tariff", "T-MOO"));
    }

    protected override async Task BeforeAsync()
    {
        await emsps.StartAsync();
        await moody.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        await TakeAsync("locations", OcpiRecord.Location());
        await TakeAsync(
            "tariffs", OcpiTariff.ByEnergy("T-ABC", fee: 1.00m, perKwh: 0.40m), OcpiTariff.ByClock("T-CLK", byNight: 0.20m, byDay: 0.30m),
            OcpiTariff.ByEnergy("T-MOO", fee: 1.00m, perKwh: 0.40m));
    }

    protected override async Task AfterAsync()
    {
        await emsps.DisposeAsync();
        await moody.DisposeAsync();
    }

    [Test]
    public async Task And_reaches_its_eMSP_with_cost_tariff_and_a_remark()
    {
        var got = await UntilTakenAsync(await SendAsync("DE*ABC"));
        Assert.Multiple(() =>
        {
            // 1.00 + 18.25 x 0.40 = 8.30, and 20 %: 9.96.
            Assert.That(Amounts(got["total_cost"]), Is.EqualTo((8.30m, 9.96m)));
            Assert.That(Amounts(got["total_fixed_cost"]), Is.EqualTo((1.00m, 1.20m)));
            Assert.That(Amounts(got["total_energy_cost"]), Is.EqualTo((7.30m, 8.76m)));
            Assert.That(got["currency"]!.ToString(), Is.EqualTo("EUR"));
            Assert.That(got["tariffs"]!.AsArray().Select(t => t!["id"]!.ToString()), Is.EqualTo(new[] { "T-ABC" }));
            Assert.That(got["charging_periods"]!.AsArray().Select(p => p!["tariff_id"]!.ToString()), Is.EqualTo(new[] { "T-ABC" }));
            Assert.That(got["remark"]!.ToString(), Is.EqualTo("[*] rated by tariff T-ABC"));
        });
    }

    [Test]
    public async Task And_without_energy_costs_the_fee()
    {
        var got = await UntilTakenAsync(await SendAsync("DE*ABC", record => record with { Energy = "0" }));
        Assert.That((Amounts(got["total_cost"]), got["total_energy"]!.GetValue<decimal>()), Is.EqualTo(((1.00m, 1.20m), 0m)));
    }

    [Test]
    public async Task And_keeps_the_price_that_its_CPO_told()
    {
        var got = await UntilTakenAsync(await SendAsync("DE*ABC", record => record with { Cost = "7.85" }));
        Assert.That((got["total_cost"]!["excl_vat"]!.GetValue<decimal>(), got["tariffs"], got["remark"]), Is.EqualTo((7.85m, (JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task And_waits_for_the_tariff_and_goes_on_at_its_import()
    {
        var session = await SendAsync("DE*LAT");
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo("NoPrice"));
            Assert.That(held.Reason, Does.Contain("no tariff T-LAT of FR*798"));
        });
        await TakeAsync("tariffs", OcpiTariff.ByEnergy("T-LAT", fee: 0.50m, perKwh: 0.20m));
        var watch = Stopwatch.StartNew();
        var got = await UntilTakenAsync(session, Notice);
        // 0.50 + 18.25 x 0.20 = 4.15.
        Assert.That((Amounts(got["total_cost"]), watch.Elapsed < Notice), Is.EqualTo(((4.15m, 4.98m), true)));
    }

    [Test]
    public async Task And_is_held_where_the_cost_hangs_on_when_the_energy_flowed()
    {
        // 21:00 to 23:00 in Toulouse: the price changes at 22:00.
        var session = await SendAsync("DE*CLK", record => record with { StartTime = "2024-06-12T19:00:00Z", EndTime = "2024-06-12T21:00:00Z", Duration = "120" });
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo("NoPrice"));
            Assert.That(held.Reason, Does.Contain("by the tariff T-CLK of FR*798 what energy costs hangs on when or how fast it flowed (elements 1, 2 of the tariff)"));
            Assert.That(emsps.SendingsOf(Story.AtOcpi(session)), Is.Empty);
        });
    }

    [Test]
    public async Task And_over_midnight_costs_what_the_night_costs()
    {
        // 22:30 to 01:30 in Toulouse, all of it night: 18.25 x 0.20 = 3.65.
        var night = await UntilTakenAsync(
            await SendAsync("DE*CLK", record => record with { StartTime = "2024-06-12T20:30:00Z", EndTime = "2024-06-12T23:30:00Z", Duration = "180" }));
        Assert.That(Amounts(night["total_cost"]), Is.EqualTo((3.65m, 4.38m)));
        // 18.25 x 0.30 = 5.475.
        var day = await UntilTakenAsync(await SendAsync("DE*CLK"));
        Assert.That(Amounts(day["total_cost"]), Is.EqualTo((5.475m, 6.57m)));
    }

    [Test]
    public async Task And_over_a_change_of_the_tariff_costs_what_it_did_at_the_start()
    {
        await TakeAsync("tariffs", OcpiTariff.ByEnergy("T-VER", fee: 1.00m, perKwh: 0.40m));
        await TakeAsync("tariffs", OcpiTariff.ByEnergy("T-VER", fee: 2.00m, perKwh: 0.80m, lastUpdated: "2024-06-12T08:45:00Z"));
        var over = await UntilTakenAsync(await SendAsync("DE*VER"));
        var after = await UntilTakenAsync(await SendAsync("DE*VER", record => record with { StartTime = "2024-06-12T08:45:00Z", EndTime = "2024-06-12T10:15:00Z" }));
        // 1.00 + 18.25 x 0.40; 2.00 + 18.25 x 0.80.
        Assert.That((Amounts(over["total_cost"]), Amounts(after["total_cost"])), Is.EqualTo(((8.30m, 9.96m), (16.60m, 19.92m))));
    }

    [Test]
    public async Task And_is_never_rated_otherwise_once_it_was_told()
    {
        moody.Next(Behaviour.Http(HttpStatusCode.ServiceUnavailable), Behaviour.Http(HttpStatusCode.ServiceUnavailable));
        var session = await SendAsync("DE*MOO");
        await Eventually.TrueAsync(() => moody.SendingsOf(Story.AtOcpi(session)).Count > 0, "it was told once");
        // The same version, corrected.
        await TakeAsync("tariffs", OcpiTariff.ByEnergy("T-MOO", fee: 9.00m, perKwh: 9.00m));

        var got = await UntilTakenAsync(session, TimeSpan.FromSeconds(30), moody);
        var told = moody.SendingsOf(Story.AtOcpi(session)).Select(s => JsonNode.Parse(s.Text)).ToList();
        Assert.That(told, Has.Count.EqualTo(3).And.All.Matches<JsonNode?>(other => JsonNode.DeepEquals(other, got)));
        Assert.That(Amounts(got["total_cost"]), Is.EqualTo((8.30m, 9.96m)));
        Assert.That(Amounts((await AskAsync("DE*MOO")).Single(r => r!["id"]!.ToString() == session)!["total_cost"]), Is.EqualTo((8.30m, 9.96m)), "whoever asks is told the same");
    }

    private async Task<string> SendAsync(string party, Func<EmipRecord, EmipRecord>? change = null)
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), Cost = null, SalePartnerOperatorId = party, UserContractIdAlias = $"{party}-C1" };
        Assert.That((await Emip.SendAsync(change?.Invoke(record) ?? record)).RequestStatus, Is.EqualTo("1"));
        return record.ServiceSessionId!;
    }

    private async Task<JsonNode> UntilTakenAsync(string session, TimeSpan? within = null, OcpiEmspStandIn? standIn = null) =>
        JsonNode.Parse((await (standIn ?? emsps).UntilTakenAsync(Story.AtOcpi(session), within)).Text)!;

    private async Task<JsonArray> AskAsync(string party)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ocpi/2.2.1/sender/cdrs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", Convert.ToBase64String(Encoding.UTF8.GetBytes(GatewaySettings.InboundToken(Id(party)))));
        using var answer = await Gateway.Partners.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!.AsArray();
    }

    private async Task TakeAsync(string what, params JsonObject[] objects)
    {
        var import = await ImportAsync(what, Story.EmipCpo, objects);
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }

    private static (decimal Net, decimal Gross) Amounts(JsonNode? price) => (price!["excl_vat"]!.GetValue<decimal>(), price["incl_vat"]!.GetValue<decimal>());

    private static string Id(string party) => party.Replace("*", "-", StringComparison.Ordinal).ToLowerInvariant();
}
