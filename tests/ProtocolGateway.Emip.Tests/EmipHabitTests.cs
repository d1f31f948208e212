using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Tests;

/// <summary>In what forms a partner wants what it is told; each has a usual value.</summary>
internal sealed class EmipHabitTests
{
    private static readonly RequestRoot Action = new(
        "SetSessionActionRequest", EmipNames.Authorisation, "eMIP_FromIOP_SetSessionActionRequestRequest", "eMIP_FromIOP_SetSessionActionRequestResponse", true);

    private static readonly RequestRoot Event = new(
        "SetSessionEventReport", EmipNames.Authorisation, "eMIP_ToIOP_SetSessionEventReportRequest", "eMIP_ToIOP_SetSessionEventReportResponse", false);

    [Test]
    public void Roots_are_spelled_by_the_naming_rule_unless_set()
    {
        var options = Options();
        Assert.That((options.NameOf(Action), options.NameOf(Event)), Is.EqualTo((Action.Name, Event.Name)));
    }

    [Test]
    public void Roots_are_spelled_as_a_partner_wants_them()
    {
        var options = Options(("RootSpelling:SetSessionActionRequest", "setsessionactionrequest"), ("RootSpelling:SetSessionEventReport", "SetSessionEventReportRequestRequest"));
        Assert.That(
            (options.NameOf(Action), options.NameOf(Event)),
            Is.EqualTo(("eMIP_FromIOP_SetSessionActionRequest", "eMIP_ToIOP_SetSessionEventReportRequestRequest")));
    }

    [TestCase("RootSpelling:SetSessionActionRequest", "SetSession", "'SetSession' was found; expected SetSessionActionRequestRequest or SetSessionActionRequest")]
    [TestCase("RootSpelling:HeartBeat", "Heartbeat", "no such setting; known here: SetSessionActionRequest, SetSessionEventReport")]
    [TestCase("EnergyUnit", "MWh", "'MWh' was found; expected Wh or kWh")]
    [TestCase("WhMeansKWh", "often", "'often' was found; expected true or false")]
    [TestCase("PartyAliases:G_Apps", "Gireve", "'Gireve' is no party id; expected two letters of the country and three letters or digits, such as \"FR*798\"")]
    [TestCase("PartyAliases", "FR*GAP", "'FR*GAP' is a value; expected a group of settings { ... }")]
    [TestCase("NestedSessionEvent", "1", "'1' was found; expected true or false")]
    [TestCase("InboundPath", "services", "'services' is no path; expected such as \"/services/evciV1\"")]
    [TestCase("InboundPath", "/a//b", "'/a//b' is no path; expected such as \"/services/evciV1\"")]
    [TestCase("InboundPath", "/{id}", "'/{id}' is no path; expected such as \"/services/evciV1\"")]
    [TestCase("InboundPath", "/OCPI/2.2.1", "what is below /OCPI is for other ends; expected another path, such as \"/services/evciV1\"")]
    public void What_is_no_habit_is_a_fault(string key, string value, string text) =>
        Assert.That(Read((key, value)).Faults.Single().ToString(), Is.EqualTo($"Gateway:Partners:it:Emip:{key}: {text}"));

    [Test]
    public void The_others_are_the_protocols_own_unless_set()
    {
        var options = Options();
        Assert.That((options.NestedSessionEvent, options.EnergyInKWh, options.WhMeansKWh, options.InboundPath), Is.EqualTo((false, false, false, (string?)null)));
        options = Options(("NestedSessionEvent", "true"), ("EnergyUnit", "KWH"), ("WhMeansKWh", "true"), ("InboundPath", "/services/evciV1"));
        Assert.That((options.NestedSessionEvent, options.EnergyInKWh, options.WhMeansKWh, options.InboundPath), Is.EqualTo((true, true, true, "/services/evciV1")));
    }

    [Test]
    public void A_party_has_one_alias() => Assert.That(
        Read(("PartyAliases:$$", "FR*107"), ("PartyAliases:G_Apps", "FR*107")).Faults.Single().ToString(),
        Is.EqualTo("Gateway:Partners:it:Emip:PartyAliases: FR*107 has the aliases $$ and G_Apps; expected one for each party"));

    private static EmipOptions Options(params (string, string?)[] settings)
    {
        var reading = Read(settings);
        Assert.That(reading.Faults, Is.Empty);
        return (EmipOptions)reading.Settings!;
    }

    private static PartnerReading Read(params (string, string?)[] settings) =>
        Partnership.Read([new PartnerRole(Role.CPO, new PartyId("FR", "798"))], false, [("PartnerId", "FR*798"), .. settings]);
}
