using System.Text;

namespace ProtocolGateway.Testing.Clients;

/// <summary>Requests about sessions as eMIP partners post them (emip.md 2.4 to 2.7, 2.13 to 2.16), in documented order.</summary>
/// <param name="PartnerId">The platform that sends.</param>
/// <param name="OperatorId">On whose behalf.</param>
/// <param name="Target">The operator that a hub addresses; null for what is sent to a hub.</param>
public sealed record EmipCalls(string PartnerId, string OperatorId, string? Target = null)
{
    public string Evse { get; init; } = "FR*798*E1234*5";

    public string UserIdType { get; init; } = "RFID-UID";

    public string UserId { get; init; } = "04A2B3C4D5E680";

    private string Direction => Target is null ? "ToIOP" : "FromIOP";

    public string Authorise(string? transaction, string? session = null, string? own = null) => Request("GetServiceAuthorisation", transaction, xml =>
    {
        Place(xml);
        EmipRecord.Element(xml, Target is null ? "partnerServiceSessionId" : "serviceSessionId", Target is null ? own : session);
    });

    /// <param name="value">1 start, 2 stop; or a word.</param>
    public string Start(string? transaction, string value = "1", string? session = null, string? own = null, string readings = "0", string more = "") =>
        Request("SetServiceAuthorisation", transaction, xml =>
        {
            Place(xml);
            EmipRecord.Element(xml, Target is null ? "partnerServiceSessionId" : "serviceSessionId", Target is null ? own : session);
            EmipRecord.Element(xml, "authorisationValue", value);
            EmipRecord.Element(xml, "intermediateCDRRequested", readings);
            xml.Append(more);
        });

    /// <param name="own">The eMSP's own session id; the CPO's where a hub sends.</param>
    public string Act(string? transaction, string session, string nature = "1", string? action = "A-1", string? own = null) =>
        Request("SetSessionActionRequest", transaction, xml =>
        {
            EmipRecord.Element(xml, "serviceSessionId", session);
            EmipRecord.Element(xml, Target is null ? "salePartnerSessionId" : "execPartnerSessionId", own);
            xml.Append("<sessionAction>\n");
            EmipRecord.Element(xml, "sessionActionNature", nature);
            EmipRecord.Element(xml, "sessionActionId", action);
            EmipRecord.Element(xml, "sessionActionDateTime", "2024-06-12T08:10:00.125Z");
            xml.Append("</sessionAction>\n");
        });

    /// <param name="own">The CPO's own session id; the eMSP's where a hub sends.</param>
    public string Report(string? transaction, string session, string nature, string at, string? id = null, string? own = null, string? action = null) =>
        Request("SetSessionEventReport", transaction, xml =>
        {
            EmipRecord.Element(xml, "serviceSessionId", session);
            EmipRecord.Element(xml, Target is null ? "execPartnerSessionId" : "salePartnerSessionId", own);
            xml.Append("<sessionEvent>\n");
            EmipRecord.Element(xml, "sessionEventNature", nature);
            EmipRecord.Element(xml, "sessionEventId", id);
            EmipRecord.Element(xml, "sessionEventDateTime", at);
            EmipRecord.Element(xml, "relatedSessionActionId", action);
            xml.Append("</sessionEvent>\n");
        });

    private void Place(StringBuilder xml)
    {
        EmipRecord.Element(xml, "EVSEIdType", "eMI3");
        EmipRecord.Element(xml, "EVSEId", Evse);
        EmipRecord.Element(xml, "userIdType", UserIdType);
        EmipRecord.Element(xml, "userId", UserId);
        EmipRecord.Element(xml, "requestedServiceId", "1");
    }

    private string Request(string service, string? transaction, Action<StringBuilder> content)
    {
        var xml = new StringBuilder();
        EmipRecord.Element(xml, "transactionId", transaction);
        EmipRecord.Party(xml, "partnerId", PartnerId);
        EmipRecord.Party(xml, "operatorId", OperatorId);
        if (Target is not null) EmipRecord.Party(xml, "targetOperatorId", Target);
        content(xml);
        return EmipEnvelope.Request($"eMIP_{Direction}_{service}Request", EmipMessage.Authorisation, xml.ToString());
    }
}
