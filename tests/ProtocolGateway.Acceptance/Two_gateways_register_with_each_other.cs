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

    private static async Task<(bool Registered, string? Version, DateTimeOffset? At)> ReadAsync(GatewayUnderTest gateway)
    {
        var partners = await gateway.ConsolePages.GetFromJsonAsync<JsonElement>("/api/partners");
        var registration = partners.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("registration")).Single(r => r.ValueKind == JsonValueKind.Object);
        return (registration.GetProperty("registered").GetBoolean(), registration.GetProperty("version").GetString(),
            registration.GetProperty("at").ValueKind == JsonValueKind.Null ? null : registration.GetProperty("at").GetDateTimeOffset());
    }
}
