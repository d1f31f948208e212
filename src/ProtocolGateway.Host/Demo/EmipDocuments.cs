using System.Globalization;

namespace ProtocolGateway.Host.Demo;

/// <summary>What the eMIP company says, as its own system would write it: a CPO, FR*798, and an eMSP, FR*MSP, on one platform.</summary>
/// <param name="started">When the demo's sessions began.</param>
internal sealed class EmipDocuments(DateTimeOffset started)
{
    public const string Card = "04A2B3C4D5E680", OthersCard = "04B1C2D3E4F580";

    /// <summary>A card of DE*ABC is shown at the charge point in Paris.</summary>
    public static string Authorise => Request("GetServiceAuthorisation", "FR*798", $"""
        <EVSEIdType>eMI3</EVSEIdType>
        <EVSEId>FR*798*EHALLES*01</EVSEId>
        <userIdType>RFID-UID</userIdType>
        <userId>{Card}</userId>
        <requestedServiceId>1</requestedServiceId>
        <partnerServiceSessionId>798-SES-000981</partnerServiceSessionId>
        """);

    /// <summary>A driver of FR*MSP wants to charge in Essen.</summary>
    public static string Start => Request("SetServiceAuthorisation", "FR*MSP", $"""
        <EVSEIdType>eMI3</EVSEIdType>
        <EVSEId>DE*CPO*E4711*1</EVSEId>
        <userIdType>RFID-UID</userIdType>
        <userId>{OthersCard}</userId>
        <requestedServiceId>1</requestedServiceId>
        <partnerServiceSessionId>MSP-000042</partnerServiceSessionId>
        <authorisationValue>1</authorisationValue>
        <intermediateCDRRequested>0</intermediateCDRRequested>
        <userContractIdAlias>FR-MSP-C00D4E5F6-7</userContractIdAlias>
        """);

    /// <summary>The car begins to charge, or stops.</summary>
    /// <param name="nature">3 started, 1 terminated.</param>
    public string Report(string session, int nature) => Request("SetSessionEventReport", "FR*798", $"""
        <serviceSessionId>{session}</serviceSessionId>
        <execPartnerSessionId>798-SES-000981</execPartnerSessionId>
        <sessionEvent>
          <sessionEventNature>{nature}</sessionEventNature>
          <sessionEventId>EV-{nature}</sessionEventId>
          <sessionEventDateTime>{At(nature == 3 ? started : Ended)}</sessionEventDateTime>
        </sessionEvent>
        """);

    /// <summary>How much has been charged so far, or all of it.</summary>
    /// <param name="nature">2 so far, 1 all.</param>
    public string Record(string session, int nature) => Request("SetChargeDetailRecord", "FR*798", $"""
        <chargeDetailRecord>
          <CDRNature>{nature}</CDRNature>
          <serviceSessionId>{session}</serviceSessionId>
          <execPartnerSessionId>798-SES-000981</execPartnerSessionId>
          <execPartnerOperatorIdType>eMI3</execPartnerOperatorIdType>
          <execPartnerOperatorId>FR*798</execPartnerOperatorId>
          <requestedServiceId>1</requestedServiceId>
          <EVSEIdType>eMI3</EVSEIdType>
          <EVSEId>FR*798*EHALLES*01</EVSEId>
          <userIdType>RFID-UID</userIdType>
          <userId>{Card}</userId>
          <startTime>{At(started)}</startTime>
          <endTime>{At(nature == 2 ? started.AddMinutes(45) : Ended)}</endTime>
          <meterReportList>
            <meterReport>
              <meterTypeId>2</meterTypeId>
              <meterValue>{(nature == 2 ? 8120 : 18250)}</meterValue>
              <meterUnit>Wh</meterUnit>
            </meterReport>
            <meterReport>
              <meterTypeId>3</meterTypeId>
              <meterValue>{(nature == 2 ? "3.49" : "7.85")}</meterValue>
              <meterUnit>EUR</meterUnit>
            </meterReport>
          </meterReportList>
        </chargeDetailRecord>
        """);

    private DateTimeOffset Ended => started.AddMinutes(105);

    private static string Request(string service, string operatorId, string content)
    {
        var transaction = $"DEMO-{Interlocked.Increment(ref transactions):0000}";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/">
              <soap:Body>
                <m:eMIP_ToIOP_{service}Request>
                  <transactionId>{transaction}</transactionId>
                  <partnerIdType>eMI3</partnerIdType>
                  <partnerId>{DemoSettings.EmipCpo}</partnerId>
                  <operatorIdType>eMI3</operatorIdType>
                  <operatorId>{operatorId}</operatorId>
            {content}
                </m:eMIP_ToIOP_{service}Request>
              </soap:Body>
            </soap:Envelope>
            """;
    }

    private static int transactions;

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
