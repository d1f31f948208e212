using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Reloading;

/// <summary>
/// Takes mapping files that were changed while the gateway runs, when they have no fault and do what their cases say; else the last
/// good ones stay in force, and the faults are told. What is being translated goes on with the mappings that it began with.
/// </summary>
internal sealed class MappingReload(GatewaySettings settings, MappingsInForce mappings, TimeProvider time, ILogger<MappingReload> logger) : BackgroundService
{
    /// <summary>
    /// So often the files are read again. No notice of the system is relied on: it doesn't tell of a folder that a link is turned
    /// to, nor of files on every network.
    /// </summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whoever keeps a file's time and length while changing it is found out by then.</summary>
    private static readonly TimeSpan Thorough = TimeSpan.FromSeconds(10);

    private string? seen;

    // How the files looked whose content was found in force, or refused, and when that was.
    private string? known;
    private DateTimeOffset knownAt;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.RepeatAsync(() => Task.Delay(Interval, time, stoppingToken), () => LookAsync(stoppingToken), bug => MappingLog.Failed(logger, bug), stoppingToken);

    /// <summary>One look at the files.</summary>
    internal async Task LookAsync(CancellationToken cancellation = default)
    {
        // Reading them all twice a second is too much for what almost never changes.
        var look = MappingFolder.LookOf(settings.Mappings);
        var now = time.GetUtcNow();
        if (look is not null && look == known && now - knownAt < Thorough) return;
        var version = MappingFolder.VersionOf(settings.Mappings);
        // Whoever is still writing is left to finish: only what two looks find the same is loaded.
        var steady = version is not null && version == seen;
        seen = version;
        (known, knownAt) = (steady ? look : null, now);
        if (!steady || version == mappings.Refused?.Version) return;
        if (version != mappings.Current.Version) await LoadAsync(version!, cancellation).ConfigureAwait(false);
        else if (mappings.Refused is not null)
        {
            mappings.Use(mappings.Current);
            MappingLog.Undone(logger, version!);
        }
    }

    private async Task LoadAsync(string version, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var load = await ReadAsync(cancellation).ConfigureAwait(false);
        mappings.LastReload = time.GetElapsedTime(begun);
        if (load.Book is { } book)
        {
            MappingLog.Taken(logger, book.Version, mappings.Current.Version, mappings.LastReload);
            mappings.Use(book);
            return;
        }
        mappings.Refuse(new RefusedMappings(version, time.GetUtcNow(), load.Faults));
        MappingLog.Refused(logger, version, load.Faults.Count, mappings.Current.Version);
        foreach (var fault in load.Faults) MappingLog.Fault(logger, fault);
    }

    /// <summary>Files are good when they have no fault and do what their cases say.</summary>
    private async Task<MappingLoad> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var load = mappings.Current.LoadAgain();
            if (load.Book is null) return load;
            var cases = await MappingCases.RunAsync(settings.Mappings, load.Book, cancellation).ConfigureAwait(false);
            return cases.AllFaults.Count == 0 ? load : new MappingLoad(null, cases.AllFaults, load.Files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MappingLoad(null, [new MappingFault(new Position(settings.Mappings, 1, 1), e.Message, "let the gateway read it")], 0);
        }
    }
}
