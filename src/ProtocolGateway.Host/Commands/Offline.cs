using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Reloading;
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

    /// <summary>The journal's services with the history of mapping files, of no gateway that runs; what a command needs beyond is added.</summary>
    /// <param name="inForce">The files that are translated by.</param>
    public IServiceCollection HistoryServices(MappingsInForce inForce) => new ServiceCollection()
        .AddLogging(log => log.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Error))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(inForce)
        .AddSingleton<IMappings>(inForce)
        .AddJournal(JournalOptions.Of(Settings))
        .AddMappingHistory();

    /// <summary>A folder of mapping files, and its schemas: those beside it, else the program's.</summary>
    public static (string Mappings, string Schemas) Folders(string mappings, string otherwise)
    {
        var folder = Path.GetFullPath(mappings);
        var beside = Path.Combine(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? folder, "schemas");
        return (folder, System.IO.Directory.Exists(beside) ? beside : otherwise);
    }

    public void Dispose() => services.Dispose();
}
