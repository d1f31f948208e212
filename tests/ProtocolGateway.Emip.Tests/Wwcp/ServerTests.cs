using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Outbound;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>WWCP's CPO and EMP servers: what they demand of a hub (emip.md 7.5, 7.6) is sent, and what they answer is understood.</summary>
internal sealed class ServerTests : PartnerTest
{
    [Test]
    public async Task A_start_has_every_element_that_its_CPO_server_demands()
    {
        Answer("SetServiceAuthorisation", "<requestStatus>1</requestStatus>\n<partnerServiceSessionId>E-1</partnerServiceSessionId>");
        var outcome = await SayAsync(Begin, "SetServiceAuthorisation", Role.CPO);

        var body = Soap.Body(Partner.Bodies.Single());
        Assert.That(body.Name, Is.EqualTo(Soap.Authorisation + "eMIP_FromIOP_SetServiceAuthorisationRequest"));
        foreach (var name in (string[])["partnerId", "operatorId", "targetOperatorId", "EVSEId", "userIdType", "userId", "requestedServiceId", "serviceSessionId",
            "authorisationValue", "intermediateCDRRequested"])
            Assert.That(body.Element(name)?.Value, Is.Not.Null.And.Not.Empty, name);
        foreach (var name in (string[])["partnerId", "operatorId", "targetOperatorId"])
            Assert.That(body.Element(name)!.Value, Does.Match(@"^[A-Z]{2}\*[A-Z0-9]{3}$"), "a hyphen kills the request");
        // Its own session id comes after the status.
        Assert.That(outcome.Reply, Is.EqualTo(new CommandAnswered { Result = CommandResult.ACCEPTED, CpoSessionId = "E-1" }));
    }

    [Test]
    public async Task Standing_alone_it_takes_text_xml_only()
    {
        Answer("SetServiceAuthorisation", "<requestStatus>1</requestStatus>");
        await SayAsync(Begin, "SetServiceAuthorisation", Role.CPO, ("ContentType", "text/xml"));
        Assert.That(Partner.Requests.Single().Head, Does.Contain("Content-Type: text/xml; charset=utf-8\r\n").IgnoreCase);
    }

    [Test]
    public async Task An_action_has_the_root_that_it_listens_for_and_a_plain_nature()
    {
        Answer("SetSessionActionRequest", "<requestStatus>1</requestStatus>");
        await SayAsync(End, "SetSessionActionRequest", Role.CPO);
        var body = Soap.Body(Partner.Bodies.Single());
        Assert.That(body.Name, Is.EqualTo(Soap.Authorisation + "eMIP_FromIOP_SetSessionActionRequestRequest"));
        Assert.That(body.Element("sessionAction")!.Elements().Select(e => (e.Name.LocalName, e.Value)), Is.EqualTo(
            [("sessionActionNature", "1"), ("sessionActionId", "A-1"), ("sessionActionDateTime", "2024-06-12T09:00:00.000Z")]));
    }

    [TestCase("205", CommandResult.NO_SERVICE)]
    [TestCase("206", CommandResult.EVSE_INOPERATIVE)]
    [TestCase("-9999990", CommandResult.REJECTED, Description = "it could not parse: HTTP 200, transactionId 0")]
    [TestCase("-9999992", CommandResult.REJECTED)]
    [TestCase("-9999993", CommandResult.REJECTED)]
    public async Task Its_statuses_mean_what_they_mean_there(string status, CommandResult result)
    {
        Partner.Say(200, Envelope("aut:eMIP_FromIOP_SetServiceAuthorisationResponse", $"<transactionId>0</transactionId>\n<requestStatus>{status}</requestStatus>"));
        Assert.That((await SayAsync(Begin, "SetServiceAuthorisation", Role.CPO)).Reply, Is.EqualTo(new CommandAnswered { Result = result }));
    }

    [Test]
    public async Task Its_refusal_to_read_at_all_is_no_answer()
    {
        Partner.Say(400, "Unknown SOAP/XML!", "text/plain");
        var outcome = await SayAsync(Begin, "SetServiceAuthorisation", Role.CPO);
        Assert.That(outcome, Is.InstanceOf<Outcome.Refused>());
        Assert.That(outcome.Reply, Is.Null);
    }

    [Test]
    public async Task An_authorisation_has_every_element_that_its_EMP_server_demands_and_its_words_are_read()
    {
        Partner.Say(200, Samples.Text("wwcp_FromIOP_GetServiceAuthorisation_response"), "text/xml; charset=utf-8");
        var outcome = await SayAsync(Ask, "GetServiceAuthorisation", Role.EMSP);

        var body = Soap.Body(Partner.Bodies.Single());
        foreach (var name in (string[])["transactionId", "partnerId", "operatorId", "targetOperatorId", "EVSEId", "userIdType", "userId", "requestedServiceId"])
            Assert.That(body.Element(name)?.Value, Is.Not.Null.And.Not.Empty, name);
        Assert.That(((TokenAuthorized)outcome.Reply!).Allowed, Is.EqualTo(AllowedType.ALLOWED), "1: Ok!, and an empty parameter");
    }

    [Test]
    public async Task When_its_EMP_server_fails_it_is_HTTP_500_without_a_fault()
    {
        Partner.Say(500, "", "text/plain");
        var outcome = await SayAsync(Ask, "GetServiceAuthorisation", Role.EMSP);
        Assert.That(outcome, Is.InstanceOf<Outcome.Unreachable>());
        Assert.That(outcome.Reply, Is.Null);
    }

    [Test]
    public async Task A_record_names_the_eMSP_without_a_separator_where_its_EMP_server_wants_none()
    {
        await Protocol.SendAsync(Deliveries.To(Partner, Role.EMSP, ("PartyIdSeparator", "none")), CancellationToken.None);
        var record = Soap.Body(Partner.Bodies.Single()).Element("chargeDetailRecord")!;
        Assert.That(record.Element("salePartnerOperatorId")!.Value, Does.Match("^[A-Z]{2}[A-Z0-9]{3}$"));
    }
}
