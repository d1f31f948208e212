using System.Text.Json;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Storm;

/// <summary>The settings of a gateway between one eMIP CPO and a hub, and the CPO's locations.</summary>
internal static class StormFolder
{
    public static GatewayFolder Create(string hub, int evses)
    {
        var folder = GatewayFolder.Create(new Dictionary<string, object>
        {
            ["cpo"] = new
            {
                Protocol = "emip",
                Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
                Emip = new { PartnerId = "FR*798", Authentication = "None" },
            },
            ["hub"] = new
            {
                Protocol = "emip",
                Roles = new[] { new { Role = "HUB", Party = "FR*107" } },
                Reaches = new[] { new { Role = "EMSP", Party = "FR*XYZ" } },
                Delivery = new { Concurrency = "4" },
                Emip = new { Url = hub, PartnerId = "FR*107", Authentication = "None" },
            },
        }, new { Cpo = "FR*798", Emsp = "FR*XYZ" });
        File.WriteAllText(folder.Locations, JsonSerializer.Serialize(Enumerable.Range(0, evses).Select(i => new
        {
            country_code = "FR",
            party_id = "798",
            id = $"L{i}",
            publish = true,
            address = "1 place Dupuy",
            city = "Toulouse",
            country = "FRA",
            coordinates = new { latitude = "43.603600", longitude = "1.456100" },
            time_zone = "Europe/Paris",
            evses = new[]
            {
                new
                {
                    uid = $"U{i}",
                    evse_id = Reports.Evse(i),
                    status = "AVAILABLE",
                    connectors = new[]
                    {
                        new
                        {
                            id = "1",
                            standard = "IEC_62196_T2",
                            format = "SOCKET",
                            power_type = "AC_3_PHASE",
                            max_voltage = 400,
                            max_amperage = 32,
                            last_updated = "2024-01-01T00:00:00Z",
                        },
                    },
                    last_updated = "2024-01-01T00:00:00Z",
                },
            },
            last_updated = "2024-01-01T00:00:00Z",
        })));
        return folder;
    }
}
