using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Inbound;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>Values in every form that implementations write (emip.md 7.8, 7.10, 7.11).</summary>
internal sealed class ValueTests : EndpointTest
{
    [TestCase("FR*GWC")]
    [TestCase("FR-GWC")]
    [TestCase("FRGWC")]
    [TestCase("fr*gwc")]
    public async Task A_party_in_every_spelling(string id)
    {
        await AskAsync(Authorise(operatorId: id));
        Assert.That(Asked.Cpo, Is.EqualTo(new PartyId("FR", "GWC")));
    }

    [TestCase("RFID-UID", TokenType.RFID)]
    [TestCase("eMA", TokenType.EMAID)]
    [TestCase("EVCO", TokenType.EMAID)]
    [TestCase("eMI3", TokenType.EMAID)]
    [TestCase("EMP-SPEC", TokenType.OTHER)]
    public async Task A_user_of_every_type(string type, TokenType expected)
    {
        await AskAsync(Authorise(userIdType: type));
        Assert.That(Asked.Token!.Type, Is.EqualTo(expected));
    }

    [Test]
    public async Task Values_are_trimmed_and_an_empty_optional_one_is_absent()
    {
        await AskAsync(Authorise(evse: "\n  FR*GWC*E75056*0042*1\t ", more: "<partnerServiceSessionId/>"));
        Assert.That((Asked.EvseId, Asked.CpoSessionId), Is.EqualTo(("FR*GWC*E75056*0042*1", (string?)null)));
    }

    [Test]
    public async Task An_unknown_element_is_passed_over_and_reported()
    {
        await AskAsync(Authorise(more: "<somethingNew>1</somethingNew>"));
        Assert.That(Endpoint.Gateway.Asked.Single().Losses.Select(l => l.Place), Does.Contain("somethingNew"));
    }

    [Test]
    public async Task An_empty_mandatory_one_is_missing()
    {
        var answer = await Endpoint.PostAsync(Authorise(evse: " "), WwcpEnvelope.MediaType);
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text).Reason, Does.Contain("EVSEId"));
    }

    private AuthorizeToken Asked => (AuthorizeToken)Endpoint.Gateway.Asked.Single().Question;

    private async Task AskAsync(string request)
    {
        Endpoint.Gateway.Reply = new TokenAuthorized { Allowed = AllowedType.ALLOWED, SessionId = "S-1" };
        var answer = await Endpoint.PostAsync(request, WwcpEnvelope.MediaType);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    private static string Authorise(string operatorId = "FR*GWC", string evse = "FR*GWC*E75056*0042*1", string userIdType = "RFID-UID", string more = "") =>
        WwcpEnvelope.Of("aut:eMIP_ToIOP_GetServiceAuthorisationRequest", WwcpEnvelope.Head(operatorId) + $"""
            <EVSEIdType>eMI3</EVSEIdType>
            <EVSEId>{evse}</EVSEId>
            <userIdType>{userIdType}</userIdType>
            <userId>04A2B3C4D5E680</userId>
            <requestedServiceId>1</requestedServiceId>
            {more}
            """);
}
