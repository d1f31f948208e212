using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The eMSP's driver sees an end, also while the CPO takes its time with the record (translation.md section 8).</summary>
internal sealed class An_ended_session_is_completed_without_its_record : Journey
{
    private readonly EmipPartnerStandIn cpo = new();
    private readonly OcpiTalkStandIn emsp = new();

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
            .Agreement("FR*798", "DE*ABC", ("Currency", "EUR"));
        settings.Gateway["Partners"]!["emip-cpo"]!["Sessions"] = new JsonObject { ["CompleteAfter"] = "1s", ["SuspendedIs"] = "PARKING_TIME" };
        return settings;
    }

    protected override async Task AfterStartAsync()
    {
        Assert.That((await ImportAsync("locations", "emip-cpo", OcpiRecord.Location())).ExitCode, Is.Zero);
        Assert.That((await ImportAsync("tokens", "ocpi-emsp", OcpiRecord.Token())).ExitCode, Is.Zero);
    }

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task And_stays_as_it_was_told_when_the_record_comes()
    {
        var calls = new EmipCalls("FR*798", "FR*798");
        EmipAnswer? allowed = null;
        await Eventually.TrueAsync(async () => (allowed = await Emip.SendAsync(calls.Authorise(NewId()))).RequestStatus == "1", "the gateway has seen the imports");
        var session = allowed!.Message!.Value("serviceSessionId")!;
        var record = new EmipRecord { ServiceSessionId = session, SalePartnerOperatorId = null };

        await SaidAsync(calls.Report(NewId(), session, "3", "2024-06-12T08:00:00Z"));
        await SaidAsync(calls.Report(NewId(), session, "2", "2024-06-12T09:00:00Z"));
        await SaidAsync((record with { Nature = "2", EndTime = "2024-06-12T09:10:00Z", Energy = "18000", Duration = null, TransactionId = NewId() }).Request());
        await SaidAsync(calls.Report(NewId(), session, "1", "2024-06-12T09:30:00Z"));
        var completed = JsonNode.Parse((await UntilAsync("PUT", r => r.Text.Contains("COMPLETED", StringComparison.Ordinal))).Body.Span)!;
        await SaidAsync(record.Request());
        await SaidAsync(calls.Report(NewId(), session, "1", "2024-06-12T09:31:00Z"));
        var cdr = JsonNode.Parse((await UntilAsync("POST", r => r.Path.Contains("/cdrs", StringComparison.Ordinal))).Body.Span)!;
        await Gateway.Operators.UntilAsync("2024-06-12T09:31:00Z", session, "Superseded");

        Assert.Multiple(() =>
        {
            Assert.That((completed["kwh"]!.GetValue<decimal>(), completed["end_date_time"]!.GetValue<string>()), Is.EqualTo((18m, "2024-06-12T09:30:00Z")));
            Assert.That(completed["charging_periods"]![1]!["dimensions"]!.ToJsonString(), Is.EqualTo("""[{"type":"ENERGY","volume":0},{"type":"PARKING_TIME","volume":0.5}]"""));
            Assert.That((cdr["total_energy"]!.GetValue<decimal>(), cdr["total_parking_time"]!.GetValue<decimal>()), Is.EqualTo((18.25m, 0.5m)));
            Assert.That(emsp.Heard("PUT", "/sessions/").Count(r => r.Text.Contains("COMPLETED", StringComparison.Ordinal)), Is.EqualTo(1));
        });
    }

    private async Task SaidAsync(string request) => Assert.That((await Emip.SendAsync(request)).RequestStatus, Is.EqualTo("1"));

    private Task<ReceivedRequest> UntilAsync(string method, Func<ReceivedRequest, bool> fits) => Eventually.GetAsync(
        () => Task.FromResult(emsp.Requests.FirstOrDefault(r => r.Method == method && fits(r))), $"{method} comes", null,
        () => Task.FromResult(string.Join("\n", emsp.Requests.Select(r => $"{r.Method} {r.Path} {r.Text}"))));
}
