using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The credentials handshake between two built gateways (ocpi.md 3): each is the other's hub.</summary>
internal sealed class Two_gateways_register_with_each_other
{
    private const string Token = "a-token-given-by-mail";

    private GatewayUnderTest? east, west;

    [TearDown]
    public async Task StopAsync()
    {
        if (east is not null) await east.DisposeAsync();
        if (west is not null) await west.DisposeAsync();
    }

    [TestCase("2.1.1", "auto", "2.1.1")]
    [TestCase("auto", "auto", "2.3.0")]
    public async Task And_go_on_after_a_restart_with_new_tokens_until_one_of_them_ends_it(string easts, string wests, string common)
    {
        var (eastSettings, westSettings) = (Of("FR*GTW"), Of("DE*GWB"));
        Add(eastSettings, "west", "DE*GWB", easts, null);
        Add(westSettings, "east", "FR*GTW", wests, $"{eastSettings.Gateway["Listen"]}/ocpi/versions");
        east = await GatewayUnderTest.StartAsync(eastSettings);
        west = await GatewayUnderTest.StartAsync(westSettings);

        await UntilAsync(registered: true);
        var (one, other) = (await ReadAsync(east), await ReadAsync(west));
        Assert.That((one.Version, other.Version), Is.EqualTo((common, common)));

        await east.StopAsync();
        await west.KillAsync();
        await east.StartAgainAsync();
        await west.StartAgainAsync();
        await RenewAsync(west, "east");
        await RenewAsync(east, "west");
        Assert.That((await ReadAsync(east)).At, Is.GreaterThan(one.At!.Value));

        using (var ended = await west.ConsolePages.PostAsync("/api/partners/east/registration/unregister", null)) Assert.That((int)ended.StatusCode, Is.EqualTo(200), await ended.Content.ReadAsStringAsync());
        await UntilAsync(registered: false);
        using (var again = await east.ConsolePages.PostAsync("/api/partners/west/registration/renew", null)) Assert.That((int)again.StatusCode, Is.EqualTo(409));

        // Both operators let the same registration token count again.
        using (var reset = await east.ConsolePages.PostAsync("/api/partners/west/registration/reset", null)) Assert.That((int)reset.StatusCode, Is.EqualTo(200));
        using (var reset = await west.ConsolePages.PostAsync("/api/partners/east/registration/reset", null)) Assert.That((int)reset.StatusCode, Is.EqualTo(200));
        await UntilAsync(registered: true);
        Assert.That(east.Output + west.Output, Does.Not.Contain(Token));
    }

    [Test]
    public async Task And_end_with_equal_directories_although_the_connection_is_lost_in_the_middle()
    {
        // The link is of the version that both speak; the CPO at the one end speaks a newer one than the eMSP at the other.
        var (eastSettings, westSettings) = (End("FR*GTW", "cpo", "2.3.0", "CPO", "FR*798"), End("DE*GWB", "emsp", "2.2.1", "EMSP", "DE*ABC"));
        Add(eastSettings, "west", "DE*GWB", "auto", null);
        Add(westSettings, "east", "FR*GTW", "2.2.1", $"{eastSettings.Gateway["Listen"]}/ocpi/versions");
        eastSettings.Reaches("west", ("EMSP", "DE*ABC"));
        westSettings.Reaches("east", ("CPO", "FR*798"));
        // Tariffs are not pushed over the link: they are there to be asked for.
        eastSettings.Gateway["Partners"]!["west"]!["Delivery"] = JsonNode.Parse("""{ "Retry": "1s", "Messages": { "TariffPublished": { "Policy": "none" } } }""");
        east = await GatewayUnderTest.StartAsync(eastSettings);
        west = await GatewayUnderTest.StartAsync(westSettings);
        await UntilAsync(registered: true);
        var (cpo, emsp) = (new OcpiObjects(east, "cpo"), new OcpiObjects(west, "emsp"));

        await emsp.PutAsync("2.2.1", "token", "tokens/DE/ABC/04A2B3C4D5E6F7");
        await cpo.PutAsync("2.3.0", "location", "locations/FR/798/L-1");
        await cpo.PutAsync("2.3.0", "tariff", "tariffs/FR/798/day-1");
        await cpo.PutAsync("2.3.0", "session", "sessions/FR/798/S-4711");
        await cpo.PostAsync("2.3.0", "charge-detail-record");
        await EqualAsync(cpo, emsp, "locations", "sessions", "tokens", "cdrs");

        await west.KillAsync();
        // What is made now: lists are asked for by when their objects were changed last.
        var now = DateTimeOffset.UtcNow.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await cpo.PatchAsync("2.3.0", "locations/FR/798/L-1", """{ "name": "Garage des Cordeliers", "last_updated": "2026-05-05T08:00:00Z" }""");
        await cpo.PatchAsync("2.3.0", "locations/FR/798/L-1/u-101", """{ "status": "OUTOFORDER", "last_updated": "2026-05-05T08:01:00Z" }""");
        await cpo.PutAsync("2.3.0", "tariff", "tariffs/FR/798/night-1", tariff => (tariff["id"], tariff["last_updated"]) = ("night-1", now));
        await cpo.PutAsync("2.3.0", "tariff", "tariffs/FR/798/day-1", tariff => (tariff["currency"], tariff["last_updated"]) = ("CHF", now));
        await cpo.PutAsync("2.3.0", "session", "sessions/FR/798/S-4712", session =>
            (session["id"], session["authorization_reference"], session["last_updated"]) = ("S-4712", "AUTH-100", "2026-05-05T08:00:00Z"));
        await cpo.PostAsync("2.3.0", "charge-detail-record", cdr =>
            (cdr["id"], cdr["session_id"], cdr["authorization_reference"], cdr["last_updated"]) = ("CDR-4712", "S-4712", "AUTH-100", "2026-05-05T08:00:00Z"));
        await west.StartAgainAsync();
        await emsp.PutAsync("2.2.1", "token", "tokens/DE/ABC/04A2B3C4D5E6F8", token =>
            (token["uid"], token["visual_number"], token["last_updated"]) = ("04A2B3C4D5E6F8", "DF000-2", "2026-05-05T08:00:00Z"));

        await EqualAsync(cpo, emsp, "locations", "tariffs", "sessions", "tokens", "cdrs");
        Assert.That((await emsp.ListAsync("tariffs")).Length, Is.EqualTo(2));
        using var asked = await west.ConsolePages.PostAsync("/api/partners/east/pull", JsonContent.Create(new { from = "2020-01-01T00:00:00Z" }));
        var pulls = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["pulls"]!.AsArray();
        Assert.That((int)asked.StatusCode, Is.EqualTo(200));
        Assert.That(
            pulls.Select(p => (string?)p!["module"]), Is.EqualTo(new[] { "cdrs FR*GTW", "locations FR*GTW", "sessions FR*GTW", "tariffs FR*GTW", "tokens FR*GTW" }));
        Assert.That((await ReadPartnersAsync(west)).SelectMany(p => p.GetProperty("behind").EnumerateArray()).Select(b => b.GetProperty("party").GetString()), Does.Contain("FR*798"));
    }

    /// <summary>What the one end has and what the other has is the same, in the words of OCPI 2.2.1, and something.</summary>
    private static async Task EqualAsync(OcpiObjects cpo, OcpiObjects emsp, params string[] modules)
    {
        foreach (var module in modules)
        {
            var (made, got) = (Array.Empty<string>(), Array.Empty<string>());
            await Eventually.TrueAsync(
                async () =>
                {
                    (made, got) = module == "tokens" ? (await emsp.OwnAsync(module), await cpo.ListAsync(module)) : (await cpo.OwnAsync(module), await emsp.ListAsync(module));
                    return made.Length > 0 && made.SequenceEqual(got);
                },
                $"{module} are the same at both ends", TimeSpan.FromSeconds(60),
                () => Task.FromResult($"made: {string.Join('\n', made)}\ngot: {string.Join('\n', got)}"));
        }
    }

    /// <summary>A gateway with one OCPI partner that speaks to it and is never spoken to.</summary>
    private static GatewaySettings End(string party, string id, string version, string role, string speaksFor)
    {
        var settings = new GatewaySettings().Agreement();
        settings.Gateway["Party"] = party;
        settings.Gateway["Partners"]![id] = new JsonObject
        {
            ["Protocol"] = "ocpi",
            ["Roles"] = new JsonArray(new JsonObject { ["Role"] = role, ["Party"] = speaksFor }),
            ["Ocpi"] = new JsonObject { ["Version"] = version, ["InboundToken"] = GatewaySettings.InboundToken(id) },
        };
        return settings;
    }

    private static GatewaySettings Of(string party)
    {
        var settings = new GatewaySettings().EmipCpo("cpo", "FR*798").OcpiCpo("other", "NL*OTH").Agreement();
        settings.Gateway["Party"] = party;
        return settings;
    }

    private static void Add(GatewaySettings settings, string id, string party, string version, string? versionsUrl)
    {
        var ocpi = new JsonObject { ["Version"] = version, ["RegistrationToken"] = Token };
        if (versionsUrl is not null) ocpi["VersionsUrl"] = versionsUrl;
        settings.Gateway["Partners"]![id] = new JsonObject
        {
            ["Protocol"] = "ocpi",
            ["Roles"] = new JsonArray(new JsonObject { ["Role"] = "HUB", ["Party"] = party }),
            ["Ocpi"] = ocpi,
        };
    }

    private async Task UntilAsync(bool registered) => await Eventually.TrueAsync(
        async () => (await ReadAsync(east!)).Registered == registered && (await ReadAsync(west!)).Registered == registered,
        $"both say registered: {registered}", TimeSpan.FromSeconds(30), () => Task.FromResult(east!.Output + west!.Output));

    private static async Task RenewAsync(GatewayUnderTest gateway, string partner)
    {
        using var renewed = await gateway.ConsolePages.PostAsync($"/api/partners/{partner}/registration/renew", null);
        Assert.That((int)renewed.StatusCode, Is.EqualTo(200), await renewed.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement[]> ReadPartnersAsync(GatewayUnderTest gateway) =>
        [.. (await gateway.ConsolePages.GetFromJsonAsync<JsonElement>("/api/partners")).GetProperty("items").EnumerateArray()];

    private static async Task<(bool Registered, string? Version, DateTimeOffset? At)> ReadAsync(GatewayUnderTest gateway)
    {
        var registration = (await ReadPartnersAsync(gateway)).Select(p => p.GetProperty("registration")).Single(r => r.ValueKind == JsonValueKind.Object);
        return (registration.GetProperty("registered").GetBoolean(), registration.GetProperty("version").GetString(),
            registration.GetProperty("at").ValueKind == JsonValueKind.Null ? null : registration.GetProperty("at").GetDateTimeOffset());
    }
}
