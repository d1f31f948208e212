using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Host.Commands;

/// <summary>What commands need that start no gateway: the settings as far as they are given, and the protocols.</summary>
internal sealed class Offline : IDisposable
{
    private readonly ServiceProvider services;

    private Offline(ServiceProvider services, GatewaySettings settings) => (this.services, Settings) = (services, settings);

    public GatewaySettings Settings { get; }

    public string Mappings => Settings.Mappings;

    public string Schemas => Settings.Schemas;

    public IEnumerable<IPaper> Papers => services.GetServices<IPaper>();

    public static Offline? Read(SettingsSource source, out IReadOnlyList<object> faults)
    {
        if (source.Build(out var fault) is not { } configuration)
        {
            faults = [fault!];
            return null;
        }
        var services = new ServiceCollection().AddLogging().AddProtocols().BuildServiceProvider();
        var reading = GatewaySettings.Read(configuration, [.. services.GetServices<IProtocol>()], offline: true);
        faults = reading.Faults;
        if (reading.Settings is not null) return new Offline(services, reading.Settings);
        services.Dispose();
        return null;
    }

    /// <summary>A folder of mapping files, and its schemas: those beside it, else the program's.</summary>
    public static (string Mappings, string Schemas) Folders(string mappings, string otherwise)
    {
        var folder = Path.GetFullPath(mappings);
        var beside = Path.Combine(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? folder, "schemas");
        return (folder, System.IO.Directory.Exists(beside) ? beside : otherwise);
    }

    public void Dispose() => services.Dispose();
}
