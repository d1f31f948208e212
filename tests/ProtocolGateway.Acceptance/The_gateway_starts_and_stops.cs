using System.Globalization;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

internal sealed class The_gateway_starts_and_stops
{
    [Test]
    public async Task Ready_on_an_empty_folder()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement());
        await AssertHealthyAsync(gateway.Partners);
        await AssertHealthyAsync(gateway.ConsolePages);
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    public async Task And_ends_on_a_signal_with_exit_code_0(string signal)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement());
        Assert.That(await gateway.StopAsync(signal), Is.Zero, gateway.Output);
        await gateway.StartAgainAsync();
        Assert.That(await gateway.StopAsync(signal), Is.Zero, gateway.Output);
    }

    [Test]
    public async Task And_a_partner_that_is_down_stops_neither_the_start_nor_ready()
    {
        var settings = new GatewaySettings().EmipCpo("acme-cpo", "FR*798").OcpiCpo("bec-cpo", "BE*BEC").Agreement();
        await using var gateway = await GatewayUnderTest.StartAsync(settings);
        Assert.That((int)(await gateway.Partners.GetAsync("/health/ready")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task And_without_an_agreement_it_says_that_nothing_is_routed()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().EmipCpo("acme-cpo", "FR*798"));
        await gateway.UntilWrittenAsync("greement");
    }

    [Test]
    public async Task And_a_stop_in_the_middle_of_a_delivery_leaves_nothing_half_done()
    {
        await using var emsp = new OcpiEmspStandIn();
        await emsp.StartAsync();
        emsp.Otherwise = Behaviour.Slow(TimeSpan.FromSeconds(1));
        var settings = new GatewaySettings().EmipCpo("acme-cpo", "FR*798").OcpiEmsp("volt-emsp", "DE*ABC", emsp).Agreement();
        await using var gateway = await GatewayUnderTest.StartAsync(settings);
        var file = gateway.Write("locations.json", $"[{OcpiRecord.Location().ToJsonString()}]");
        var import = await gateway.RunCommandAsync("locations", "import", file, "--partner", "acme-cpo");
        Assert.That(import.ExitCode, Is.Zero, import.ToString());

        var client = new EmipCpoClient(gateway.Partners);
        var sessions = Enumerable.Range(0, 8).Select(_ => $"S-{Guid.NewGuid():N}").ToList();
        foreach (var session in sessions)
            Assert.That((await client.SendAsync(new EmipRecord { ServiceSessionId = session, UserContractIdAlias = "DE-ABC-C1" })).RequestStatus, Is.EqualTo("1"));
        await Eventually.TrueAsync(() => emsp.Sendings.Count > 0, "the first delivery is on its way");
        Assert.That(await gateway.StopAsync(), Is.Zero, gateway.Output);

        await gateway.StartAgainAsync();
        foreach (var session in sessions) await emsp.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(30));
        Assert.That(emsp.Repeats, Is.Zero, "what was on its way at the stop was finished first");
    }

    [Test]
    public async Task And_a_second_gateway_on_the_same_addresses_says_which_is_taken()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().Agreement());
        var second = await Command.RunAsync(["run", "--config", gateway.SettingsFile, "--Gateway:DataDirectory=elsewhere"], folder: gateway.Folder);
        Assert.Multiple(() =>
        {
            Assert.That(second.ExitCode, Is.EqualTo(1), second.ToString());
            Assert.That(second.Errors, Does.Contain(gateway.Partners.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture)));
        });
    }

    [Test]
    public async Task And_a_second_gateway_on_the_same_data_is_refused_until_the_first_is_gone()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement());
        var second = gateway.Write("second.json", new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement().ToJson());

        var refused = await Command.RunAsync(["run", "--config", second], folder: gateway.Folder);
        var import = await gateway.RunCommandAsync(
            "locations", "import", gateway.Write("locations.json", $"[{OcpiRecord.Location().ToJsonString()}]"), "--partner", "acme-cpo");
        await gateway.KillAsync();
        await gateway.StartAgainAsync();

        Assert.Multiple(() =>
        {
            Assert.That((refused.ExitCode, refused.Faults), Is.EqualTo((1, new[]
            {
                $"another gateway runs on {Path.Combine(gateway.Folder, "data")}: end it first, or give this one a Gateway:DataDirectory of its own",
            })), refused.ToString());
            Assert.That(import.ExitCode, Is.Zero, import.ToString());
        });
        await AssertHealthyAsync(gateway.Partners);
    }

    [Test]
    public async Task And_its_journal_is_not_copied_away_while_it_runs()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement());
        var data = Path.Combine(gateway.Folder, "data");
        var settings = new GatewaySettings();
        settings.Gateway["Journal"] = new JsonObject { ["Provider"] = "Postgres", ["ConnectionString"] = "Host=127.0.0.1;Port=9" };
        var target = gateway.Write("target.json", settings.ToJson());

        var refused = await Command.RunAsync(["journal", "copy", "--from", data, "--config", target], folder: gateway.Folder);
        await gateway.StopAsync();
        var unreachable = await Command.RunAsync(["journal", "copy", "--from", data, "--config", target], folder: gateway.Folder);

        Assert.Multiple(() =>
        {
            Assert.That((refused.ExitCode, refused.Faults), Is.EqualTo((1, new[] { $"a gateway runs on {data}: end it first" })), refused.ToString());
            Assert.That((unreachable.ExitCode, unreachable.Faults), Is.EqualTo((1, new[] { "Failed to connect to 127.0.0.1:9" })), unreachable.ToString());
            Assert.That(File.Exists(Path.Combine(data, "journal.db")));
        });
    }

    private static async Task AssertHealthyAsync(HttpClient client)
    {
        foreach (var path in new[] { "/health/live", "/health/ready" })
            Assert.That((int)(await client.GetAsync(path)).StatusCode, Is.EqualTo(200), $"{client.BaseAddress}{path}");
    }
}
