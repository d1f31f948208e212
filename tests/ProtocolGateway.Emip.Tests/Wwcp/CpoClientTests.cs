using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Inbound;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>WWCP's CPO client: what it sends (emip.md 7.1) is taken, and what it needs (7.2) is answered.</summary>
internal sealed class CpoClientTests : EndpointTest
{
    private const string Evse = "<EVSEIdType>eMI3</EVSEIdType>\n<EVSEId>FR*GWC*E75056*0042*1</EVSEId>\n";

    private static readonly string Heartbeat = WwcpEnvelope.Of("eMIP:eMIP_ToIOP_HeartBeatRequest", WwcpEnvelope.Head("FR*GWC"));

    private static readonly string Authorise = WwcpEnvelope.Of("aut:eMIP_ToIOP_GetServiceAuthorisationRequest", WwcpEnvelope.Head("FR*GWC") + Evse + """
        <userIdType>RFID-UID</userIdType>
        <userId>04A2B3C4D5E680</userId>
        <requestedServiceId>1</requestedServiceId>
        """);

    [TestCase("application/soap+xml; charset=utf-8", "/")]
    [TestCase("application/soap+xml; charset=utf-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_HeartBeatV1/\"", "/api/emip")]
    [TestCase("text/xml", "/")]
    [TestCase("application/xml", "/api/emip/")]
    public async Task Its_heartbeat_is_answered_by_every_media_type_and_path_that_it_had(string mediaType, string path)
    {
        var read = new WwcpReader(await Endpoint.PostAsync(Heartbeat, mediaType, path));
        read.Instant("currentTime");
        Assert.Multiple(() =>
        {
            Assert.That(read.Unsigned("heartBeatPeriod"), Is.GreaterThan(0u));
            Assert.That(read.Mandatory("transactionId"), Is.EqualTo("7E4c8hWb8Kv2rY6t3nQp"));
            Assert.That(read.Status(), Is.EqualTo(1));
        });
    }

    [TestCase(AllowedType.ALLOWED, null, "1", 1)]
    [TestCase(AllowedType.NOT_ALLOWED, null, "2", 1)]
    [TestCase(null, UnansweredReason.UNKNOWN_TOKEN, "2", 203)]
    [TestCase(null, UnansweredReason.NO_ANSWER, "2", 10210)]
    public async Task Its_authorisation_has_what_it_needs_refusals_too(AllowedType? allowed, UnansweredReason? unanswered, string value, int status)
    {
        Endpoint.Gateway.Reply = new TokenAuthorized { Allowed = allowed, Unanswered = unanswered, Emsp = new("FR", "GWM"), SessionId = "S-1" };
        var read = new WwcpReader(await Endpoint.PostAsync(Authorise, WwcpEnvelope.MediaType));
        read.Provider("salePartnerOperatorId");
        Assert.Multiple(() =>
        {
            Assert.That(read.Mandatory("transactionId"), Is.EqualTo("7E4c8hWb8Kv2rY6t3nQp"));
            Assert.That(read.Mandatory("authorisationValue"), Is.EqualTo(value));
            Assert.That(read.Mandatory("serviceSessionId"), Is.EqualTo("S-1"));
            Assert.That(read.Boolean("intermediateCDRRequested"), Is.False);
            Assert.That(read.Status(), Is.EqualTo(status));
        });
        Assert.That(((AuthorizeToken)Endpoint.Gateway.Asked.Single().Question).Token, Is.EqualTo(new CdrToken { Uid = "04A2B3C4D5E680", Type = TokenType.RFID }));
    }

    [TestCase("SetEVSEAvailabilityStatus", "availabilityStatus", "2", "https://api-iop.gireve.com/services/eMIP_ToIOP_SetEVSEAvailabilityStatusV1/")]
    [TestCase("SetEVSEBusyStatus", "busyStatus", "1", "eMIP_ToIOP_SetEVSEBusyStatusV1/")]
    public async Task Its_statuses_have_times_without_a_zone_and_odd_actions(string service, string status, string value, string action)
    {
        var request = WwcpEnvelope.Of($"dyn:eMIP_ToIOP_{service}Request", WwcpEnvelope.Head("FR*GWC") + Evse + $"""
            <statusEventDate>2024-06-12T08:02:11</statusEventDate>
            <{status}>{value}</{status}>
            <{status}Until>2024-06-12T10:00:00</{status}Until>
            """);
        var read = new WwcpReader(await Endpoint.PostAsync(request, $"{WwcpEnvelope.MediaType}; action=\"{action}\""));
        Assert.That((read.Mandatory("transactionId"), read.Status()), Is.EqualTo(("7E4c8hWb8Kv2rY6t3nQp", 1)));
        var told = (Canonical.EvseStatusReport)Endpoint.Gateway.Statuses.Reports.Single().Reading.Message!;
        Assert.That(told.Availability?.ChangedAt ?? told.Busy?.ChangedAt, Is.EqualTo(new DateTimeOffset(2024, 6, 12, 8, 2, 11, TimeSpan.Zero)));
    }

    [TestCase("ChargingPool", "FR*GWC*P75056*0042")]
    [TestCase("ChargingStation", "FR*GWC*S75056*0042")]
    [TestCase("ChargingConnector", "FR*GWC*X75056*0042*1*1")]
    public async Task Its_wider_statuses_are_qualified_and_so_are_their_answers(string entity, string id)
    {
        var content = WwcpEnvelope.Qualified(WwcpEnvelope.Head("FR*GWC") + $"""
            <{entity}IdType>eMI3_STAR</{entity}IdType>
            <{entity}Id>{id}</{entity}Id>
            <statusEventDate>2024-06-12T08:02:11Z</statusEventDate>
            <availabilityStatus>2</availabilityStatus>
            """);
        var request = WwcpEnvelope.Of($"dyn:eMIP_ToIOP_Set{entity}AvailabilityStatusRequest", content);
        var read = new WwcpReader(await Endpoint.PostAsync(request, WwcpEnvelope.MediaType), qualified: true);
        Assert.That((read.Mandatory("transactionId"), read.Status()), Is.EqualTo(("7E4c8hWb8Kv2rY6t3nQp", 1)));
    }

    [Test]
    public async Task Its_event_says_its_nature_in_words_and_its_own_id_last()
    {
        var request = WwcpEnvelope.Of("aut:eMIP_ToIOP_SetSessionEventReportRequest", WwcpEnvelope.Head("FR*GWC") + """
            <serviceSessionId>S-1</serviceSessionId>
            <sessionEvent>
              <sessionEventNature>3: Operation started</sessionEventNature>
              <sessionEventId>EV-1</sessionEventId>
              <sessionEventDateTime>2024-06-12T08:00:10.250Z</sessionEventDateTime>
              <relatedSessionActionId>A-1</relatedSessionActionId>
            </sessionEvent>
            <execPartnerSessionId>E-1</execPartnerSessionId>
            """);
        var read = new WwcpReader(await Endpoint.PostAsync(request, WwcpEnvelope.MediaType));
        Assert.Multiple(() =>
        {
            Assert.That(read.Mandatory("transactionId"), Is.EqualTo("7E4c8hWb8Kv2rY6t3nQp"));
            Assert.That(read.Mandatory("serviceSessionId"), Is.EqualTo("S-1"));
            Assert.That(read.Mandatory("sessionActionId"), Is.Not.Empty);
            Assert.That(read.Status(), Is.EqualTo(1));
        });
        var told = ((SessionUpdated)Endpoint.Gateway.Facts.Single().Reading.Message!).Session;
        Assert.That((told.CpoSessionId, told.Event), Is.EqualTo(("E-1", new SessionEvent
        {
            Type = SessionEventType.STARTED,
            Id = "EV-1",
            At = new DateTimeOffset(2024, 6, 12, 8, 0, 10, 250, TimeSpan.Zero),
            RelatedActionId = "A-1",
        })));
    }

    [TestCase("wwcp_ToIOP_SetChargeDetailRecord_request", 1)]
    [TestCase("wwcp_ToIOP_SetChargeDetailRecord_request", 10701)]
    public async Task Its_record_has_the_answer_that_it_needs_on_errors_too(string sample, int status)
    {
        if (status != 1) Endpoint.Gateway.Acceptance = new Acceptance.Refused(new Refusal(RefusalKind.DiffersFromFirst, "", "heard before"));
        var read = new WwcpReader(await Endpoint.PostAsync(Samples.Bytes(sample), WwcpEnvelope.MediaType));
        read.Provider("salePartnerOperatorId");
        Assert.That(read.Mandatory("transactionId"), Is.Not.Empty);
        Assert.That(read.Mandatory("serviceSessionId"), Does.StartWith("IOP-SID"));
        Assert.That(read.Status(), Is.EqualTo(status));
    }
}
