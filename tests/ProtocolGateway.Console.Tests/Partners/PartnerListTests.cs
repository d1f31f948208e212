using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Partners;

public sealed class PartnerListTests : ConsoleTest
{
    [Test]
    public async Task Partners_are_shown_in_the_order_of_the_settings_and_without_their_secrets()
    {
        await Console.WriteAsync(
            Rows.Delivery(1), Rows.Delivery(2), Rows.Delivery(3, DeliveryState.Held), Rows.Delivery(4, DeliveryState.Delivered),
            new PartnerStateRow { PartnerId = "acme-cpo", LastHeardAt = Rows.Now },
            new PartnerStateRow { PartnerId = "volt-emsp", LastSaidAt = Rows.Now, PausedAt = Rows.Now, PauseReason = "HTTP 401" });

        (await Console.GetAsync("/api/partners")).Shows(200,
            """
            {
              "items": [
                {
                  "id": "acme-cpo", "protocol": "emip", "version": "0.7.4", "roles": [ { "role": "CPO", "party": "FR*798" } ],
                  "state": "Active", "reason": null, "until": null, "owed": 0, "held": 0, "blocked": 0, "lastHeardAt": "2026-10-01T12:00:00Z", "lastSaidAt": null, "lastAnsweredAt": null, "registration": null, "behind": [], "pulls": []
                },
                {
                  "id": "volt-emsp", "protocol": "ocpi", "version": "2.2.1", "roles": [ { "role": "EMSP", "party": "DE*ABC" } ],
                  "state": "Paused", "reason": "HTTP 401", "until": null, "owed": 2, "held": 1, "blocked": 0, "lastHeardAt": null, "lastSaidAt": "2026-10-01T12:00:00Z", "lastAnsweredAt": null, "registration": null, "behind": [], "pulls": []
                },
                {
                  "id": "quiet-cpo", "protocol": "ocpi", "version": "2.2.1", "roles": [ { "role": "CPO", "party": "NL*QUI" } ],
                  "state": "Silent", "reason": null, "until": null, "owed": 0, "held": 0, "blocked": 0, "lastHeardAt": null, "lastSaidAt": null, "lastAnsweredAt": null, "registration": null, "behind": [], "pulls": []
                }
              ]
            }
            """);
    }

    [Test]
    public async Task One_that_takes_nothing_is_shown_with_the_time_of_the_next_try()
    {
        await Console.WriteAsync(
            new PartnerStateRow { PartnerId = "acme-cpo", LastHeardAt = Rows.Now, LeaveUntil = Rows.Now.AddSeconds(-1), LeaveReason = "HTTP 429" },
            new PartnerStateRow { PartnerId = "volt-emsp", UnreachableAt = Rows.Now.AddHours(-1), LeaveUntil = Rows.Now.AddMinutes(5), LeaveReason = "refused" },
            new PartnerStateRow { PartnerId = "quiet-cpo", LeaveUntil = Rows.Now.AddMinutes(1), LeaveReason = "HTTP 503" });

        Assert.That(await LinesAsync(), Is.EqualTo(new[]
        {
            "acme-cpo Active  ", "volt-emsp Unreachable refused 2026-10-01T12:05:00Z", "quiet-cpo Slowed HTTP 503 2026-10-01T12:01:00Z",
        }));
    }

    [Test]
    public async Task One_that_does_not_take_some_deliveries_is_blocked_by_them()
    {
        await Console.WriteAsync(
            Rows.Delivery(1), Rows.Delivery(2), Rows.Delivery(3, DeliveryState.Dropped), Rows.Delivery(4),
            new FailureRow { Delivery = 1, PartnerId = "volt-emsp", Times = 5, Poison = true, At = Rows.Now },
            new FailureRow { Delivery = 2, PartnerId = "volt-emsp", Times = 2, At = Rows.Now },
            new FailureRow { Delivery = 3, PartnerId = "volt-emsp", Times = 5, Poison = true, At = Rows.Now });

        var volt = (await Console.GetAsync("/api/partners")).Json["items"]![1]!;

        Assert.That(($"{volt["state"]}", $"{volt["owed"]}", $"{volt["blocked"]}"), Is.EqualTo(("Blocked", "3", "1")));
    }

    [Test]
    public async Task A_person_pauses_and_resumes_one()
    {
        var paused = await Console.PostAsync("/api/partners/volt-emsp/pause", """{ "reason": "their works tonight" }""");
        Assert.That((paused.Status, $"{paused.Json["state"]}", $"{paused.Json["reason"]}"), Is.EqualTo((200, "Paused", "their works tonight")));
        Assert.That(await LinesAsync(), Does.Contain("volt-emsp Paused their works tonight "));

        var resumed = await Console.PostAsync("/api/partners/volt-emsp/resume", "");
        Assert.That((resumed.Status, $"{resumed.Json["state"]}", resumed.Json["reason"]), Is.EqualTo((200, "Silent", (object?)null)));
        Assert.That(await LinesAsync(), Does.Contain("volt-emsp Silent  "));
    }

    [Test]
    public async Task Pausing_needs_a_reason() =>
        (await Console.PostAsync("/api/partners/volt-emsp/pause", "{}")).IsProblem(
            400, "The parameter 'reason' is wrong", "nothing was found; expected a body { \"reason\": \"why\" }");

    [Test]
    public async Task It_is_shown_how_far_the_lists_of_a_partner_are_pulled()
    {
        await Console.WriteAsync(
            new CatchUpRow { PartnerId = "quiet-cpo", Module = "tariffs NL*QUI", ReachedAt = Rows.Now, WholeAt = Rows.Now.AddHours(-4), Missing = "1 are gone" },
            new CatchUpRow { PartnerId = "quiet-cpo", Module = "cdrs NL*QUI", ReachedAt = Rows.Now, FromAt = Rows.Now.AddHours(-1), Attempts = 2, Reason = "HTTP 503" });

        Assert.That((await Console.GetAsync("/api/partners")).Json["items"]![2]!["pulls"]!.ToJsonString(), Is.EqualTo(
            """[{"module":"cdrs NL*QUI","reachedAt":"2026-10-01T12:00:00Z","from":"2026-10-01T11:00:00Z","failures":2,"reason":"HTTP 503","wholeAt":null,"missing":null},"""
            + """{"module":"tariffs NL*QUI","reachedAt":"2026-10-01T12:00:00Z","from":null,"failures":0,"reason":null,"wholeAt":"2026-10-01T08:00:00Z","missing":"1 are gone"}]"""));
    }

    [Test]
    public async Task Nobody_is_asked_for_lists_who_has_none() => (await Console.PostAsync("/api/partners/acme-cpo/pull")).IsProblem(
        409, "It can't be done now", "The partner is not asked for lists: it speaks no OCPI, has no VersionsUrl, or its CatchUp is false.");

    [TestCase("no JSON")]
    [TestCase("""{ "from": "last week" }""")]
    [TestCase("""{ "from": 5 }""")]
    [TestCase("""{ "missing": "there" }""")]
    [TestCase("""{ "missing": "gone", "from": "2026-01-31T00:00:00Z" }""")]
    public async Task From_when_on_is_an_instant(string body) => (await Console.PostAsync("/api/partners/quiet-cpo/pull", body)).IsProblem(
        400, "The parameter 'from' is wrong", "expected no body, { \"from\": \"2026-01-31T00:00:00Z\" }, or { \"missing\": \"gone\" }");

    [TestCase("pause")]
    [TestCase("pull")]
    [TestCase("resume")]
    public async Task A_partner_that_the_settings_do_not_name_is_not_found(string verb) =>
        (await Console.PostAsync($"/api/partners/nobody/{verb}", """{ "reason": "why" }""")).IsProblem(404, "There is no such partner");

    private async Task<string[]> LinesAsync() =>
        [.. (await Console.GetAsync("/api/partners")).Json["items"]!.AsArray().Select(i => $"{i!["id"]} {i["state"]} {i["reason"]} {i["until"]}")];
}
