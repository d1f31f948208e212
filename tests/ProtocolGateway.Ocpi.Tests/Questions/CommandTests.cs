using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Tests.Questions;

/// <summary>An eMSP commands a CPO, each in its version (ocpi.md 5.6, 6.8; translation.md section 6).</summary>
[TestFixture("2.1.1", "2.1.1")]
[TestFixture("2.2.1", "2.2.1")]
[TestFixture("2.3.0", "2.3.0")]
[TestFixture("2.1.1", "2.2.1")]
[TestFixture("2.2.1", "2.1.1")]
public sealed class CommandTests(string cpo, string emsp) : TalkTest(cpo, emsp)
{
    private string? responseUrl;

    [Test]
    public async Task A_start_is_taken_at_once_passed_on_and_its_result_told()
    {
        Cpo.Takes("START_SESSION", url => responseUrl = url);

        var answer = await AsEmspAsync(HttpMethod.Post, "commands/START_SESSION", Start());
        Assert.That((answer.HttpStatus, answer.StatusCode, answer.Data!["result"]!.GetValue<string>()), Is.EqualTo((200, 1000, "ACCEPTED")), answer.ToString());
        if (!IsOld) Assert.That(answer.Data["timeout"]!.GetValue<int>(), Is.Positive);

        var started = JsonNode.Parse((await Cpo.UntilHeardAsync("POST", "/commands/START_SESSION")).Body.Span)!;
        Assert.Multiple(() =>
        {
            Assert.That(started["evse_uid"]!.GetValue<string>(), Is.EqualTo("U1"));
            Assert.That(started["token"]![CpoVersion == "2.1.1" ? "auth_id" : "contract_id"]!.GetValue<string>(), Is.EqualTo("DE-ABC-C1"));
            Assert.That(started["response_url"]!.GetValue<string>(), Does.Contain($"/ocpi/{CpoVersion}/sender/commands/START_SESSION/").And.Not.Contain(Emsp.Address));
            Assert.That(started["authorization_reference"] is not null, Is.EqualTo(CpoVersion != "2.1.1"));
        });

        var told = await TellAsync(responseUrl!, """{"result":"REJECTED"}""");
        Assert.That((told.HttpStatus, told.StatusCode), Is.EqualTo((200, 1000)), told.ToString());
        Assert.That((await ResultAsync())["result"]!.GetValue<string>(), Is.EqualTo("REJECTED"));
        Assert.That(Emsp.Heard("POST", "/results/"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_CPO_refuses_at_once_is_the_result()
    {
        Cpo.Takes("START_SESSION", _ => { }, "NOT_SUPPORTED");
        await AsEmspAsync(HttpMethod.Post, "commands/START_SESSION", Start());
        Assert.That((await ResultAsync())["result"]!.GetValue<string>(), Is.EqualTo("NOT_SUPPORTED"));
    }

    [Test]
    public async Task A_bare_code_is_an_answer_and_a_result()
    {
        if (CpoVersion != "2.1.1") Assert.Pass("only 2.1.1 before d2 wrote them so");
        Cpo.On("POST", "/commands/START_SESSION", request =>
        {
            responseUrl = JsonNode.Parse(request.Body.Span)!["response_url"]!.GetValue<string>();
            return new OcpiSaid(200, 1000, JsonValue.Create("ACCEPTED"));
        });
        await AsEmspAsync(HttpMethod.Post, "commands/START_SESSION", Start());
        await Cpo.UntilHeardAsync("POST", "/commands/START_SESSION");
        await Testing.Eventually.TrueAsync(() => responseUrl is not null, "the command");
        Assert.That((await TellAsync(responseUrl!, "\"TIMEOUT\"")).StatusCode, Is.EqualTo(1000));
        Assert.That((await ResultAsync())["result"]!.GetValue<string>(), Is.EqualTo("TIMEOUT"));
    }

    [Test]
    public async Task A_location_that_nobody_knows_is_2003()
    {
        var start = Start();
        start["location_id"] = "NOWHERE";
        var answer = await AsEmspAsync(HttpMethod.Post, "commands/START_SESSION", start);
        Assert.That((answer.HttpStatus, answer.StatusCode, answer.Data), Is.EqualTo((200, 2003, (JsonNode?)null)), answer.ToString());
    }

    [Test]
    public async Task A_session_that_nobody_knows_is_unknown()
    {
        var answer = await AsEmspAsync(HttpMethod.Post, "commands/STOP_SESSION", new JsonObject { ["response_url"] = ResponseUrl, ["session_id"] = "S-1" });
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo("UNKNOWN_SESSION"), answer.ToString());
        Assert.That(Cpo.Heard("POST", "/commands/"), Is.Empty);
    }

    [TestCase("ftp://x/", "response_url: 'ftp://x/'")]
    [TestCase("http://example.com/", "response_url: 'http://example.com/'")]
    [TestCase(null, "response_url: missing")]
    public async Task An_address_that_may_not_be_called_is_refused(string? url, string message)
    {
        var start = Start();
        if (url is null) start.Remove("response_url");
        else start["response_url"] = url;
        var answer = await AsEmspAsync(HttpMethod.Post, "commands/START_SESSION", start);
        Assert.That(answer.StatusCode, Is.EqualTo(2001), answer.ToString());
        Assert.That(answer.StatusMessage, Does.StartWith(message));
    }

    [Test]
    public async Task A_reservation_keeps_its_number()
    {
        Cpo.Takes("RESERVE_NOW", url => responseUrl = url);
        var reserve = new JsonObject
        {
            ["response_url"] = ResponseUrl,
            ["token"] = Token(),
            ["expiry_date"] = "2030-01-01T00:00:00Z",
            ["reservation_id"] = IsOld ? JsonValue.Create(77) : JsonValue.Create("R-77"),
            ["location_id"] = "LOC1",
        };
        await AsEmspAsync(HttpMethod.Post, "commands/RESERVE_NOW", reserve);
        var reserved = JsonNode.Parse((await Cpo.UntilHeardAsync("POST", "/commands/RESERVE_NOW")).Body.Span)!;
        Assert.That(reserved["reservation_id"]!.ToJsonString(), Is.EqualTo((CpoVersion, EmspVersion) switch
        {
            ("2.1.1", _) => "1",
            (_, "2.1.1") => "\"77\"",
            _ => "\"R-77\"",
        }));

        if (IsOld) return;
        Cpo.Takes("CANCEL_RESERVATION", _ => { });
        var cancelled = await AsEmspAsync(HttpMethod.Post, "commands/CANCEL_RESERVATION", new JsonObject { ["response_url"] = ResponseUrl, ["reservation_id"] = "R-77" });
        Assert.That(cancelled.Data!["result"]!.GetValue<string>(), Is.EqualTo(CpoVersion == "2.1.1" ? "NOT_SUPPORTED" : "ACCEPTED"), cancelled.ToString());
    }

    [Test]
    public async Task A_plug_is_let_go()
    {
        Cpo.Takes("UNLOCK_CONNECTOR", url => responseUrl = url);
        var answer = await AsEmspAsync(HttpMethod.Post, "commands/UNLOCK_CONNECTOR",
            new JsonObject { ["response_url"] = ResponseUrl, ["location_id"] = "LOC1", ["evse_uid"] = "U1", ["connector_id"] = "1" });
        Assert.That(answer.Data!["result"]!.GetValue<string>(), Is.EqualTo("ACCEPTED"), answer.ToString());
        Assert.That(JsonNode.Parse((await Cpo.UntilHeardAsync("POST", "/commands/UNLOCK_CONNECTOR")).Body.Span)!["connector_id"]!.GetValue<string>(), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_result_that_nobody_asked_for_is_404()
    {
        var answer = await AsCpoAsync(HttpMethod.Post, "sender/commands/START_SESSION/0123456789abcdef0123456789abcdef", new JsonObject { ["result"] = "ACCEPTED" });
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((404, 2000)), answer.ToString());
    }
}
