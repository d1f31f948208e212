using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class SessionSettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void A_pause_is_time_and_a_record_is_waited_for_five_minutes_unless_it_is_set() => Assert.That(
        settings.ReadGood().Partners.Find("acme-cpo")!.Sessions,
        Is.EqualTo(new SessionSettings { SuspendedIs = CdrDimensionType.TIME, CompleteAfter = TimeSpan.FromMinutes(5), ReadingsEvery = TimeSpan.FromMinutes(1) }));

    [Test]
    public void What_is_set_is_read() => Assert.That(
        settings.ReadGood(Sessions(""" "SuspendedIs": "PARKING_TIME", "CompleteAfter": "1h", "ReadingsEvery": "10s", "Reports": "false" """)).Partners.Find("acme-cpo")!.Sessions,
        Is.EqualTo(new SessionSettings { SuspendedIs = CdrDimensionType.PARKING_TIME, CompleteAfter = TimeSpan.FromHours(1), ReadingsEvery = TimeSpan.FromSeconds(10), Reports = false }));

    [TestCase(""" "SuspendedIs": "ENERGY" """, "Gateway:Partners:acme-cpo:Sessions:SuspendedIs: 'ENERGY' was found; expected TIME or PARKING_TIME")]
    [TestCase(""" "CompleteAfter": "soon" """, "Gateway:Partners:acme-cpo:Sessions:CompleteAfter: 'soon' is no length of time; expected a whole number with its unit (ms, s, m, h, d), such as \"30s\", up to 366d")]
    [TestCase(""" "Completes": "1s" """, "Gateway:Partners:acme-cpo:Sessions:Completes: no such setting; known here: SuspendedIs, CompleteAfter, ReadingsEvery, Reports")]
    public void What_is_wrong_is_told_with_what_is_expected(string setting, string fault) =>
        Assert.That(settings.Faults(Sessions(setting)), Is.EqualTo(new[] { fault }));

    private static string Sessions(string members) => $$"""{ "Gateway": { "Partners": { "acme-cpo": { "Sessions": { {{members}} } } } } }""";
}
