namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>A CDR of our own making, with every member that eMIP has something to say about.</summary>
internal static class Cdrs
{
    public const string Whole = """
        {
          "country_code": "FR",
          "party_id": "798",
          "id": "CDR-2026/0042",
          "start_date_time": "2026-05-04T10:00:00Z",
          "end_date_time": "2026-05-04T11:30:00Z",
          "session_id": "9f6c2a10-session",
          "cdr_token": { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4D5E680", "type": "RFID", "contract_id": "DE-ABC-C00123456-X" },
          "auth_method": "AUTH_REQUEST",
          "authorization_reference": "ref-77",
          "cdr_location": {
            "id": "LOC-7", "name": "Hôtel de Ville", "address": "Place de l'Hôtel de Ville 1", "city": "Paris",
            "postal_code": "75004", "state": "Île-de-France", "country": "FRA",
            "coordinates": { "latitude": "48.856613", "longitude": "2.352222" },
            "evse_uid": "7001", "evse_id": "FR*798*E1234*5", "connector_id": "1",
            "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET", "connector_power_type": "AC_3_PHASE"
          },
          "meter_id": "M-1",
          "currency": "EUR",
          "charging_periods": [
            {
              "start_date_time": "2026-05-04T10:00:00Z",
              "dimensions": [ { "type": "ENERGY", "volume": 15.342 }, { "type": "TIME", "volume": 1.5 } ]
            }
          ],
          "total_cost": { "excl_vat": 4.5, "incl_vat": 5.4 },
          "total_energy": 15.342,
          "total_time": 1.5,
          "remark": "Schöne Fahrt",
          "last_updated": "2026-05-04T11:31:00Z"
        }
        """;
}
