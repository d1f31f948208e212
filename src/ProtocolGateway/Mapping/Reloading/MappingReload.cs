using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Reloading;

/// <summary>
/// Takes mapping files that were changed while the gateway runs, when they have no fault; else the last good ones stay in force,
/// and the faults are told. What is being translated goes on with the mappings that it began with.
/// </summary>
internal sealed class MappingReload(GatewaySettings settings, MappingsInForce mappings, TimeProvider time, ILogger<MappingReload> logger) : BackgroundService
{
    /// <summary>
    /// So often the files are read again. No notice of the system is relied on: it doesn't tell of a folder that a link is turned
    /// to, nor of files on every network.
    /// </summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    private string? seen;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.RepeatAsync(() => Task.Delay(Interval, time, stoppingToken), Look, bug => MappingLog.Failed(logger, bug), stoppingToken);

    /// <summary>One look at the files.</summary>
    internal Task Look()
    {
        var version = MappingFolder.VersionOf(settings.Mappings);
        // Whoever is still writing is left to finish: only what two looks find the same is loaded.
        var steady = version is not null && version == seen;
        seen = version;
        if (!steady || version == mappings.Refused?.Version) return Task.CompletedTask;
        if (version != mappings.Current.Version) Load(version!);
        else if (mappings.Refused is not null)
        {
            mappings.Use(mappings.Current);
            MappingLog.Undone(logger, version!);
        }
        return Task.CompletedTask;
    }

    private void Load(string version)
    {
        var load = Read();
        if (load.Book is { } book)
        {
            MappingLog.Taken(logger, book.Version, mappings.Current.Version);
            mappings.Use(book);
            return;
        }
        mappings.Refuse(new RefusedMappings(version, time.GetUtcNow(), load.Faults));
        MappingLog.Refused(logger, version, load.Faults.Count, mappings.Current.Version);
        foreach (var fault in load.Faults) MappingLog.Fault(logger, fault);
    }

    private MappingLoad Read()
    {
        try
        {
            return MappingBook.Load(settings.Mappings, settings.Schemas, KnownSteps.All, settings.Partners);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MappingLoad(null, [new MappingFault(new Position(settings.Mappings, 1, 1), e.Message, "let the gateway read it")], 0);
        }
    }
}
