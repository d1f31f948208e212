using System.Net;
using System.Net.Sockets;

namespace ProtocolGateway.Host.Demo;

/// <summary>The demo's own settings: free ports, a fresh folder, two companies that each charge for and pay for drivers.</summary>
internal sealed class DemoSettings : IDisposable
{
    public const string EmipCpo = "FR*798";
    public const string EmipEmsp = "FR*MSP";
    public const string OcpiCpo = "DE*CPO";
    public const string OcpiEmsp = "DE*ABC";
    public const string OcpiTokenForUs = "demo-token-for-the-gateway";
    public const string OcpiTokenForThem = "demo-token-for-volt";

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("protocolgateway-demo-").FullName;

    public int Partners { get; } = FreePort();

    public int Console { get; } = FreePort();

    public int Emip { get; } = FreePort();

    public int Ocpi { get; } = FreePort();

    public IConfiguration Build(IConfiguration given) => new ConfigurationBuilder().AddConfiguration(given).AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Gateway:Party"] = "FR*GTW",
        ["Gateway:DataDirectory"] = Folder,
        ["Gateway:Listen"] = $"http://127.0.0.1:{Partners}",
        ["Gateway:ConsoleListen"] = $"http://127.0.0.1:{Console}",
        ["Gateway:PublicUrl"] = $"http://127.0.0.1:{Partners}",
        ["Gateway:Partners:acme:Protocol"] = "emip",
        ["Gateway:Partners:acme:Roles:0:Role"] = "CPO",
        ["Gateway:Partners:acme:Roles:0:Party"] = EmipCpo,
        ["Gateway:Partners:acme:Roles:1:Role"] = "EMSP",
        ["Gateway:Partners:acme:Roles:1:Party"] = EmipEmsp,
        ["Gateway:Partners:acme:Emip:Url"] = $"http://127.0.0.1:{Emip}/",
        ["Gateway:Partners:acme:Emip:PartnerId"] = EmipCpo,
        ["Gateway:Partners:acme:Emip:Authentication"] = "None",
        ["Gateway:Partners:volt:Protocol"] = "ocpi",
        ["Gateway:Partners:volt:Roles:0:Role"] = "EMSP",
        ["Gateway:Partners:volt:Roles:0:Party"] = OcpiEmsp,
        ["Gateway:Partners:volt:Roles:1:Role"] = "CPO",
        ["Gateway:Partners:volt:Roles:1:Party"] = OcpiCpo,
        ["Gateway:Partners:volt:Ocpi:Version"] = "2.2.1",
        ["Gateway:Partners:volt:Ocpi:VersionsUrl"] = $"http://127.0.0.1:{Ocpi}/ocpi/versions",
        ["Gateway:Partners:volt:Ocpi:InboundToken"] = OcpiTokenForUs,
        ["Gateway:Partners:volt:Ocpi:OutboundToken"] = OcpiTokenForThem,
        ["Gateway:Agreements:0:Cpo"] = EmipCpo,
        ["Gateway:Agreements:0:Emsp"] = OcpiEmsp,
        ["Gateway:Agreements:0:AskUnknownTokens"] = "true",
        ["Gateway:Agreements:0:Currency"] = "EUR",
        ["Gateway:Agreements:1:Cpo"] = OcpiCpo,
        ["Gateway:Agreements:1:Emsp"] = EmipEmsp,
        ["Logging:LogLevel:Default"] = "Warning",
    }).Build();

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
