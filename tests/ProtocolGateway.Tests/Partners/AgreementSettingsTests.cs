using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Tests.Partners;

public sealed class AgreementSettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void An_agreement_is_read_with_all_that_is_set()
    {
        var read = settings.ReadGood(Agreement("""
            "Cpo": "fr-798", "Emsp": "*", "ValidFrom": "2026-01-01T00:00:00Z", "ValidTo": "2027-01-01T00:00:00+01:00",
            "Currency": "EUR", "Unpriced": "zero-with-remark", "AskUnknownTokens": true
            """));

        Assert.That(read.Partners.Agreements, Is.EqualTo(new[]
        {
            new Agreement
            {
                Cpo = new PartyId("FR", "798"),
                ValidFrom = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                ValidTo = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero),
                Currency = "EUR",
                Unpriced = UnpricedPolicy.ZeroWithRemark,
                AskUnknownTokens = true,
            },
        }));
    }

    [TestCase(""" "Cpo": "FR*799" """, "Gateway:Agreements:0:Cpo: no partner speaks for CPO FR*799; expected a party from the Roles or Reaches of a partner, or \"*\" for any")]
    [TestCase(""" "Emsp": "FR*798" """, "Gateway:Agreements:0:Emsp: no partner speaks for EMSP FR*798; expected a party from the Roles or Reaches of a partner, or \"*\" for any")]
    [TestCase(""" "Emsp": "" """, "Gateway:Agreements:0:Emsp: missing; expected the EMSP's party id such as \"FR*798\", or \"*\" for any")]
    [TestCase(""" "Currency": "EURO" """, "Gateway:Agreements:0:Currency: 'EURO' is no currency; expected its code of ISO 4217 in capitals, such as \"EUR\"")]
    [TestCase(""" "Unpriced": "free" """, "Gateway:Agreements:0:Unpriced: 'free' was found; expected hold or zero-with-remark")]
    [TestCase(""" "Unpriced": "zero-with-remark" """, "Gateway:Agreements:0:Currency: missing; \"Unpriced\": \"zero-with-remark\" needs the currency that a cost of 0 is told in, such as \"EUR\"")]
    [TestCase(""" "ValidFrom": "2026-01-01" """, "Gateway:Agreements:0:ValidFrom: '2026-01-01' is no instant; expected such as \"2026-01-31T00:00:00Z\"")]
    [TestCase(""" "ValidFrom": "2026-01-01T00:00:00" """, "Gateway:Agreements:0:ValidFrom: '2026-01-01T00:00:00' is no instant; expected such as \"2026-01-31T00:00:00Z\"")]
    [TestCase(""" "ValidFrom": "2026-01-02T00:00:00Z", "ValidTo": "2026-01-01T00:00:00Z" """, "Gateway:Agreements:0:ValidTo: the agreement ends before it begins; expected an instant after ValidFrom")]
    [TestCase(""" "UntoldTime": "charging" """, "Gateway:Agreements:0:UntoldTime: it is about rating, and the agreement names no tariff to rate with; expected a Tariff beside it")]
    [TestCase(""" "Tariff": "T1", "StepSize": "all" """, "Gateway:Agreements:0:StepSize: 'all' was found; expected last-dimension or session-total")]
    [TestCase(""" "Curency": "EUR" """, "Gateway:Agreements:0:Curency: no such setting; did you mean Currency?")]
    public void What_is_wrong_is_told_with_what_is_expected(string setting, string fault) =>
        Assert.That(settings.Faults(Agreement(setting)), Is.EqualTo(new[] { fault }));

    [Test]
    public void A_tariff_to_rate_with_comes_with_how()
    {
        var agreement = settings.ReadGood(Agreement(""" "Tariff": "T1", "UntoldTime": "charging", "StepSize": "session-total" """)).Partners.Agreements[0];
        Assert.That((agreement.Tariff, agreement.UntoldTime, agreement.StepRule), Is.EqualTo(("T1", UntoldTimePolicy.Charging, StepRule.SessionTotal)));
    }

    [Test]
    public void The_party_of_a_partner_with_a_fault_of_its_own_is_not_called_unknown()
    {
        Assert.That(settings.Faults("""{ "Gateway": { "Partners": { "acme-cpo": { "Emip": { "Url": "x" } } } } }"""), Has.Length.EqualTo(1));
    }

    private static string Agreement(string setting) => $$"""{ "Gateway": { "Agreements": [ { {{setting}} } ] } }""";
}
