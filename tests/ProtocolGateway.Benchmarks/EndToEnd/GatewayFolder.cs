using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>A fresh folder with the settings of a gateway; gone when disposed.</summary>
internal sealed class GatewayFolder : IDisposable
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private GatewayFolder(string path, Uri listen, Uri console) => (Path, Listen, Console) = (path, listen, console);

    public string Path { get; }

    public Uri Listen { get; }

    public Uri Console { get; }

    public string Settings => System.IO.Path.Combine(Path, "settings.json");

    public string Locations => System.IO.Path.Combine(Path, "locations.json");

    public string Tokens => System.IO.Path.Combine(Path, "tokens.json");

    /// <summary>Bytes of the journal's files.</summary>
    public long Journal => System.IO.Directory.GetFiles(System.IO.Path.Combine(Path, "data"), "journal.db*").Sum(f => new FileInfo(f).Length);

    /// <summary>Between one eMIP CPO and the sink, with the records' location and token to be imported.</summary>
    public static GatewayFolder Create(string sink)
    {
        var folder = Create(PartnersOfRecords(sink), AgreementOfRecords);
        folder.WriteDirectory();
        return folder;
    }

    /// <summary>Those of the records.</summary>
    public static object AgreementOfRecords { get; } = new { Cpo = "FR*798", Emsp = "DE*ABC" };

    /// <summary>The records' eMIP CPO, and the sink as their eMSP.</summary>
    public static Dictionary<string, object> PartnersOfRecords(string sink) => new()
    {
        ["acme-cpo"] = new
        {
            Protocol = "emip",
            Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
            Emip = new { Url = "http://127.0.0.1:9/", PartnerId = "FR*798", Authentication = "None" },
        },
        ["volt-emsp"] = new
        {
            Protocol = "ocpi",
            Roles = new[] { new { Role = "EMSP", Party = "DE*ABC" } },
            Ocpi = new { Version = "2.2.1", VersionsUrl = sink + "/ocpi/versions", InboundToken = "inbound", OutboundToken = "outbound" },
        },
    };

    /// <summary>The records' location and token.</summary>
    public void WriteDirectory()
    {
        File.WriteAllBytes(Locations, Records.Locations);
        File.WriteAllBytes(Tokens, Records.Tokens);
    }

    /// <param name="agreement">The only one.</param>
    /// <param name="mappings">The folder of the mapping files, below this one; null for those beside the Host.</param>
    public static GatewayFolder Create(IReadOnlyDictionary<string, object> partners, object agreement, string? mappings = null)
    {
        var path = System.IO.Directory.CreateTempSubdirectory("gateway-benchmark-").FullName;
        var folder = new GatewayFolder(path, FreeAddress(), FreeAddress());
        File.WriteAllText(folder.Settings, JsonSerializer.Serialize(new
        {
            Gateway = new
            {
                Party = "FR*GTW",
                DataDirectory = "data",
                Mappings = mappings,
                Listen = folder.Listen.GetLeftPart(UriPartial.Authority),
                ConsoleListen = folder.Console.GetLeftPart(UriPartial.Authority),
                PublicUrl = folder.Listen.GetLeftPart(UriPartial.Authority),
                Partners = partners,
                Agreements = new[] { agreement },
            },
        }, WithoutNulls));
        return folder;
    }

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }
}
