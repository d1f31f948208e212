using System.Text.Json;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Registrations;

/// <summary>Handshakes that the partner begins (ocpi.md 3).</summary>
public sealed class TheirHandshakeTests : HandshakeTest
{
    [TestCaseSource(nameof(Versions))]
    public async Task A_partner_registers_and_its_registration_token_is_dead_then(string version)
    {
        Speak(version);
        await using var gateway = await GatewayAsync();
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", TokenA), Is.EqualTo(200));
        Assert.That(await StatusAsync(gateway, $"/ocpi/{version}", TokenA), Is.EqualTo(200));

        var (token, data) = await RegisterAsync(gateway, version);

        Assert.That(await StatusAsync(gateway, "/ocpi/versions", token), Is.EqualTo(200));
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", TokenA), Is.EqualTo(401));
        Assert.That(data.GetProperty("url").GetString(), Is.EqualTo(gateway.VersionsUrl));
        Assert.That(Platform.Calls, Is.EqualTo(new[] { "GET versions", "GET details" }));
        Assert.That((gateway.Partner.Dialect, gateway.Options.Connection!.VersionsUrl.ToString()), Is.EqualTo(($"ocpi-{version}", Platform.VersionsUrl)));
        var again = await gateway.GetAsync($"/ocpi/{version}/credentials", token);
        Assert.That(again.Json.GetProperty("data").GetProperty("token").GetString(), Is.EqualTo(token));
    }

    [TestCaseSource(nameof(Versions))]
    public async Task Version_details_list_the_credentials_module(string version)
    {
        await using var gateway = await GatewayAsync();
        var details = await gateway.GetAsync($"/ocpi/{version}", TokenA);

        var endpoint = details.Json.GetProperty("data").GetProperty("endpoints").EnumerateArray().First(e => e.GetProperty("identifier").GetString() == "credentials");
        Assert.That(endpoint.GetProperty("url").GetString(), Is.EqualTo($"{gateway.Address}ocpi/{version}/credentials"));
        Assert.That(endpoint.TryGetProperty("role", out _), Is.EqualTo(version != "2.1.1"));
    }

    [TestCaseSource(nameof(Versions))]
    public async Task We_say_what_we_are_as_the_version_has_it(string version)
    {
        Speak(version);
        await using var gateway = await GatewayAsync();
        var (token, data) = await RegisterAsync(gateway, version);

        Assert.That(await Schema.FaultsAsync(Schema.Load(version, "credentials"), data.GetRawText()), Is.Empty);
        var told = data.GetRawText().Replace(token, "TOKEN", StringComparison.Ordinal).Replace(gateway.VersionsUrl, "URL", StringComparison.Ordinal);
        Assert.That(told, Is.EqualTo(version switch
        {
            "2.1.1" => """{"token":"TOKEN","url":"URL","business_details":{"name":"The gateway"},"party_id":"GTW","country_code":"FR"}""",
            "2.2.1" => """{"token":"TOKEN","url":"URL","roles":[{"role":"HUB","business_details":{"name":"The gateway"},"party_id":"GTW","country_code":"FR"}]}""",
            _ => """{"token":"TOKEN","url":"URL","hub_party_id":"FRGTW","roles":[{"role":"CPO","business_details":{"name":"FR*798"},"party_id":"798","country_code":"FR"}]}""",
        }));
    }

    [Test]
    public async Task A_version_that_is_agreed_on_is_the_only_one_offered_and_taken()
    {
        await using var gateway = await GatewayAsync(("Version", "2.2.1"));
        var versions = await gateway.GetAsync("/ocpi/versions", TokenA);

        Assert.That(versions.Json.GetProperty("data").EnumerateArray().Select(v => v.GetProperty("version").GetString()), Is.EqualTo(new[] { "2.2.1" }));
    }

    [Test]
    public async Task Tokens_are_neither_in_the_database_nor_in_the_journal_of_exchanges()
    {
        await using var gateway = await GatewayAsync();
        var (token, _) = await RegisterAsync(gateway, "2.2.1");
        var theirs = Platform.Accepts.Single();
        await PostAsync(gateway, "2.2.1", TokenA, Platform.Credentials("a-token-told-in-vain", "2.2.1").Replace("\"url\"", "\"nowhere\"", StringComparison.Ordinal));

        var kept = OnDisk();
        Assert.Multiple(() =>
        {
            foreach (var secret in new[] { token, theirs, TokenA, "a-token-told-in-vain" }) Assert.That(kept, Does.Not.Contain(secret));
            Assert.That(gateway.Exchanges().Select(e => e.Operation), Does.Contain("POST credentials"));
            Assert.That(gateway.Exchanges().First(e => e.Operation == "POST credentials").Body, Does.Contain("\"token\":\"***\"").And.Contain(Platform.VersionsUrl));
            Assert.That(gateway.Exchanges().First(e => e.Operation == "POST credentials").Answer, Does.Contain("\"token\":\"***\""));
        });
    }

    [Test]
    public async Task Only_its_owner_reads_the_key_that_tokens_are_sealed_with()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows has no such modes.");
        await using var gateway = await GatewayAsync();
        await RegisterAsync(gateway, "2.2.1");
#pragma warning disable CA1416 // Windows was left above.
        Assert.That(File.GetUnixFileMode(Path.Combine(Folder, "token.key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
#pragma warning restore CA1416
    }

    [Test]
    public async Task A_registration_survives_a_restart()
    {
        string token;
        await using (var first = await GatewayAsync()) (token, _) = await RegisterAsync(first, "2.2.1");
        await using var gateway = await GatewayAsync();

        Assert.That(await StatusAsync(gateway, "/ocpi/versions", token), Is.EqualTo(200));
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", TokenA), Is.EqualTo(401));
        Assert.That(gateway.Options.Connection!.Authorization, Is.EqualTo("Token " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Platform.Accepts.Single()))));
    }

    [Test]
    public async Task Another_node_that_takes_a_token_is_heard_of_when_it_is_presented()
    {
        await using var first = await GatewayAsync();
        await using var second = await GatewayAsync();
        var (token, _) = await RegisterAsync(first, "2.2.1");

        Assert.That(await StatusAsync(second, "/ocpi/versions", token), Is.EqualTo(200));
        Assert.That(await StatusAsync(second, "/ocpi/versions", TokenA), Is.EqualTo(401));
    }

    [Test]
    public async Task Registering_twice_is_405_until_it_was_deleted_or_reset()
    {
        await using var gateway = await GatewayAsync();
        var (token, _) = await RegisterAsync(gateway, "2.2.1");

        var (again, spent) = (await PostAsync(gateway, "2.2.1", token), await PostAsync(gateway, "2.2.1", TokenA));
        Assert.That((again.Http, again.Headers["Allow"], spent.Http), Is.EqualTo((405, "GET, PUT, DELETE", 405)));

        await gateway.Get<ProtocolGateway.Registrations.IRegistrar>().ResetAsync(gateway.Partner, CancellationToken.None);
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", token), Is.EqualTo(401));
        await RegisterAsync(gateway, "2.2.1");
    }

    [Test]
    public async Task Deleting_ends_both_tokens_and_wants_a_new_registration_token()
    {
        await using (var gateway = await GatewayAsync())
        {
            var (token, _) = await RegisterAsync(gateway, "2.2.1");
            var deleted = await gateway.SendAsync(HttpMethod.Delete, "/ocpi/2.2.1/credentials", token);
            Assert.That((deleted.Http, deleted.Code), Is.EqualTo((200, 1000)));
            Assert.That(await StatusAsync(gateway, "/ocpi/versions", token), Is.EqualTo(401));
            Assert.That((await PostAsync(gateway, "2.2.1", TokenA)).Http, Is.EqualTo(401));
            Assert.That(gateway.Options.Connection, Is.Null);
        }
        await using var renewed = await GatewayAsync(("RegistrationToken", "another-one"));
        Assert.That((await PostAsync(renewed, "2.2.1", "another-one")).Code, Is.EqualTo(1000));
    }

    [Test]
    public async Task Updating_and_deleting_are_405_for_who_is_not_registered()
    {
        await using var gateway = await GatewayAsync();
        var put = await gateway.SendAsync(HttpMethod.Put, "/ocpi/2.2.1/credentials", TokenA, Platform.Credentials("x", "2.2.1"));
        var delete = await gateway.SendAsync(HttpMethod.Delete, "/ocpi/2.2.1/credentials", TokenA);

        Assert.That((put.Http, put.Headers["Allow"], delete.Http), Is.EqualTo((405, "GET, POST", 405)));
    }

    [Test]
    public async Task A_registration_token_opens_nothing_else()
    {
        await using var gateway = await GatewayAsync();
        Assert.That((await gateway.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", TokenA, "{}")).Http, Is.EqualTo(401));
        Assert.That(await StatusAsync(gateway, "/ocpi/2.2.1/credentials", "registration-token-B"), Is.EqualTo(401));
    }

    [Test]
    public async Task An_update_leaves_no_gap_the_old_token_is_good_until_the_new_one_was_seen()
    {
        await using var gateway = await GatewayAsync();
        var (old, _) = await RegisterAsync(gateway, "2.2.1");
        var renewed = await UpdateAsync(gateway, "2.2.1", old);

        Assert.That(await StatusAsync(gateway, "/ocpi/versions", old), Is.EqualTo(200));
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", renewed), Is.EqualTo(200));
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", old), Is.EqualTo(401));
        Assert.That(Platform.Calls.Count(c => c == "GET versions"), Is.EqualTo(2), "an update always looks at their pages again");
    }

    [Test]
    public async Task An_update_at_another_version_s_address_moves_there()
    {
        Platform.Versions = ["2.2.1", "2.3.0"];
        await using var gateway = await GatewayAsync();
        var (token, _) = await RegisterAsync(gateway, "2.2.1");
        await UpdateAsync(gateway, "2.3.0", token);

        Assert.That((gateway.Partner.Dialect, gateway.Options.Connection!.Version.Number), Is.EqualTo(("ocpi-2.3.0", "2.3.0")));
    }

    [Test]
    public async Task Or_until_some_time_has_passed()
    {
        await using var gateway = await GatewayAsync();
        var (old, _) = await RegisterAsync(gateway, "2.2.1");
        var renewed = await UpdateAsync(gateway, "2.2.1", old);
        Time.Advance(TimeSpan.FromMinutes(11));

        Assert.That(await StatusAsync(gateway, "/ocpi/versions", old), Is.EqualTo(401));
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", renewed), Is.EqualTo(200));
    }

    [TestCase("GET versions", 3001)]
    [TestCase("GET details", 3001)]
    [TestCase("no version", 3002)]
    [TestCase("no credentials", 3003)]
    [TestCase("wrong token", 3001)]
    public async Task An_update_that_can_t_be_checked_leaves_what_counted_before(string trouble, int code)
    {
        await using var gateway = await GatewayAsync();
        var (token, _) = await RegisterAsync(gateway, "2.2.1");
        var (connection, theirs) = (gateway.Options.Connection, Platform.Accepts.Single());
        Platform.BreaksAt = trouble;
        if (trouble == "no version") Platform.Versions = ["2.0"];
        Platform.ListsCredentials = trouble != "no credentials";
        var offered = Platform.NewToken();
        if (trouble != "wrong token") Platform.Accepts.Add(offered);

        var answer = await gateway.SendAsync(HttpMethod.Put, "/ocpi/2.2.1/credentials", token, Platform.Credentials(offered, "2.2.1"));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, code)), answer.Text);
        Assert.That(await StatusAsync(gateway, "/ocpi/versions", token), Is.EqualTo(200));
        Assert.That(gateway.Options.Connection, Is.SameAs(connection));
        Assert.That(theirs, Is.Not.EqualTo(offered));
    }

    [Test]
    public async Task A_party_that_is_none_of_the_partner_s_is_refused_by_its_name()
    {
        await using var gateway = await GatewayAsync();
        Platform.Roles = [("EMSP", "DE", "ABC"), ("EMSP", "NL", "XXX")];
        var answer = await PostAsync(gateway, "2.2.1", TokenA);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain("EMSP NL*XXX"));
        Assert.That(gateway.Options.Standing.IsRegistered, Is.False);
    }

    [TestCase("{", 400, 2001)]
    [TestCase("[]", 200, 2001)]
    [TestCase("""{"token":"t","url":"ftp://x","roles":[]}""", 200, 2001)]
    [TestCase("""{"token":"two words","url":"http://127.0.0.1:9","roles":[{"role":"EMSP","party_id":"ABC","country_code":"DE"}]}""", 200, 2001)]
    public async Task What_is_no_credentials_object_is_refused(string body, int http, int code)
    {
        await using var gateway = await GatewayAsync();
        var answer = await gateway.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/credentials", TokenA, body);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((http, code)), answer.Text);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_their_tokens_are_encoded_is_found_out(bool encoded)
    {
        Platform.Encoded = encoded;
        await using var gateway = await GatewayAsync();
        await RegisterAsync(gateway, "2.2.1");

        var header = gateway.Options.Connection!.Authorization;
        Assert.That(header.EndsWith(Platform.Accepts.Single(), StringComparison.Ordinal), Is.EqualTo(!encoded));
    }

    /// <summary>In 2.1.1 tokens are written as they are.</summary>
    private void Speak(string version) => (Platform.Versions, Platform.Encoded) = ([version], version != "2.1.1");

    private async Task<(string Token, JsonElement Data)> RegisterAsync(HandshakeGateway gateway, string version)
    {
        var answer = await PostAsync(gateway, version, TokenA);
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)), answer.Text);
        var data = answer.Json.GetProperty("data");
        return (data.GetProperty("token").GetString()!, data);
    }

    private Task<Answered> PostAsync(HandshakeGateway gateway, string version, string token)
    {
        var offered = Platform.NewToken();
        Platform.Accepts.Add(offered);
        return PostAsync(gateway, version, token, Platform.Credentials(offered, version));
    }

    private static Task<Answered> PostAsync(HandshakeGateway gateway, string version, string token, string json) =>
        gateway.SendAsync(HttpMethod.Post, $"/ocpi/{version}/credentials", token, json);

    private async Task<string> UpdateAsync(HandshakeGateway gateway, string version, string token)
    {
        var offered = Platform.NewToken();
        Platform.Accepts.Add(offered);
        var answer = await gateway.SendAsync(HttpMethod.Put, $"/ocpi/{version}/credentials", token, Platform.Credentials(offered, version));
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)), answer.Text);
        return answer.Json.GetProperty("data").GetProperty("token").GetString()!;
    }

    private static async Task<int> StatusAsync(HandshakeGateway gateway, string path, string token) => (await gateway.GetAsync(path, token)).Http;
}
