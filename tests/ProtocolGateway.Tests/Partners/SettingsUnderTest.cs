using System.Text;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

/// <summary>Settings as JSON in a folder of their own, read as at a start.</summary>
internal sealed class SettingsUnderTest : IDisposable
{
    private const string Gireve = """
        # Why it is so.
        protocol: emip
        settings:
          TimeZone: Europe/Paris
          ZeroMeansUnknown: false
          Emip:
            Url: http://of-the-profile/
        roles:
          HUB:
            ZeroMeansUnknown: true
        """;

    public SettingsUnderTest()
    {
        System.IO.Directory.CreateDirectory(Profiles);
        File.WriteAllText(Path.Combine(Profiles, "gireve.yaml"), Gireve);
    }

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("settings").FullName;

    public string Program => Path.Combine(Folder, "program");

    public string Profiles => Path.Combine(Program, "mappings", "profiles");

    /// <summary>A gateway between an operator and a provider, without a fault. What is added wins over it.</summary>
    public SettingsReading Read(string more = "{}", bool offline = false) => ReadOnly("""
        {
          "Gateway": {
            "Party": "FR*GTW",
            "Partners": {
              "acme-cpo": {
                "Protocol": "emip",
                "Roles": [ { "Role": "CPO", "Party": "FR*798" } ],
                "Emip": { "Url": "http://acme/" }
              },
              "volt-emsp": {
                "Protocol": "ocpi",
                "Roles": [ { "Role": "EMSP", "Party": "DE*ABC" } ],
                "Ocpi": { "Url": "http://volt/" }
              }
            },
            "Agreements": [ { "Cpo": "FR*798", "Emsp": "DE*ABC" } ]
          }
        }
        """, more, offline);

    public SettingsReading ReadOnly(string json, string more = "{}", bool offline = false)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(more)))
            .Build();
        return new GatewayReader(configuration, [new TestProtocol("emip"), new TestProtocol("ocpi")], new Surroundings(Folder, Program), offline).Read();
    }

    public GatewaySettings ReadGood(string more = "{}")
    {
        var reading = Read(more);
        Assert.That(reading.Faults, Is.Empty);
        return reading.Settings!;
    }

    /// <summary>The faults, one a line.</summary>
    public string[] Faults(string more) => [.. Read(more).Faults.Select(f => f.ToString())];

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);
}
