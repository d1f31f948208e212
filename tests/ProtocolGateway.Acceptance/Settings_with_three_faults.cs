namespace ProtocolGateway.Acceptance;

internal sealed class Settings_with_three_faults
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("settings-").FullName;

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Refuse_the_start_with_a_line_for_each()
    {
        var settings = new GatewaySettings().EmipCpo("acme-cpo", "FR*798").OcpiCpo("bec-cpo", "BE*BEC").Agreement();
        settings.Gateway["Party"] = "nonsense";
        settings.Gateway["Partners"]!["acme-cpo"]!["Emip"]!["Url"] = "not an address";
        settings.Gateway["Partners"]!["bec-cpo"]!["Roles"]![0]!["Role"] = "KING";
        var result = await RunAsync(settings);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Faults, Has.Count.EqualTo(3), result.ToString());
            Assert.That(result.Faults, Has.One.Contains("Gateway:Party").And.One.Contains("nonsense"));
            Assert.That(result.Faults, Has.One.Contains("Gateway:Partners:acme-cpo:Emip:Url"));
            Assert.That(result.Faults, Has.One.Contains("Gateway:Partners:bec-cpo:Roles:0").And.One.Contains("KING"));
        });
    }

    [Test]
    public async Task Are_refused_for_what_no_two_partners_may_share()
    {
        var settings = new GatewaySettings().EmipCpo("one", "FR*798").EmipCpo("two", "FR*798").Agreement();
        var result = await RunAsync(settings);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("one").And.Contain("two").And.Contain("FR*798"));
    }

    [TestCase("Listen", "http://0.0.0.0:18080")]
    [TestCase("ConsoleListen", "http://0.0.0.0:18081")]
    public async Task Are_refused_for_a_listener_that_the_world_reaches_in_the_clear(string name, string address)
    {
        var settings = new GatewaySettings().Agreement();
        settings.Gateway[name] = address;
        var result = await RunAsync(settings);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain($"Gateway:{name}").And.Contain("AllowInsecure"));
    }

    [Test]
    public async Task Are_refused_for_a_partner_beyond_loopback_without_authentication()
    {
        var settings = new GatewaySettings().Emip("far", "FR*798", "https://partner.example/", ("CPO", "FR*798")).Agreement();
        var result = await RunAsync(settings);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("Gateway:Partners:far"));
    }

    [Test]
    public async Task Are_refused_for_a_protocol_that_does_not_exist_and_the_line_lists_those_that_do()
    {
        var settings = new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement();
        settings.Gateway["Partners"]!["acme-cpo"]!["Protocol"] = "emipp";
        var result = await RunAsync(settings);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("emipp").And.Contain("emip").And.Contain("ocpi"));
    }

    [Test]
    public async Task Or_that_are_no_JSON_or_not_there_are_said_so_without_a_stack_trace()
    {
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, "{ \"Gateway\": ");
        var broken = await Command.RunAsync(["run", "--config", file], folder: folder);
        var absent = await Command.RunAsync(["run", "--config", Path.Combine(folder, "absent.json")], folder: folder);
        Assert.Multiple(() =>
        {
            Assert.That(broken.ExitCode, Is.EqualTo(1), broken.ToString());
            Assert.That(absent.ExitCode, Is.AnyOf(1, 2), absent.ToString());
            Assert.That(broken.Errors, Does.Contain("gateway.json").And.Not.Contain("   at "));
            Assert.That(absent.Errors, Does.Contain("absent.json").And.Not.Contain("   at "));
        });
    }

    private async Task<CommandResult> RunAsync(GatewaySettings settings)
    {
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, settings.ToJson());
        return await Command.RunAsync(["run", "--config", file], folder: folder, within: TimeSpan.FromSeconds(30));
    }
}
