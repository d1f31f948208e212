using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Tests.Questions;

/// <summary>A CPO asks an eMSP, each in its version (ocpi.md 5.5, 6.7; translation.md section 5).</summary>
[TestFixture("2.1.1", "2.1.1")]
[TestFixture("2.2.1", "2.2.1")]
[TestFixture("2.3.0", "2.3.0")]
[TestFixture("2.1.1", "2.3.0")]
[TestFixture("2.3.0", "2.1.1")]
public sealed class AuthorizeTests(string cpo, string emsp) : TalkTest(cpo, emsp)
{
    private const string Path = $"sender/tokens/{Card}/authorize";

    private bool HasTokens => CpoVersion != "2.1.1";

    [Test]
    public async Task A_driver_is_allowed_where_it_stands()
    {
        if (HasTokens && IsOld) Assert.Pass("2.1.1 tells no token, which 2.2 wants");
        Answers(200, 1000, Info("ALLOWED"));

        var answer = await AsCpoAsync(HttpMethod.Post, $"{Path}?type=RFID", Where("U1"));

        var asked = await Emsp.UntilHeardAsync("POST", "/authorize");
        Assert.Multiple(() =>
        {
            Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((200, 1000)), answer.ToString());
            Assert.That(answer.Data!["allowed"]!.GetValue<string>(), Is.EqualTo("ALLOWED"));
            Assert.That(answer.Data["location"]!["location_id"]!.GetValue<string>(), Is.EqualTo("LOC1"));
            Assert.That(answer.Data["authorization_reference"] is not null, Is.EqualTo(HasTokens));
            if (HasTokens && !IsOld) Assert.That(answer.Data["authorization_reference"]!.GetValue<string>(), Is.EqualTo("REF-1"));
            Assert.That(asked.Path, Does.EndWith($"/tokens/{Card}/authorize?type=RFID"));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(asked.Body.Span), Where("U1")), asked.Text);
        });
    }

    [Test]
    public async Task The_answer_has_the_whole_token_where_the_version_wants_it()
    {
        Answers(200, 1000, Info("ALLOWED"));
        var answer = await AsCpoAsync(HttpMethod.Post, Path, Where("U1"));
        if (!HasTokens) Assert.That(answer.Data!["token"], Is.Null);
        // 2.1.1's answers tell no token, and the directory has none: nobody knows the contract.
        else if (IsOld) Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((404, 2004)), answer.ToString());
        else Assert.That(answer.Data!["token"]!["contract_id"]!.GetValue<string>(), Is.EqualTo("DE-ABC-C1"), answer.ToString());
    }

    [TestCase("BLOCKED")]
    [TestCase("NO_CREDIT")]
    public async Task A_refusal_is_passed_on(string allowed)
    {
        if (HasTokens && IsOld) Assert.Pass("2.1.1 tells no token, which 2.2 wants");
        Answers(200, 1000, Info(allowed));
        var answer = await AsCpoAsync(HttpMethod.Post, Path, Where("U1"));
        Assert.That(answer.Data!["allowed"]!.GetValue<string>(), Is.EqualTo(allowed), answer.ToString());
    }

    [Test]
    public async Task A_token_that_the_eMSP_does_not_know_is_unknown()
    {
        Answers(404, 2004, null);
        var answer = await AsCpoAsync(HttpMethod.Post, Path, Where("U1"));
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((404, HasTokens ? 2004 : 2001)), answer.ToString());
        Assert.That(Emsp.Heard("GET", "/ocpi/versions"), Has.Count.EqualTo(1), "its module has not moved");
    }

    [Test]
    public async Task An_eMSP_that_is_away_is_told_as_a_hub_does()
    {
        await Emsp.StopAsync();
        var answer = await AsCpoAsync(HttpMethod.Post, Path, Where("U1"));
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((200, HasTokens ? 4003 : 3000)), answer.ToString());
    }

    [Test]
    public async Task Without_a_place_the_eMSP_is_asked_without_one()
    {
        Answers(200, 1000, Info("BLOCKED"));
        await AsCpoAsync(HttpMethod.Post, Path);
        Assert.That((await Emsp.UntilHeardAsync("POST", "/authorize")).Body.Length, Is.Zero);
    }

    [TestCase("sender/tokens/X/authorize?type=CARD", """{"location_id":"LOC1"}""", 200, 2001, "type: 'CARD'")]
    [TestCase("sender/tokens/X/authorize", """{"evse_uids":["U1"]}""", 200, 2001, "location_id")]
    public async Task What_is_wrong_is_named(string path, string body, int http, int code, string place)
    {
        var answer = await AsCpoAsync(HttpMethod.Post, path, JsonNode.Parse(body));
        Assert.That((answer.HttpStatus, answer.StatusCode, answer.StatusMessage!.Contains(place, StringComparison.Ordinal)), Is.EqualTo((http, code, true)), answer.ToString());
    }

    private void Answers(int http, int code, JsonNode? data) => Emsp.On("POST", "/authorize", _ => new OcpiSaid(http, code, data));

    private static JsonObject Where(string uid) => new() { ["location_id"] = "LOC1", ["evse_uids"] = new JsonArray(uid) };

    private JsonObject Info(string allowed)
    {
        var info = new JsonObject { ["allowed"] = allowed, ["location"] = Where("U1") };
        if (IsOld) return info;
        (info["token"], info["authorization_reference"]) = (Token(), "REF-1");
        return info;
    }
}
