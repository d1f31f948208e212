using System.Text;

namespace ProtocolGateway.Testing.Clients;

/// <summary>eMIP requests, written by hand.</summary>
public static class EmipEnvelope
{
    /// <summary>Puts an operation into an envelope.</summary>
    /// <param name="content">Its children as XML.</param>
    public static string Request(string operation, string ns, string content) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="{EmipMessage.Soap}" xmlns:m="{ns}">
        <soap:Header/>
        <soap:Body>
        <m:{operation}>
        {content}</m:{operation}>
        </soap:Body>
        </soap:Envelope>
        """;

    public static string HeartBeat(string partnerId, string operatorId, string transactionId = "HB-1") =>
        Request("eMIP_ToIOP_HeartBeatRequest", EmipMessage.Platform, Head(partnerId, operatorId, transactionId));

    /// <summary>Asks for the records of a session (emip.md 2.9).</summary>
    public static string GetChargeDetailRecord(
        string partnerId, string operatorId, string serviceSessionId, string? execPartnerSessionId = null, string? salePartnerSessionId = null)
    {
        var xml = new StringBuilder(Head(partnerId, operatorId, "GET-1"));
        EmipRecord.Element(xml, "serviceSessionId", serviceSessionId);
        EmipRecord.Element(xml, "execPartnerSessionId", execPartnerSessionId);
        EmipRecord.Element(xml, "salePartnerSessionId", salePartnerSessionId);
        return Request("eMIP_ToIOP_GetChargeDetailRecordRequest", EmipMessage.Authorisation, xml.ToString());
    }

    private static string Head(string partnerId, string operatorId, string transactionId)
    {
        var xml = new StringBuilder();
        EmipRecord.Element(xml, "transactionId", transactionId);
        EmipRecord.Party(xml, "partnerId", partnerId);
        EmipRecord.Party(xml, "operatorId", operatorId);
        return xml.ToString();
    }
}
