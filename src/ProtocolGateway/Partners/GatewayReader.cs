using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Partners;

/// <summary>Reads the section <c>Gateway</c>, its parts in the order of contract.md section 2.</summary>
internal sealed class GatewayReader(IConfiguration configuration, IReadOnlyList<IProtocol> protocols, Surroundings surroundings, bool offline)
{
    private static readonly string[] Known =
    [
        "Party", "DataDirectory", "Listen", "ConsoleListen", "PublicUrl", "Mappings", "Journal", "Bus", "Node", "Partners", "Agreements",
        "Retention", "AutoMapperLicenseKey", "AllowInsecure", "Telemetry", "Statuses", "ServerCertificate", "ServerCertificateKey",
        "ServerCertificatePassword", "TrustedProxies", "ClientCertificateHeader", "Name", "TokenKey", "Prefixes",
    ];

    // Stands in for a party that could not be read, so that the partners' own faults are found in the same go.
    private static readonly PartyId Unread = new("XX", "XXX");

    public SettingsReading Read()
    {
        var faults = new List<SettingFault>();
        var warnings = new List<string>();
        var gateway = new SettingSection(configuration.GetSection("Gateway"), faults);
        gateway.OnlyKnows(Known);

        gateway.Required("Party", "our own party id, such as \"FR*GTW\"");
        var party = gateway.Party("Party") ?? Unread;
        var insecure = gateway.Flag("AllowInsecure");
        var folders = new FolderReader(gateway, surroundings);
        var listeners = new ListenerReader(gateway, insecure);
        var mappingFolder = folders.Mappings(out var mappings);
        var profiles = new ProfileFiles(FolderReader.Profiles(mappings), faults).Read();
        var partnerReader = new PartnerReader(protocols, profiles, party, warnings);
        var partners = partnerReader.Read(gateway);
        var agreements = new AgreementReader(partnerReader.Spoken, warnings).Read(gateway);
        var journal = new JournalReader(gateway).Read();
        var settings = new GatewaySettings
        {
            Party = party,
            DataDirectory = folders.Data(make: !offline),
            Mappings = mappingFolder,
            Schemas = folders.Schemas(mappings),
            Listen = listeners.Partners(),
            ConsoleListen = listeners.Console(),
            ServerCertificate = gateway.Certificate(ListenerReader.Certificate),
            TrustedProxies = gateway.Networks("TrustedProxies"),
            ClientCertificateHeader = listeners.CertificateHeader(),
            PublicUrl = listeners.PublicUrl(warnings),
            Journal = journal,
            Bus = new BusReader(gateway, journal).Read(),
            Node = new NodeReader(gateway).Read(),
            Name = gateway.Text("Name") ?? party.ToString(),
            TokenKey = new TokenKeyReader(gateway, journal).Read(partners),
            Partners = new PartnerBook(party, partners, agreements) { Prefixes = new PrefixReader(gateway).Read() },
            Retention = new RetentionReader(gateway).Read(),
            Statuses = new StatusSettingsReader(gateway).Read(),
            AutoMapperLicenseKey = gateway.Secret("AutoMapperLicenseKey"),
            AllowInsecure = insecure,
            Telemetry = new TelemetryReader(gateway, insecure).Read(),
            Warnings = warnings,
        };
        return faults.Count > 0 ? new SettingsReading(null, faults) : new SettingsReading(settings, []);
    }
}
