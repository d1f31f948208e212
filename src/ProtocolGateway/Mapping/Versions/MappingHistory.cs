using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Mapping.Versions;

/// <summary>The versions of the mapping files that were in force once: the journal keeps them.</summary>
public interface IMappingHistory
{
    /// <summary>The newest use first.</summary>
    /// <param name="before">Only uses older than that one; null for all.</param>
    Task<IReadOnlyList<MappingUse>> ListAsync(int most, long? before, CancellationToken cancellation);

    Task<bool> WasInForceAsync(string version, CancellationToken cancellation);

    /// <summary>Null when no such version was ever in force.</summary>
    Task<MappingFiles?> FindAsync(string version, CancellationToken cancellation);

    /// <summary>That version, compiled for the partners of today; null when no such version was ever in force.</summary>
    Task<MappingLoad?> LoadAsync(string version, CancellationToken cancellation);

    /// <summary>What a delivery is to be written by: that version, or, for null, what is in force; else why it can't be had, in words.</summary>
    ValueTask<(MappingBook? Book, string? WhyNot)> UseAsync(string? version, CancellationToken cancellation);

    /// <summary>The version that wrote a delivery last; null when none has.</summary>
    Task<string?> FindWriterAsync(Guid delivery, CancellationToken cancellation);
}

/// <summary>From <paramref name="At"/> on <paramref name="Version"/> was in force, on <paramref name="Node"/> first.</summary>
public sealed record MappingUse(long Id, string Version, DateTimeOffset At, string Node);

internal sealed class MappingHistory(IDbContextFactory<JournalContext> contexts, IMappings mappings) : IMappingHistory
{
    /// <summary>Retries with a version of then come in rows, and compiling it takes a second.</summary>
    private const int Remembered = 4;

    private readonly ConcurrentDictionary<string, MappingLoad> loaded = [];

    public async Task<IReadOnlyList<MappingUse>> ListAsync(int most, long? before, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await journal.MappingUses.Where(u => before == null || u.Id < before).OrderByDescending(u => u.Id).Take(most)
            .Select(u => new MappingUse(u.Id, u.Version, u.At, u.Node)).ToListAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<bool> WasInForceAsync(string version, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await journal.MappingVersions.AnyAsync(v => v.Version == version, cancellation).ConfigureAwait(false);
    }

    public async Task<MappingFiles?> FindAsync(string version, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var packed = await journal.MappingVersions.Where(v => v.Version == version).Select(v => v.Files).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return packed is null ? null : MappingFiles.Unpack(packed);
    }

    public async Task<MappingLoad?> LoadAsync(string version, CancellationToken cancellation)
    {
        var current = mappings.Current;
        if (current.Version == version) return new MappingLoad(current, [], current.Files.All.Count);
        if (loaded.TryGetValue(version, out var known)) return known;
        if (await FindAsync(version, cancellation).ConfigureAwait(false) is not { } files) return null;
        var load = current.With(files);
        if (loaded.Count >= Remembered) loaded.Clear();
        return loaded[version] = load;
    }

    public async ValueTask<(MappingBook? Book, string? WhyNot)> UseAsync(string? version, CancellationToken cancellation)
    {
        if (version is null) return (mappings.Current, null);
        if (await LoadAsync(version, cancellation).ConfigureAwait(false) is not { } load) return (null, $"Version {version} of the mapping files was never in force.");
        return load.Book is { } book ? (book, null) : (null, $"Version {version} of the mapping files has faults for this gateway, such as {load.Faults[0]}");
    }

    public async Task<string?> FindWriterAsync(Guid delivery, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await (
            from row in journal.Deliveries
            join move in journal.Moves on row.Sequence equals move.Delivery
            where row.Id == delivery && move.MappingVersion != null
            orderby move.Id descending
            select move.MappingVersion).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }
}
