using System.Globalization;

namespace ProtocolGateway.Host.Demo;

/// <summary>What the OCPI company says, as its own system would write it: an eMSP, DE*ABC, and a CPO, DE*CPO, on one platform.</summary>
/// <param name="started">When the demo's sessions began.</param>
internal sealed class OcpiDocuments(DateTimeOffset started)
{
    public const string SessionId = "SES-2026-0042";

    /// <summary>DE*ABC's answer about the card of its driver.</summary>
    public static string Allowed => $$"""
        {
          "allowed": "ALLOWED",
          "authorization_reference": "ABC-AUTH-77",
          "token": {
            "country_code": "DE", "party_id": "ABC", "uid": "{{EmipDocuments.Card}}", "type": "RFID",
            "contract_id": "DE-ABC-C00A1B2C3-4", "issuer": "Volt", "valid": true, "whitelist": "NEVER",
            "last_updated": "2026-01-01T00:00:00Z"
          }
        }
        """;

    /// <summary>DE*CPO's answer to a start: its charge point is being told.</summary>
    public const string Accepted = """{ "result": "ACCEPTED", "timeout": 30 }""";

    /// <summary>And that the charge point did it.</summary>
    public const string Done = """{ "result": "ACCEPTED" }""";

    /// <summary>The session in Essen while it goes on, or at its end.</summary>
    /// <param name="reference">The eMSP's own, as the start named it.</param>
    public string Session(string reference, bool ended) => $$"""
        {
          "country_code": "DE", "party_id": "CPO", "id": "{{SessionId}}",
          "start_date_time": "{{At(started)}}",{{(ended ? $"\n  \"end_date_time\": \"{At(started.AddMinutes(45))}\"," : "")}}
          "kwh": {{(ended ? "31.42" : "0")}},
          "cdr_token": {{Token}},
          "auth_method": "COMMAND",
          "authorization_reference": "{{reference}}",
          "location_id": "ESSEN-1", "evse_uid": "4711", "connector_id": "1",
          "currency": "EUR",{{(ended ? "\n  \"total_cost\": { \"excl_vat\": 15.4 }," : "")}}
          "status": "{{(ended ? "COMPLETED" : "ACTIVE")}}",
          "last_updated": "{{At(ended ? started.AddMinutes(45) : started)}}"
        }
        """;

    /// <summary>What that session costs.</summary>
    /// <param name="reference">The eMSP's own, as the start named it.</param>
    public string Record(string reference) => $$"""
        {
          "country_code": "DE", "party_id": "CPO", "id": "CDR-2026-0042", "session_id": "{{SessionId}}",
          "start_date_time": "{{At(started)}}",
          "end_date_time": "{{At(started.AddMinutes(45))}}",
          "cdr_token": {{Token}},
          "auth_method": "COMMAND",
          "authorization_reference": "{{reference}}",
          "cdr_location": {
            "id": "ESSEN-1", "address": "Kennedyplatz 1", "city": "Essen", "postal_code": "45127", "country": "DEU",
            "coordinates": { "latitude": "51.456389", "longitude": "7.011944" },
            "evse_uid": "4711", "evse_id": "DE*CPO*E4711*1", "connector_id": "1",
            "connector_standard": "IEC_62196_T2_COMBO", "connector_format": "CABLE", "connector_power_type": "DC"
          },
          "currency": "EUR",
          "charging_periods": [
            {
              "start_date_time": "{{At(started)}}",
              "dimensions": [ { "type": "ENERGY", "volume": 31.42 }, { "type": "TIME", "volume": 0.75 } ]
            }
          ],
          "total_cost": { "excl_vat": 15.4, "incl_vat": 18.33 },
          "total_energy": 31.42,
          "total_time": 0.75,
          "last_updated": "{{At(started.AddMinutes(46))}}"
        }
        """;

    /// <summary>Where FR*798's station is: eMIP's own messages don't tell.</summary>
    public const string Paris = """
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
        """;

    /// <summary>Where DE*CPO's station is, as it would PUT it.</summary>
    public const string Essen = """
        {
          "country_code": "DE", "party_id": "CPO", "id": "ESSEN-1", "publish": true,
          "address": "Kennedyplatz 1", "city": "Essen", "postal_code": "45127", "country": "DEU",
          "coordinates": { "latitude": "51.456389", "longitude": "7.011944" }, "time_zone": "Europe/Berlin",
          "evses": [ {
            "uid": "4711", "evse_id": "DE*CPO*E4711*1", "status": "AVAILABLE",
            "connectors": [ {
              "id": "1", "standard": "IEC_62196_T2_COMBO", "format": "CABLE", "power_type": "DC",
              "max_voltage": 920, "max_amperage": 125, "last_updated": "2026-01-01T00:00:00Z" } ],
            "last_updated": "2026-01-01T00:00:00Z" } ],
          "last_updated": "2026-01-01T00:00:00Z"
        }
        """;

    private const string Token = $$"""
        { "country_code": "FR", "party_id": "MSP", "uid": "{{EmipDocuments.OthersCard}}", "type": "RFID", "contract_id": "FR-MSP-C00D4E5F6-7" }
        """;

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
