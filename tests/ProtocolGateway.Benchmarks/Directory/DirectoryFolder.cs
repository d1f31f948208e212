using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>The settings of a gateway between one OCPI CPO and an OCPI eMSP that fetches what it wants, and the CPO's locations.</summary>
internal static class DirectoryFolder
{
    public const string EmspToken = "token-of-the-emsp";

    public static GatewayFolder Create(int locations)
    {
        var folder = GatewayFolder.Create(new Dictionary<string, object>
        {
            ["cpo"] = new
            {
                Protocol = "ocpi",
                Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
                Ocpi = new { Version = "2.2.1", InboundToken = OcpiPlaces.Token },
            },
            ["emsp"] = new
            {
                Protocol = "ocpi",
                Roles = new[] { new { Role = "EMSP", Party = "DE*ABC" } },
                Delivery = new { Messages = new { LocationPublished = new { Policy = "none" }, EvseStatusChanged = new { Policy = "none" } } },
                Ocpi = new { Version = "2.2.1", InboundToken = EmspToken },
            },
        }, new { Cpo = "FR*798", Emsp = "DE*ABC" });
        OcpiPlaces.WriteFile(folder.Locations, locations);
        return folder;
    }
}
