using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.Inbound.Objects;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Sessions;

/// <summary>The sessions module (ocpi.md 5.2): reported by the CPO, told to the driver's eMSP and nobody else.</summary>
public sealed class SessionsTests : ObjectsTest
{
    private const string Sessions = "/ocpi/2.2.1/sessions/FR/798";
    private const string List = "/ocpi/2.2.1/sender/sessions?date_from=2026-01-01T00:00:00Z";

    [Test]
    public async Task A_session_is_put_read_and_owed_to_its_eMSP()
    {
        var session = Session();
        Assert.That(await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString()), Is.EqualTo((201, 1000)));
        AssertSame(await ReadAsync($"{Sessions}/S1"), session);
        AssertSame((await ListAsync())[0]!, session);
        Assert.That(await OwedAsync(), Is.EqualTo(new[] { "FR*798 DE*ABC" }));
        session["kwh"] = 3.5;
        session["last_updated"] = "2026-10-01T10:20:00Z";
        Assert.That(await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString()), Is.EqualTo((200, 1000)), "it is known");
        Assert.That(await OwedAsync(), Has.Length.EqualTo(2));
        Assert.That(await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString()), Is.EqualTo((200, 1000)));
        Assert.That(await OwedAsync(), Has.Length.EqualTo(2), "the same once more owes nothing");
    }

    [Test]
    public async Task One_that_was_put_can_be_read_again_and_a_change_of_it_not()
    {
        await SayAsync("PUT", $"{Sessions}/S1", Session().ToJsonString());
        await SayAsync("PATCH", $"{Sessions}/S1", """{"kwh":5,"last_updated":"2026-10-01T10:45:00Z"}""");
        using var journal = Engine.Journal();
        var heard = await journal.Exchanges.Where(e => e.Canonical != null).OrderBy(e => e.Id).ToListAsync();
        Assert.That(CanonicalJson.Write(Matter.Of(Engine.ReadAgain(heard[0])!)), Is.EqualTo(heard[0].Canonical));
        Assert.That(Engine.ReadAgain(heard[1]), Is.Null);
    }

    /// <summary>translation.md section 8: a change is merged before it is told on; since 2.2 it adds its periods.</summary>
    [Test]
    public async Task A_change_is_put_into_what_is_known()
    {
        var session = Session();
        await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString());
        const string Change =
            """
            {"kwh":5,"charging_periods":[{"start_date_time":"2026-10-01T10:30:00Z","dimensions":[{"type":"ENERGY","volume":3}]}],"last_updated":"2026-10-01T10:45:00Z"}
            """;
        Assert.That(await SayAsync("PATCH", $"{Sessions}/S1", Change), Is.EqualTo((200, 1000)));
        session["kwh"] = 5;
        session["charging_periods"]!.AsArray().Add(JsonNode.Parse("""{"start_date_time":"2026-10-01T10:30:00Z","dimensions":[{"type":"ENERGY","volume":3}]}"""));
        session["last_updated"] = "2026-10-01T10:45:00Z";
        AssertSame(await ReadAsync($"{Sessions}/S1"), session);
        Assert.That(await SayAsync("PATCH", $"{Sessions}/S1", Change), Is.EqualTo((200, 1000)));
        AssertSame(await ReadAsync($"{Sessions}/S1"), session);
    }

    [Test]
    public async Task An_older_report_changes_nothing_and_is_owed_to_nobody()
    {
        var session = Session();
        await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString());
        var older = Session();
        (older["kwh"], older["last_updated"]) = (0.5, "2026-10-01T10:01:00Z");
        Assert.That(await SayAsync("PUT", $"{Sessions}/S1", older.ToJsonString()), Is.EqualTo((200, 1000)));
        AssertSame(await ReadAsync($"{Sessions}/S1"), session);
        Assert.That(await OwedAsync(), Has.Length.EqualTo(1));
    }

    [TestCase("PATCH", "S1", """{"kwh":5}""", 200, 2001)]
    [TestCase("PATCH", "S9", """{"kwh":5,"last_updated":"2026-10-01T10:45:00Z"}""", 404, 2000)]
    [TestCase("PUT", "S1", "{", 400, 2001)]
    [TestCase("PUT", "S1", "{}", 200, 2001)]
    public async Task What_is_wrong_is_refused(string method, string id, string body, int http, int code)
    {
        await SayAsync("PUT", $"{Sessions}/S1", Session().ToJsonString());
        Assert.That(await SayAsync(method, $"{Sessions}/{id}", body), Is.EqualTo((http, code)));
        AssertSame(await ReadAsync($"{Sessions}/S1"), Session());
    }

    [Test]
    public async Task Ids_in_address_and_body_agree_and_the_owner_is_the_caller()
    {
        Assert.That(await SayAsync("PUT", $"{Sessions}/S2", Session().ToJsonString()), Is.EqualTo((200, 2001)));
        Assert.That(await SayAsync("PUT", "/ocpi/2.2.1/sessions/NL/EVL/S1", Session().ToJsonString()), Is.EqualTo((404, 2000)));
        Assert.That(await SayAsync("GET", $"{Sessions}/S1", null, EngineUnderTest.EmspToken), Is.EqualTo((404, 2000)));
    }

    [Test]
    public async Task A_session_of_anothers_driver_is_in_nobody_elses_list()
    {
        var session = Session();
        (session["cdr_token"]!["country_code"], session["cdr_token"]!["party_id"]) = ("NL", "TNM");
        await SayAsync("PUT", $"{Sessions}/S1", session.ToJsonString());
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task A_list_without_a_beginning_is_refused()
    {
        var answer = await Engine.SendAsync("GET", "/ocpi/2.2.1/sender/sessions", null, EngineUnderTest.EmspToken);
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.StartWith("date_from"));
    }

    private async Task<JsonArray> ListAsync()
    {
        var answer = await Engine.SendAsync("GET", List, null, EngineUnderTest.EmspToken);
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)), answer.Message);
        return JsonNode.Parse(answer.Json.GetProperty("data").GetRawText())!.AsArray();
    }

    private async Task<string[]> OwedAsync()
    {
        await using var journal = Engine.Journal();
        return await journal.Deliveries.Where(d => d.Message == nameof(SessionUpdated)).OrderBy(d => d.Sequence)
            .Select(d => d.FromParty + " " + d.ToParty).ToArrayAsync();
    }

    private static JsonObject Session() => JsonNode.Parse(
        """
        {
          "country_code": "FR", "party_id": "798", "id": "S1", "start_date_time": "2026-10-01T10:00:00Z", "kwh": 1.5,
          "cdr_token": { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4D5E680", "type": "RFID", "contract_id": "DE-ABC-C12345678-X" },
          "auth_method": "WHITELIST", "location_id": "LOC1", "evse_uid": "3256", "connector_id": "1", "currency": "EUR",
          "charging_periods": [{ "start_date_time": "2026-10-01T10:00:00Z", "dimensions": [{ "type": "ENERGY", "volume": 1.5 }] }],
          "status": "ACTIVE", "last_updated": "2026-10-01T10:10:00Z"
        }
        """)!.AsObject();
}
