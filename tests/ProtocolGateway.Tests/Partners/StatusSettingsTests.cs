using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class StatusSettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void A_state_must_last_a_second_and_a_removal_waits_for_a_person_unless_it_is_set() =>
        Assert.That(settings.ReadGood().Statuses, Is.EqualTo(new StatusSettings(TimeSpan.FromSeconds(1), HoldRemoved: true)));

    [Test]
    public void What_is_set_is_read() => Assert.That(
        settings.ReadGood(Statuses(""" "StableFor": "500ms", "Removed": "tell" """)).Statuses,
        Is.EqualTo(new StatusSettings(TimeSpan.FromMilliseconds(500), HoldRemoved: false)));

    [TestCase(""" "Removed": "drop" """, "Gateway:Statuses:Removed: 'drop' was found; expected hold or tell")]
    [TestCase(""" "StableFor": "soon" """, "Gateway:Statuses:StableFor: 'soon' is no length of time; expected a whole number with its unit (ms, s, m, h, d), such as \"30s\", up to 366d")]
    [TestCase(""" "Stable": "1s" """, "Gateway:Statuses:Stable: no such setting; known here: StableFor, Removed")]
    public void What_is_wrong_is_told_with_what_is_expected(string setting, string fault) =>
        Assert.That(settings.Faults(Statuses(setting)), Is.EqualTo(new[] { fault }));

    private static string Statuses(string members) => $$"""{ "Gateway": { "Statuses": { {{members}} } } }""";
}
