using System.Globalization;
using System.Text;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>Locations of one OCPI CPO, each with two EVSEs, in OCPI 2.2.1.</summary>
internal static class OcpiPlaces
{
    public const string Token = "token-of-the-cpo";

    public static string Id(int location) => string.Create(CultureInfo.InvariantCulture, $"L{location}");

    public static string Uid(int location, int evse) => string.Create(CultureInfo.InvariantCulture, $"U{location}-{evse}");

    /// <summary>As a sender's list gives it.</summary>
    public static byte[] Page(int count) => Encoding.UTF8.GetBytes(
        $$"""{"data":[{{string.Join(',', Enumerable.Range(0, count).Select(Location))}}],"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""");

    /// <summary>As <c>locations import</c> takes it.</summary>
    public static void WriteFile(string path, int count)
    {
        using var file = new StreamWriter(path);
        file.Write('[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) file.Write(',');
            file.Write(Location(i));
        }
        file.Write(']');
    }

    private static string Location(int number) =>
        $$"""
        {"country_code":"FR","party_id":"798","id":"{{Id(number)}}","publish":true,"name":"Halle aux grains {{number}}","address":"1 place Dupuy","city":"Toulouse","postal_code":"31000","country":"FRA","coordinates":{"latitude":"43.603600","longitude":"1.456100"},"parking_type":"ON_STREET","evses":[{{Evse(number, 1)}},{{Evse(number, 2)}}],"operator":{"name":"Bornes du Sud","website":"https://bornes.example"},"facilities":["RESTAURANT","WIFI"],"time_zone":"Europe/Paris","opening_times":{"twentyfourseven":true},"energy_mix":{"is_green_energy":true,"supplier_name":"Windkraft Nord"},"last_updated":"2026-05-04T07:30:00Z"}
        """;

    private static string Evse(int location, int number) =>
        $$"""
        {"uid":"{{Uid(location, number)}}","evse_id":"FR*798*E{{location}}*{{number}}","status":"AVAILABLE","capabilities":["RFID_READER","REMOTE_START_STOP_CAPABLE"],"connectors":[{"id":"1","standard":"IEC_62196_T2","format":"SOCKET","power_type":"AC_3_PHASE","max_voltage":400,"max_amperage":32,"max_electric_power":22000,"tariff_ids":["day-1"],"last_updated":"2026-05-04T07:00:00Z"}],"physical_reference":"B{{number}}","floor_level":"-1","last_updated":"2026-05-04T07:30:00Z"}
        """;
}
