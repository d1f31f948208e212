using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Registrations;

/// <summary>Handshakes that we begin (ocpi.md 3).</summary>
public sealed class OurHandshakeTests : HandshakeTest
{
    [SetUp]
    public void AcceptA() => Platform.Accepts.Add(TokenA);

    [TestCaseSource(nameof(Versions))]
    public async Task We_register_and_our_token_works_before_they_answer(string version)
    {
        Platform.Versions = ["1.0", version];
        await using var gateway = await BeginAsync();

        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Is.Null);

        Assert.That(await Schema.FaultsAsync(Schema.Load(version, "credentials"), Platform.Told!.Value.GetRawText()), Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(Platform.Calls, Is.EqualTo(new[] { "GET versions", "GET details", "POST" }));
            Assert.That(Platform.CalledBack, Is.EqualTo(new[] { "200" }), "they called back while their answer was open");
            Assert.That(Platform.Told!.Value.GetProperty("url").GetString(), Is.EqualTo(gateway.VersionsUrl));
            Assert.That((gateway.Options.Standing.IsRegistered, gateway.Partner.Dialect), Is.EqualTo((true, $"ocpi-{version}")));
            Assert.That(OnDisk(), Does.Not.Contain(Platform.Token!).And.Not.Contain(Platform.Accepts.Single()));
        });
        Assert.That(await Platform.LookAsync(gateway.VersionsUrl, Platform.Token!), Is.EqualTo(200));
    }

    [Test]
    public async Task Of_several_versions_the_highest_that_both_speak_is_taken()
    {
        Platform.Versions = ["2.1.1", "2.2.1", "2.3.0", "9.9"];
        await using var gateway = await BeginAsync();
        await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None);

        Assert.That(gateway.Options.Version.Number, Is.EqualTo(Versions.Last()));
    }

    [TestCase("GET versions")]
    [TestCase("GET details")]
    [TestCase("POST")]
    public async Task One_that_breaks_off_is_begun_again(string step)
    {
        await using var gateway = await BeginAsync();
        Platform.BreaksAt = step;
        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Is.Not.Null);
        Assert.That((gateway.Options.Standing.IsRegistered, gateway.Options.Standing.Registration!.Failures), Is.EqualTo((false, 1)));

        Platform.BreaksAt = null;
        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Is.Null);
        Assert.That(gateway.Options.Standing.IsRegistered, Is.True);
    }

    [TestCase("GET versions")]
    [TestCase("GET details")]
    [TestCase("PUT")]
    [TestCase("PUT done")]
    public async Task An_update_that_breaks_off_at_any_step_leaves_what_counted_before_also_after_a_restart(string step)
    {
        string token;
        await using (var gateway = await BeginAsync())
        {
            await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None);
            token = Platform.Token!;
            var connection = gateway.Options.Connection;
            Platform.BreaksAt = step;
            Assert.That(await gateway.Registering.RenewAsync(gateway.Partner, CancellationToken.None), Is.Not.Null);
            Assert.That(gateway.Options.Connection, Is.SameAs(connection));
            Assert.That(await Platform.LookAsync(gateway.VersionsUrl, token), Is.EqualTo(200), "the token from before");
        }

        await using var restarted = await BeginAsync();
        Assert.That(await Platform.LookAsync(restarted.VersionsUrl, token), Is.EqualTo(200), "the token from before");
        Assert.That(await Platform.LookAsync(restarted.VersionsUrl, Platform.Token!), Is.EqualTo(200), "what they hold, even if we never got their answer");
        Assert.That(restarted.Options.Standing.IsRegistered, Is.True);
    }

    [Test]
    public async Task An_update_gives_both_sides_new_tokens_and_theirs_from_before_is_good_until_the_new_one_was_seen()
    {
        await using var gateway = await BeginAsync();
        await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None);
        var (old, header) = (Platform.Token!, gateway.Options.Connection!.Authorization);

        Assert.That(await gateway.Registering.RenewAsync(gateway.Partner, CancellationToken.None), Is.Null);

        Assert.That(gateway.Options.Connection!.Authorization, Is.Not.EqualTo(header));
        Assert.That(Platform.CalledBack, Is.EqualTo(new[] { "200", "200" }));
        Assert.That(await Platform.LookAsync(gateway.VersionsUrl, Platform.Token!), Is.EqualTo(200));
        Assert.That(await Platform.LookAsync(gateway.VersionsUrl, old), Is.EqualTo(401));
    }

    [Test]
    public async Task A_version_that_the_settings_name_anew_is_moved_to_by_an_update()
    {
        Platform.Versions = ["2.1.1", "2.2.1"];
        await using (var first = await BeginAsync()) await first.Registering.RegisterAsync(first.Partner, CancellationToken.None);
        await using var gateway = await GatewayAsync(("VersionsUrl", Platform.VersionsUrl), ("Version", "2.1.1"));
        Assert.That(gateway.Partner.Dialect, Is.EqualTo("ocpi-2.2.1"), "until they have agreed");

        Assert.That(await gateway.Registering.RenewAsync(gateway.Partner, CancellationToken.None), Is.Null);

        Assert.That((gateway.Partner.Dialect, Platform.Calls.Last()), Is.EqualTo(("ocpi-2.1.1", "PUT")));
        Assert.That(Platform.Told!.Value.TryGetProperty("roles", out _), Is.False, "told as 2.1.1 has it");
    }

    [Test]
    public async Task Unregistering_ends_it_on_both_sides()
    {
        await using var gateway = await BeginAsync();
        await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None);
        var token = Platform.Token!;

        Assert.That(await gateway.Registering.UnregisterAsync(gateway.Partner, CancellationToken.None), Is.Null);

        Assert.That((Platform.Registered, gateway.Options.Standing.IsRegistered, gateway.Options.IsSpent), Is.EqualTo((false, false, true)));
        Assert.That(await Platform.LookAsync(gateway.VersionsUrl, token), Is.EqualTo(401));
    }

    [Test]
    public async Task What_they_don_t_hear_of_has_not_ended()
    {
        await using var gateway = await BeginAsync();
        await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None);
        Platform.BreaksAt = "DELETE";

        Assert.That(await gateway.Registering.UnregisterAsync(gateway.Partner, CancellationToken.None), Is.Not.Null);
        Assert.That(gateway.Options.Standing.IsRegistered, Is.True);
    }

    [Test]
    public async Task A_partner_that_still_has_us_registered_is_told_of_in_words()
    {
        await using var gateway = await BeginAsync();
        Platform.Registered = true;

        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Does.Contain("HTTP 405").And.Contain("reset"));
    }

    [Test]
    public async Task Two_handshakes_with_one_partner_are_not_under_way_at_once()
    {
        await using var gateway = await BeginAsync();
        var store = gateway.Get<ProtocolGateway.Registrations.IRegistrations>();
        var claim = await store.ClaimAsync(gateway.Partner, null);

        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Does.Contain("under way"));
        Assert.That(Platform.Calls, Is.Empty);
        await store.ReleaseAsync(claim!);
        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_platform_that_takes_plain_tokens_only_is_found_out()
    {
        Platform.Encoded = false;
        await using var gateway = await BeginAsync();

        Assert.That(await gateway.Registering.RegisterAsync(gateway.Partner, CancellationToken.None), Is.Null);
        Assert.That(gateway.Options.Connection!.Authorization, Is.EqualTo("Token " + Platform.Accepts.Single()));
    }

    private Task<HandshakeGateway> BeginAsync() => GatewayAsync(("VersionsUrl", Platform.VersionsUrl));
}
