using System.Text.Json.Nodes;

namespace ProtocolGateway.Testing.Clients;

/// <summary>OCPI 2.2.1 objects in good order, to be changed by a test as it likes.</summary>
public static class OcpiRecord
{
    /// <summary>A charge detail record of BE*BEC for a token of FR*MSP: 1.5 hours, 18.25 kWh, 7.85 EUR.</summary>
    public static JsonObject ChargeDetailRecord(string id, string? sessionId = null) => JsonNode.Parse(
        $$"""
        {
          "country_code": "BE", "party_id": "BEC", "id": "{{id}}", "session_id": "{{sessionId ?? id}}",
          "start_date_time": "2024-06-12T08:00:00Z", "end_date_time": "2024-06-12T09:30:00Z",
          "cdr_token": { "country_code": "FR", "party_id": "MSP", "uid": "04A2B3C4D5E680", "type": "RFID", "contract_id": "FR-MSP-C00A1B2C3-4" },
          "auth_method": "WHITELIST",
          "cdr_location": {
            "id": "LOC1", "name": "Gent Zuid", "address": "F.Rooseveltlaan 3A", "city": "Gent", "postal_code": "9000", "country": "BEL",
            "coordinates": { "latitude": "51.047599", "longitude": "3.729944" },
            "evse_uid": "3256", "evse_id": "BE*BEC*E041503003",
            "connector_id": "1", "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET", "connector_power_type": "AC_3_PHASE"
          },
          "currency": "EUR",
          "charging_periods": [ { "start_date_time": "2024-06-12T08:00:00Z", "dimensions": [ { "type": "ENERGY", "volume": 18.25 }, { "type": "TIME", "volume": 1.5 } ] } ],
          "total_cost": { "excl_vat": 7.85 },
          "total_energy": 18.25,
          "total_time": 1.5,
          "last_updated": "2024-06-12T09:31:00Z"
        }
        """)!.AsObject();

    /// <summary>A location of FR*798 with one EVSE and one connector.</summary>
    public static JsonObject Location(string id = "LOC798", string evseId = "FR*798*E1234*5", string evseUid = "EVSE-5") => JsonNode.Parse(
        $$"""
        {
          "country_code": "FR", "party_id": "798", "id": "{{id}}", "publish": true, "name": "Halle aux grains",
          "address": "1 place Dupuy", "city": "Toulouse", "postal_code": "31000", "country": "FRA",
          "coordinates": { "latitude": "43.603600", "longitude": "1.456100" }, "time_zone": "Europe/Paris",
          "evses": [ {
            "uid": "{{evseUid}}", "evse_id": "{{evseId}}", "status": "AVAILABLE", "last_updated": "2024-01-01T00:00:00Z",
            "connectors": [ {
              "id": "1", "standard": "IEC_62196_T2", "format": "SOCKET", "power_type": "AC_3_PHASE",
              "max_voltage": 400, "max_amperage": 32, "last_updated": "2024-01-01T00:00:00Z" } ] } ],
          "last_updated": "2024-01-01T00:00:00Z"
        }
        """)!.AsObject();

    /// <summary>An RFID token of DE*ABC.</summary>
    public static JsonObject Token(string uid = "04A2B3C4D5E680", string contractId = "DE-ABC-C12345678-X") => JsonNode.Parse(
        $$"""
        {
          "country_code": "DE", "party_id": "ABC", "uid": "{{uid}}", "type": "RFID", "contract_id": "{{contractId}}",
          "issuer": "Volt", "valid": true, "whitelist": "ALWAYS", "last_updated": "2024-01-01T00:00:00Z"
        }
        """)!.AsObject();

    /// <summary>What a 2.2.1 eMSP gets of <see cref="EmipRecord"/>'s defaults with <see cref="Location"/> and <see cref="Token"/>; without last_updated.</summary>
    public static JsonObject TranslatedFromEmip(string id) => JsonNode.Parse(
        $$"""
        {
          "country_code": "FR", "party_id": "798", "id": "{{id}}", "session_id": "{{id}}",
          "start_date_time": "2024-06-12T08:00:00Z", "end_date_time": "2024-06-12T09:30:00Z",
          "cdr_token": { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4D5E680", "type": "RFID", "contract_id": "DE-ABC-C12345678-X" },
          "auth_method": "WHITELIST",
          "cdr_location": {
            "id": "LOC798", "name": "Halle aux grains", "address": "1 place Dupuy", "city": "Toulouse", "postal_code": "31000", "country": "FRA",
            "coordinates": { "latitude": "43.603600", "longitude": "1.456100" },
            "evse_uid": "EVSE-5", "evse_id": "FR*798*E1234*5",
            "connector_id": "1", "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET", "connector_power_type": "AC_3_PHASE"
          },
          "currency": "EUR",
          "charging_periods": [ { "start_date_time": "2024-06-12T08:00:00Z", "dimensions": [ { "type": "ENERGY", "volume": 18.25 }, { "type": "TIME", "volume": 1.5 } ] } ],
          "total_cost": { "excl_vat": 7.85 },
          "total_energy": 18.25,
          "total_time": 1.5
        }
        """)!.AsObject();
}
