using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Inbound;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>WWCP's EMP client: what it sends (emip.md 7.3) is taken, and what it needs (7.4) is answered.</summary>
internal sealed class EmpClientTests : EndpointTest
{
    [TestCase("Start", StartStop.START)]
    [TestCase("Stop", StartStop.STOP)]
    public async Task Its_start_says_a_word_and_calls_its_own_session_the_hubs(string word, StartStop action)
    {
        Endpoint.Gateway.Reply = new CommandAnswered { Result = CommandResult.NO_SERVICE, SessionId = "S-1", Cpo = new("FR", "GWC") };
        var read = new WwcpReader(await Endpoint.PostAsync(Start(word), WwcpEnvelope.MediaType));
        read.Operator("execPartnerOperatorId");
        Assert.Multiple(() =>
        {
            Assert.That(read.Mandatory("transactionId"), Is.EqualTo("7E4c8hWb8Kv2rY6t3nQp"));
            Assert.That(read.Mandatory("serviceSessionId"), Is.EqualTo("S-1"), "in refusals too");
            Assert.That(read.Status(), Is.EqualTo(205));
        });
        var asked = (StartSession)Endpoint.Gateway.Asked.Single().Question;
        Assert.That((asked.Action, asked.EmspSessionId, asked.SessionId), Is.EqualTo((action, "M-1", (string?)null)));
    }

    [Test]
    public async Task A_word_that_says_nothing_is_refused()
    {
        var answer = await Endpoint.PostAsync(Start("Undefined"), WwcpEnvelope.MediaType);
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text).Reason, Does.Contain("authorisationValue"));
        Assert.That(Endpoint.Gateway.Asked, Is.Empty);
    }

    [TestCase("0: Emergency stop", SessionActionType.EMERGENCY_STOP)]
    [TestCase("1: Stop and terminate current operation", SessionActionType.STOP)]
    [TestCase("2: Suspend", SessionActionType.SUSPEND)]
    [TestCase("3: Restart", SessionActionType.RESUME)]
    public async Task Its_action_has_a_root_one_Request_short_words_and_its_own_id_last(string nature, SessionActionType type)
    {
        Endpoint.Gateway.Reply = new CommandAnswered { Result = CommandResult.ACCEPTED, SessionId = "S-1", ActionId = "GTW-1" };
        var request = WwcpEnvelope.Of("aut:eMIP_ToIOP_SetSessionActionRequest", WwcpEnvelope.Head("FR*GWM") + $"""
            <serviceSessionId>S-1</serviceSessionId>
            <sessionAction>
              <sessionActionNature>{nature}</sessionActionNature>
              <sessionActionDateTime>2024-06-12T09:00:00.000Z</sessionActionDateTime>
            </sessionAction>
            <salePartnerSessionId>M-1</salePartnerSessionId>
            """);
        var read = new WwcpReader(await Endpoint.PostAsync(request, WwcpEnvelope.MediaType));
        Assert.Multiple(() =>
        {
            Assert.That(read.Mandatory("transactionId"), Is.EqualTo("7E4c8hWb8Kv2rY6t3nQp"));
            Assert.That(read.Mandatory("serviceSessionId"), Is.EqualTo("S-1"));
            Assert.That(read.Mandatory("sessionActionId"), Is.EqualTo("GTW-1"));
            Assert.That(read.Status(), Is.EqualTo(1));
        });
        var asked = (ActOnSession)Endpoint.Gateway.Asked.Single().Question;
        Assert.That((asked.Type, asked.EmspSessionId, asked.Id), Is.EqualTo((type, "M-1", (string?)null)));
    }

    private static string Start(string word) => WwcpEnvelope.Of("aut:eMIP_ToIOP_SetServiceAuthorisationRequest", WwcpEnvelope.Head("FR*GWM") + $"""
        <EVSEIdType>eMI3</EVSEIdType>
        <EVSEId>FR*GWC*E75056*0042*1</EVSEId>
        <userIdType>RFID-UID</userIdType>
        <userId>04A2B3C4D5E680</userId>
        <requestedServiceId>1</requestedServiceId>
        <authorisationValue>{word}</authorisationValue>
        <intermediateCDRRequested>0</intermediateCDRRequested>
        <serviceSessionId>M-1</serviceSessionId>
        """);
}
