namespace ProtocolGateway.Benchmarks.Yardstick;

/// <summary>What a CDR's location snapshot needs, in a table by EVSE id, as code written by hand would keep it.</summary>
internal sealed record HandPlace(
    string Id, string Name, string Address, string City, string PostalCode, string Country, string Latitude, string Longitude,
    string EvseUid, string EvseId, string ConnectorId, string Standard, string Format, string PowerType)
{
    public static readonly Dictionary<string, HandPlace> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        [Records.EvseId] = new(
            "798-HALLES", "Parking des Halles", "12 rue des Halles", "Strasbourg", "67000", "FRA", "48.586400", "7.741800",
            "75056-0042-1", Records.EvseId, "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
    };
}
