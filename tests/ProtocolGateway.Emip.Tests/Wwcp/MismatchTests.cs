using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Outbound;
using ProtocolGateway.Emip.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>
/// What WWCP's classes write and can't read themselves (emip.md 7.7), so that only somebody else, a hub, ever meets it: answers whose
/// status stands in words, or in another namespace, or under another root.
/// </summary>
internal sealed class MismatchTests : PartnerTest
{
    private const string InWords = "<requestStatus>1: Ok!</requestStatus>";

    [Test]
    public async Task A_heartbeats_answer_has_a_small_b_qualified_children_and_words()
    {
        Partner.Say(200, """
            <SOAP:Envelope xmlns:SOAP="http://www.w3.org/2003/05/soap-envelope" xmlns:eMIP="https://api-iop.gireve.com/schemas/PlatformV1/">
              <SOAP:Header />
              <SOAP:Body>
                <eMIP:eMIP_ToIOP_HeartbeatResponse>
                  <eMIP:transactionId>T</eMIP:transactionId>
                  <eMIP:heartBeatPeriod>300</eMIP:heartBeatPeriod>
                  <eMIP:currentTime>2024-06-12T08:00:00Z</eMIP:currentTime>
                  <eMIP:requestStatus>1: Ok!</eMIP:requestStatus>
                </eMIP:eMIP_ToIOP_HeartbeatResponse>
              </SOAP:Body>
            </SOAP:Envelope>
            """.ReplaceLineEndings("\r\n"));
        var hub = Partnership.Make("hub", [Partnership.Role(Role.HUB, "FR*107")], ("PartnerId", "FR*107"), ("Url", Partner.Url), ("Authentication", "None"));
        var sign = await new HeartBeats(new PartnerBook(Partnership.Gateway, [hub], []), new FixedClock()).SayAsync(hub, default);
        Assert.That(sign, Is.EqualTo(new SignOfLife(Trouble: null) { Period = TimeSpan.FromSeconds(300), Ahead = TimeSpan.Zero }));
    }

    [Test]
    public async Task An_authorisations_answer_has_words_and_an_empty_parameter()
    {
        Answer("GetServiceAuthorisation", $"""
            <authorisationValue>1</authorisationValue>
            <serviceSessionId>H-1</serviceSessionId>
            <intermediateCDRRequested>0</intermediateCDRRequested>
            <salePartnerOperatorIdType>eMI3</salePartnerOperatorIdType>
            <salePartnerOperatorId>FR-GWM</salePartnerOperatorId>
            <parameter></parameter>
            {InWords}
            """, fromHub: false);
        var outcome = await SayAsync(Ask, "GetServiceAuthorisation", Role.HUB);
        var read = (TokenAuthorized)outcome.Reply!;
        Assert.That((read.Allowed, read.SessionId, read.Emsp), Is.EqualTo((AllowedType.ALLOWED, "H-1", new PartyId("FR", "GWM"))));
    }

    [Test]
    public async Task A_starts_answer_has_a_plain_number()
    {
        Answer("SetServiceAuthorisation", """
            <serviceSessionId>H-1</serviceSessionId>
            <execPartnerOperatorIdType>eMI3</execPartnerOperatorIdType>
            <execPartnerOperatorId>FR*GWC</execPartnerOperatorId>
            <requestStatus>1</requestStatus>
            """, fromHub: false);
        var read = (CommandAnswered)(await SayAsync(Begin, "SetServiceAuthorisation", Role.HUB)).Reply!;
        Assert.That((read.Result, read.SessionId, read.Cpo), Is.EqualTo((CommandResult.ACCEPTED, "H-1", new PartyId("FR", "GWC"))));
    }

    [Test]
    public async Task An_actions_answer_has_words()
    {
        Answer("SetSessionActionRequest", $"<serviceSessionId>S-1</serviceSessionId>\n<sessionActionId>A-9</sessionActionId>\n{InWords}", fromHub: false);
        var read = (CommandAnswered)(await SayAsync(End, "SetSessionActionRequest", Role.HUB)).Reply!;
        Assert.That((read.Result, read.ActionId), Is.EqualTo((CommandResult.ACCEPTED, "A-9")));
    }

    [TestCase(Role.EMSP, true)]
    [TestCase(Role.HUB, false)]
    public async Task So_has_an_event_reports(Role role, bool fromHub)
    {
        Answer("SetSessionEventReport", $"<serviceSessionId>S-1</serviceSessionId>\n<sessionActionId>A-1</sessionActionId>\n{InWords}", fromHub);
        Assert.That(await SayAsync(Started, "SetSessionEventReport", role), Is.TypeOf<Outcome.Delivered>());
    }

    [TestCase("SetEVSEBusyStatus", false)]
    [TestCase("SetEVSESyntheticStatus", true, Description = "the children qualified")]
    public async Task So_have_statuses(string service, bool qualified)
    {
        var content = $"<transactionId>T</transactionId>\n{InWords}";
        Partner.Say(200, Envelope($"dyn:eMIP_ToIOP_{service}Response", qualified ? WwcpEnvelope.Qualified(content) : content));
        Assert.That(await SayAsync(Free, service, Role.HUB), Is.TypeOf<Outcome.Delivered>());
    }

    [TestCase("1", typeof(Outcome.Delivered))]
    [TestCase("1: Ok!", typeof(Outcome.Delivered))]
    [TestCase("10501: Unknown session", typeof(Outcome.Refused))]
    public async Task A_records_is_read_in_either_form(string status, Type outcome)
    {
        Answer("SetChargeDetailRecord", $"<serviceSessionId>S-1</serviceSessionId>\n<requestStatus>{status}</requestStatus>");
        Assert.That(await Protocol.SendAsync(Deliveries.To(Partner), default), Is.TypeOf(outcome));
    }

    /// <summary>What its parsers look for elsewhere (a start's parameter in the alias, an event's action under another name, a status in words) would be wrong for everybody else.</summary>
    [Test]
    public async Task What_only_its_parsers_look_for_is_not_written()
    {
        Answer("SetSessionEventReport", $"<serviceSessionId>S-1</serviceSessionId>\n{InWords}");
        await SayAsync(Started, "SetSessionEventReport", Role.EMSP, ("NestedSessionEvent", "true"));
        Answer("SetEVSEBusyStatus", InWords, fromHub: false);
        await SayAsync(Free, "SetEVSEBusyStatus", Role.HUB);
        Assert.Multiple(() =>
        {
            Assert.That(Partner.Bodies.First(), Does.Contain("<sessionEventNature>3</sessionEventNature>").And.Contain("<relatedSessionActionId>A-1</relatedSessionActionId>")
                .And.Not.Contain("relatedSessionEventId"));
            Assert.That(Partner.Bodies.Last(), Does.Contain("<busyStatus>1</busyStatus>"));
        });
    }
}
