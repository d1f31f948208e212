using System.Net;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Partners;

/// <summary>Everything that an operator sets (contract.md section 2), read and checked. Immutable.</summary>
public sealed record GatewaySettings
{
    /// <summary>Our own party.</summary>
    public required PartyId Party { get; init; }

    /// <summary>Absolute; exists.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The partner-facing address, as Kestrel takes it: <c>http://127.0.0.1:8080</c>, <c>http://*:8080</c>.</summary>
    public required string Listen { get; init; }

    /// <summary>The operators' address.</summary>
    public required string ConsoleListen { get; init; }

    /// <summary>What we show to whoever comes by https; set where an address that we listen on is one.</summary>
    public OwnCertificate? ServerCertificate { get; init; }

    /// <summary>Whose word counts for where a request came from (<c>X-Forwarded-For</c>).</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The header by which trusted proxies hand on the client certificate of who connected to them; null: none.</summary>
    public string? ClientCertificateHeader { get; init; }

    /// <summary>What partners are told that we are reached by; null: the address that we listen on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The folder of mapping files; absolute.</summary>
    public required string Mappings { get; init; }

    /// <summary>The folder of schemas; absolute.</summary>
    public required string Schemas { get; init; }

    public JournalSettings Journal { get; init; } = JournalSettings.Embedded;

    public BusSettings Bus { get; init; } = BusSettings.Embedded;

    /// <summary>This process among those that share the journal.</summary>
    public required string Node { get; init; }

    public required PartnerBook Partners { get; init; }

    /// <summary>What people of partners know us by.</summary>
    public string Name { get => field ?? Party.ToString(); init; } = null!;

    /// <summary>Seals the tokens that are agreed with partners, 32 bytes; null: a key of the data directory does.</summary>
    public byte[]? TokenKey { get; init; }

    public RetentionSettings Retention { get; init; } = RetentionSettings.Default;

    public StatusSettings Statuses { get; init; } = StatusSettings.Default;

    public string? AutoMapperLicenseKey { get; init; }

    /// <summary>Plain http beyond loopback is meant so.</summary>
    public bool AllowInsecure { get; init; }

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Nothing that forbids the start, but worth a line in the log.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Reads the section <c>Gateway</c>. Either the settings or every fault that they have, never both.</summary>
    /// <param name="offline">Nothing will be stored: the data directory is not made.</param>
    public static SettingsReading Read(IConfiguration configuration, IReadOnlyList<IProtocol> protocols, bool offline = false) =>
        new GatewayReader(configuration, protocols, Surroundings.Process, offline).Read();
}

/// <summary>The settings, or all of their faults.</summary>
public sealed record SettingsReading(GatewaySettings? Settings, IReadOnlyList<SettingFault> Faults);

/// <summary>Where relative paths begin.</summary>
internal sealed record Surroundings(string CurrentDirectory, string ProgramDirectory)
{
    public static Surroundings Process => new(Environment.CurrentDirectory, AppContext.BaseDirectory);
}
