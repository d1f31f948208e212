using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Tests.Questions;

/// <summary>Charging profiles and preferences of a running session (ocpi.md 5.2, 5.7).</summary>
[TestFixture("2.2.1", "2.2.1")]
[TestFixture("2.3.0", "2.2.1")]
[TestFixture("2.1.1", "2.2.1")]
public sealed class ProfileTests(string cpo, string emsp) : TalkTest(cpo, emsp)
{
    private bool CpoHasProfiles => CpoVersion != "2.1.1";

    private string? responseUrl;

    [SetUp]
    public async Task ChargeAsync()
    {
        Emsp.On("POST", "/authorize", _ => new OcpiSaid(200, 1000, new JsonObject { ["allowed"] = "ALLOWED", ["token"] = Token(), ["authorization_reference"] = "REF-1" }));
        await AsCpoAsync(HttpMethod.Post, $"sender/tokens/{Card}/authorize", new JsonObject { ["location_id"] = "LOC1", ["evse_uids"] = new JsonArray("U1") });
        await TellSessionAsync("S-1");
    }

    [Test]
    public async Task A_limit_is_set_and_its_result_told()
    {
        Takes("PUT");
        var set = new JsonObject
        {
            ["charging_profile"] = new JsonObject
            {
                ["charging_rate_unit"] = "A",
                ["charging_profile_period"] = new JsonArray(new JsonObject { ["start_period"] = 0, ["limit"] = 16.0 }),
            },
            ["response_url"] = ResponseUrl,
        };
        var answer = await AsEmspAsync(HttpMethod.Put, "chargingprofiles/S-1", set);
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo(CpoHasProfiles ? "ACCEPTED" : "NOT_SUPPORTED"), answer.ToString());
        if (!CpoHasProfiles) return;

        var heard = JsonNode.Parse((await Cpo.UntilHeardAsync("PUT", "/chargingprofiles/S-1")).Body.Span)!;
        Assert.That(heard["charging_profile"]!["charging_profile_period"]![0]!["limit"]!.GetValue<decimal>(), Is.EqualTo(16));
        await UntilTakenAsync();
        await TellAsync(responseUrl!, """{"result":"ACCEPTED"}""");
        Assert.That((await ResultAsync())["result"]!.GetValue<string>(), Is.EqualTo("ACCEPTED"));
    }

    [Test]
    public async Task What_the_CPO_will_do_is_read()
    {
        if (!CpoHasProfiles) Assert.Pass("2.1.1 has none");
        Takes("GET");
        var answer = await AsEmspAsync(HttpMethod.Get, $"chargingprofiles/S-1?duration=900&response_url={Uri.EscapeDataString(ResponseUrl)}");
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo("ACCEPTED"), answer.ToString());
        Assert.That((await Cpo.UntilHeardAsync("GET", "/chargingprofiles/S-1")).Path, Does.Contain("?duration=900&response_url="));
        await UntilTakenAsync();
        const string Told = """{"result":"ACCEPTED","profile":{"start_date_time":"2026-05-04T10:00:00Z","charging_profile":{"charging_rate_unit":"W","charging_profile_period":[{"start_period":0,"limit":7400}]}}}""";
        Assert.That((await TellAsync(responseUrl!, Told)).StatusCode, Is.EqualTo(1000));
        Assert.That((await ResultAsync())["profile"]!["charging_profile"]!["charging_rate_unit"]!.GetValue<string>(), Is.EqualTo("W"));
    }

    [Test]
    public async Task The_CPO_tells_what_it_will_do()
    {
        if (!CpoHasProfiles) Assert.Pass("2.1.1 has none");
        var answer = await AsCpoAsync(HttpMethod.Put, "sender/chargingprofiles/S-1",
            JsonNode.Parse("""{"start_date_time":"2026-05-04T10:00:00Z","charging_profile":{"charging_rate_unit":"W"}}"""));
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((200, 1000)), answer.ToString());
        Assert.That((await Emsp.UntilHeardAsync("PUT", "/chargingprofiles/S-1")).Text, Does.Contain("\"W\""));
    }

    [Test]
    public async Task Wishes_are_answered_by_the_CPO()
    {
        Cpo.On("PUT", "/charging_preferences", _ => new OcpiSaid(200, 1000, JsonValue.Create("DEPARTURE_REQUIRED")));
        var answer = await AsEmspAsync(HttpMethod.Put, "sender/sessions/S-1/charging_preferences", new JsonObject { ["profile_type"] = "CHEAP" });
        if (!CpoHasProfiles) Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((404, 2001)), answer.ToString());
        else Assert.That(answer.Data!.GetValue<string>(), Is.EqualTo("DEPARTURE_REQUIRED"), answer.ToString());
    }

    [Test]
    public async Task A_foreign_or_unknown_session_is_none()
    {
        var answer = await AsEmspAsync(HttpMethod.Delete, $"chargingprofiles/S-9?response_url={Uri.EscapeDataString(ResponseUrl)}");
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo("UNKNOWN_SESSION"), answer.ToString());
        Assert.That((await AsEmspAsync(HttpMethod.Put, "sender/sessions/S-9/charging_preferences", new JsonObject { ["profile_type"] = "CHEAP" })).HttpStatus, Is.EqualTo(404));
    }

    private void Takes(string method) => Cpo.On(method, "/chargingprofiles/S-1", request =>
    {
        responseUrl = method == "PUT"
            ? JsonNode.Parse(request.Body.Span)!["response_url"]!.GetValue<string>()
            : Uri.UnescapeDataString(request.Path.Split("response_url=")[1]);
        return new(200, 1000, new JsonObject { ["result"] = "ACCEPTED", ["timeout"] = 30 });
    });

    private Task UntilTakenAsync() => Testing.Eventually.TrueAsync(() => responseUrl is not null, "the request");
}
