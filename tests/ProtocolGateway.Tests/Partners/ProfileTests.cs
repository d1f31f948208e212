using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

/// <summary>A profile of the settings under test: a zone, an address, and what only hubs get.</summary>
public sealed class ProfileTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void A_profile_sets_what_the_partner_leaves_out()
    {
        var cpo = Partner(""" "Profile": "Gireve", "Emip": { "Url": "" } """);
        Assert.That((cpo.TimeZone.Id, cpo.Settings, cpo.ZeroMeansUnknown), Is.EqualTo(("Europe/Paris", new Uri("http://of-the-profile/"), false)));
    }

    [Test]
    public void What_the_partner_sets_itself_wins()
    {
        var cpo = Partner(""" "Profile": "gireve", "TimeZone": "UTC", "Emip": { "Url": "http://own/" } """);
        Assert.That((cpo.TimeZone.Id, cpo.Settings), Is.EqualTo(("UTC", new Uri("http://own/"))));
    }

    [Test]
    public void It_may_differ_by_role() =>
        Assert.That(Partner(""" "Profile": "gireve", "Roles": [ { "Role": "CPO", "Party": "FR*798" }, { "Role": "HUB", "Party": "FR*107" } ] """).ZeroMeansUnknown, Is.True);

    [Test]
    public void An_unknown_one_is_told_beside_those_that_exist() =>
        Assert.That(settings.Faults(Json(""" "Profile": "hubject" """)), Is.EqualTo(new[]
        {
            "Gateway:Partners:acme-cpo:Profile: there is no profile 'hubject'; expected gireve, or nothing",
        }));

    [Test]
    public void A_protocol_may_have_none() =>
        Assert.That(settings.Faults("""{ "Gateway": { "Partners": { "volt-emsp": { "Profile": "gireve" } } } }"""), Is.EqualTo(new[]
        {
            "Gateway:Partners:volt-emsp:Profile: 'gireve' was found, and ocpi has no profiles; expected nothing",
        }));

    [TestCase("settings: { TimeZone: UTC }", "bad.yaml:1:1: no protocol is named; expected such as 'protocol: ocpi'")]
    [TestCase("protocol: emip\nsetings: {}", "bad.yaml:2:1: there is no 'setings' in a profile; expected protocol, settings, roles")]
    [TestCase("protocol: emip\nroles: { NSP: {} }", "bad.yaml:2:10: there is no role 'NSP'; expected CPO, EMSP, HUB")]
    public void A_file_with_a_fault_is_named(string text, string fault)
    {
        File.WriteAllText(Path.Combine(settings.Profiles, "bad.yaml"), text);
        Assert.That(settings.Faults("{}").Select(f => f.Replace(settings.Profiles + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)), Is.EqualTo(new[] { fault }));
    }

    private Partner Partner(string members) => settings.ReadGood(Json(members)).Partners.Find("acme-cpo")!;

    private static string Json(string members) => $$"""{ "Gateway": { "Partners": { "acme-cpo": { {{members}} } } } }""";
}
