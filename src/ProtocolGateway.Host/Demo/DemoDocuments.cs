using System.Text;

namespace ProtocolGateway.Host.Demo;

/// <summary>What the stand-in companies say, as their own systems would write it.</summary>
internal static class DemoDocuments
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A charging session at FR*798's station in Halles, paid by DE*ABC.</summary>
    public static byte[] EmipRecord => Utf8.GetBytes("""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/">
          <soap:Header/>
          <soap:Body>
            <m:eMIP_ToIOP_SetChargeDetailRecordRequest>
              <transactionId>DEMO-T-0001</transactionId>
              <partnerIdType>eMI3</partnerIdType>
              <partnerId>FR*798</partnerId>
              <operatorIdType>eMI3</operatorIdType>
              <operatorId>FR*798</operatorId>
              <chargeDetailRecord>
                <CDRNature>1</CDRNature>
                <serviceSessionId>0d5c6f4e-7c1a-4f57-9a0e-3f1c9f0a7b11</serviceSessionId>
                <execPartnerSessionId>798-SES-000981</execPartnerSessionId>
                <execPartnerOperatorIdType>eMI3</execPartnerOperatorIdType>
                <execPartnerOperatorId>FR*798</execPartnerOperatorId>
                <salePartnerOperatorIdType>eMI3</salePartnerOperatorIdType>
                <salePartnerOperatorId>DE*ABC</salePartnerOperatorId>
                <requestedServiceId>1</requestedServiceId>
                <EVSEIdType>eMI3</EVSEIdType>
                <EVSEId>FR*798*EHALLES*01</EVSEId>
                <userContractIdAlias>DE-ABC-C00A1B2C3-4</userContractIdAlias>
                <userIdType>RFID-UID</userIdType>
                <userId>04A2B3C4D5E680</userId>
                <startTime>2026-06-12T08:02:11Z</startTime>
                <endTime>2026-06-12T09:47:53Z</endTime>
                <meterReportList>
                  <meterReport>
                    <meterTypeId>1</meterTypeId>
                    <meterValue>105.7</meterValue>
                    <meterUnit>min</meterUnit>
                  </meterReport>
                  <meterReport>
                    <meterTypeId>2</meterTypeId>
                    <meterValue>18250</meterValue>
                    <meterUnit>Wh</meterUnit>
                  </meterReport>
                  <meterReport>
                    <meterTypeId>3</meterTypeId>
                    <meterValue>7.85</meterValue>
                    <meterUnit>EUR</meterUnit>
                  </meterReport>
                </meterReportList>
              </chargeDetailRecord>
            </m:eMIP_ToIOP_SetChargeDetailRecordRequest>
          </soap:Body>
        </soap:Envelope>
        """);

    /// <summary>A charging session at DE*CPO's station in Essen, paid by FR*MSP.</summary>
    public static byte[] OcpiRecord => Utf8.GetBytes("""
        {
          "country_code": "DE",
          "party_id": "CPO",
          "id": "CDR-2026-0042",
          "start_date_time": "2026-06-12T16:30:00Z",
          "end_date_time": "2026-06-12T17:15:00Z",
          "session_id": "SES-2026-0042",
          "cdr_token": {
            "country_code": "FR",
            "party_id": "MSP",
            "uid": "04B1C2D3E4F580",
            "type": "RFID",
            "contract_id": "FR-MSP-C00D4E5F6-7"
          },
          "auth_method": "WHITELIST",
          "cdr_location": {
            "id": "ESSEN-1",
            "address": "Kennedyplatz 1",
            "city": "Essen",
            "postal_code": "45127",
            "country": "DEU",
            "coordinates": { "latitude": "51.456389", "longitude": "7.011944" },
            "evse_uid": "4711",
            "evse_id": "DE*CPO*E4711*1",
            "connector_id": "1",
            "connector_standard": "IEC_62196_T2_COMBO",
            "connector_format": "CABLE",
            "connector_power_type": "DC"
          },
          "currency": "EUR",
          "charging_periods": [
            {
              "start_date_time": "2026-06-12T16:30:00Z",
              "dimensions": [
                { "type": "ENERGY", "volume": 31.42 },
                { "type": "TIME", "volume": 0.75 }
              ]
            }
          ],
          "total_cost": { "excl_vat": 15.4, "incl_vat": 18.33 },
          "total_energy": 31.42,
          "total_time": 0.75,
          "last_updated": "2026-06-12T17:16:02Z"
        }
        """);

    /// <summary>Where FR*798's station is: eMIP's own messages don't tell.</summary>
    public static byte[] Location => Utf8.GetBytes("""
        {
          "country_code": "FR", "party_id": "798", "id": "HALLES", "publish": true, "name": "Parking des Halles",
          "address": "4 Rue des Halles", "city": "Paris", "postal_code": "75001", "country": "FRA",
          "coordinates": { "latitude": "48.861111", "longitude": "2.345000" }, "time_zone": "Europe/Paris",
          "evses": [ {
            "uid": "halles-01", "evse_id": "FR*798*EHALLES*01", "status": "AVAILABLE",
            "connectors": [ {
              "id": "1", "standard": "IEC_62196_T2", "format": "SOCKET", "power_type": "AC_3_PHASE",
              "max_voltage": 230, "max_amperage": 32, "last_updated": "2026-01-01T00:00:00Z" } ],
            "last_updated": "2026-01-01T00:00:00Z" } ],
          "last_updated": "2026-01-01T00:00:00Z"
        }
        """);
}
