using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Tests;

public sealed class OcpiOptionsTests
{
    private static readonly (string, string?)[] Good =
    [
        ("Version", "2.2.1"), ("VersionsUrl", "https://volt.example/ocpi/versions"), ("InboundToken", "in"), ("OutboundToken", "out"),
    ];

    [Test]
    public void Good_settings_are_read()
    {
        var reading = TestPartners.Read(false, [.. Good, ("TokenForm", "plain"), ("Timeout", "5")]);

        Assert.That(reading.Faults, Is.Empty);
        var options = (OcpiOptions)reading.Settings!;
        Assert.That((reading.Dialect, reading.Concurrency), Is.EqualTo(("ocpi-2.2.1", 4)));
        Assert.That((options.InboundForm, options.OutboundForm, options.Timeout), Is.EqualTo((TokenForm.Plain, TokenForm.Plain, TimeSpan.FromSeconds(5))));
        Assert.That(options.Connection!.Authorization, Is.EqualTo("Token out"));
    }

    [TestCase(null, null, "Token b3V0")]
    [TestCase("auto", null, "Token b3V0")]
    [TestCase("base64", null, "Token b3V0")]
    [TestCase("plain", null, "Token out")]
    [TestCase(null, "plain", "Token out")]
    public void The_form_of_our_token_is_the_setting_s_or_else_the_version_s(string? both, string? outward, string header)
    {
        var options = (OcpiOptions)TestPartners.Read(false, [.. Good, both is not null ? ("TokenForm", both) : ("TokenForm:Out", outward)]).Settings!;

        Assert.That(options.Connection!.Authorization, Is.EqualTo(header));
    }

    [Test]
    public void A_partner_is_told_by_its_token_which_is_not_shown()
    {
        var (one, same, other) = (Identity("a"), Identity("a"), Identity("b"));

        Assert.That(one, Is.EqualTo(same).And.Not.EqualTo(other).And.Length.EqualTo(64));

        static string? Identity(string token) => TestPartners.Read(false, ("Version", "2.2.1"), ("InboundToken", token)).Identity;
    }

    [Test]
    public void A_secret_may_be_in_a_file_or_in_the_environment()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid() + ".token");
        File.WriteAllText(file, "from-a-file\n");
        var variable = "OCPI_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(variable, "from-the-environment");

        var options = (OcpiOptions)TestPartners.Read(false,
            ("Version", "2.2.1"), ("VersionsUrl", "https://volt.example/v"), ("InboundToken", "env:" + variable), ("OutboundToken", "file:" + file)).Settings!;

        Assert.That(options.OutboundToken, Is.EqualTo("from-a-file"));
        Assert.That(options.InboundTokenHash, Is.EqualTo(TokenHeader.Hash("from-the-environment")));
        File.Delete(file);
    }

    [Test]
    public void All_faults_come_at_once_and_each_names_its_place()
    {
        var reading = TestPartners.Read(false,
            ("Version", "2.2"), ("VersionsUrl", "http://volt.example/ocpi/versions"), ("InboundToken", "two words"), ("OutboundToken", "env:OCPI_NO_SUCH_VARIABLE"),
            ("TokenForm", "hex"), ("Timeout", "soon"), ("VersionUrl", "typo"));

        Assert.That(reading.Settings, Is.Null);
        Assert.That(reading.Faults.Select(f => f.Path[(TestPartners.Path.Length + 1)..]),
            Is.EquivalentTo(["Version", "VersionsUrl", "InboundToken", "OutboundToken", "TokenForm", "Timeout", "VersionUrl"]));
        Assert.That(string.Join('\n', reading.Faults), Does.Not.Contain("two words"));
    }

    [TestCase("Version", null, "Version")]
    [TestCase("Version", "2.2", "Version")]
    [TestCase("Version", "2.4", "Version")]
    [TestCase("VersionsUrl", "volt.example", "VersionsUrl")]
    [TestCase("VersionsUrl", "ftp://volt.example", "VersionsUrl")]
    [TestCase("VersionsUrl", null, "VersionsUrl")]
    [TestCase("OutboundToken", null, "OutboundToken")]
    [TestCase("Timeout", "0", "Timeout")]
    [TestCase("TokenForm:In", "hex", "TokenForm:In")]
    [TestCase("TokenForm:Sideways", "plain", "TokenForm:Sideways")]
    public void One_wrong_setting_is_one_fault(string key, string? value, string place)
    {
        var reading = TestPartners.Read(false, [.. Good.Where(s => s.Item1 != key), (key, value)]);

        Assert.That(reading.Faults.Select(f => f.Path), Is.EqualTo([$"{TestPartners.Path}:{place}"]));
    }

    [Test]
    public void A_registration_token_takes_the_place_of_both_and_makes_the_version_one_that_may_be_left_open()
    {
        var options = (OcpiOptions)TestPartners.Read(false, ("VersionsUrl", "https://volt.example/v"), ("RegistrationToken", "a")).Settings!;
        var faults = TestPartners.Read(false, ("Version", "auto"), ("RegistrationToken", "a"), ("InboundToken", "b"), ("OutboundToken", "c")).Faults;

        Assert.That((options.OnlyVersion, options.Registers, options.StartsHandshake, options.Connection), Is.EqualTo((default(OcpiVersion), true, true, default(OcpiConnection))));
        Assert.That(faults.Select(f => f.Path), Is.EqualTo([$"{TestPartners.Path}:InboundToken", $"{TestPartners.Path}:OutboundToken"]));
    }

    [Test]
    public void Plain_http_is_for_this_machine_or_for_who_wants_it_so()
    {
        Assert.That(Faults(false, "http://127.0.0.1:9002/ocpi/versions"), Is.Zero);
        Assert.That(Faults(true, "http://volt.example/ocpi/versions"), Is.Zero);
        Assert.That(Faults(false, "http://volt.example/ocpi/versions"), Is.EqualTo(1));

        static int Faults(bool allowInsecure, string url) =>
            TestPartners.Read(allowInsecure, ("Version", "2.2.1"), ("VersionsUrl", url), ("OutboundToken", "out")).Faults.Count;
    }

    [Test]
    public void A_partner_that_can_neither_speak_nor_be_spoken_to_is_a_fault() =>
        Assert.That(TestPartners.Read(false, ("Version", "2.2.1")).Faults.Select(f => f.Path), Is.EqualTo([$"{TestPartners.Path}:InboundToken"]));

    [Test]
    public void Catching_up_is_on_unless_a_partner_says_otherwise()
    {
        var (usual, off) = ((OcpiOptions)TestPartners.Read(false, Good).Settings!, (OcpiOptions)TestPartners.Read(false, [.. Good, ("CatchUp", "false")]).Settings!);

        Assert.That((usual.CatchUp, usual.CatchUpFrom, usual.PullEvery, usual.PullWholeEvery, off.CatchUp), Is.EqualTo((true, default(DateTimeOffset?), TimeSpan.FromHours(4), (TimeSpan?)TimeSpan.FromHours(24), false)));
        Assert.That(((OcpiOptions)TestPartners.Read(false, [.. Good, ("PullWholeEvery", "never")]).Settings!).PullWholeEvery, Is.Null);
    }

    [TestCase("CatchUp", "maybe", "'maybe' was found; expected true or false")]
    [TestCase("CatchUpFrom", "yesterday", "'yesterday' is no instant; expected such as \"2026-01-31T00:00:00Z\"")]
    [TestCase("PullEvery", "59s", "'59s' is too often; expected 1m or more")]
    [TestCase("PullWholeEvery", "59s", "'59s' is too often; expected 1m or more")]
    public void Wrong_settings_of_catching_up_are_faults(string key, string value, string text)
    {
        var fault = TestPartners.Read(false, [.. Good, (key, value)]).Faults.Single();

        Assert.That((fault.Path, fault.Text), Is.EqualTo(($"{TestPartners.Path}:{key}", text)));
    }

    [TestCase("CatchUpFrom", "2026-01-31T00:00:00Z")]
    [TestCase("PullEvery", "1h")]
    [TestCase("PullWholeEvery", "never")]
    public void When_to_ask_without_asking_is_a_fault(string key, string value) => Assert.That(
        TestPartners.Read(false, [.. Good, ("CatchUp", "false"), (key, value)]).Faults.Single().Path,
        Is.EqualTo($"{TestPartners.Path}:{key}"));
}
