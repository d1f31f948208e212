using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Exchanges;

/// <summary>Notices what arrives (imports of any process, new mappings, and at a start new settings) and releases what waited for it.</summary>
internal sealed class Releaser(
    IDbContextFactory<JournalContext> contexts, Release release, IMappings mappings, TimeProvider time, ILogger<Releaser> logger)
{
    private const int AtOnce = 1000;

    /// <summary>What arrives while a delivery is being held may be older than the holding by so much.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromSeconds(5);

    private long seen = -1;
    private DateTimeOffset lookUntil = DateTimeOffset.MaxValue;
    private MappingBook? book;

    /// <summary>Cheap when nothing has changed.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        try
        {
            await using var journal = contexts.CreateDbContext();
            var starting = seen < 0;
            var newest = await journal.Changes.MaxAsync(c => (long?)c.Sequence, cancellation).ConfigureAwait(false) ?? 0;
            var now = time.GetUtcNow();
            if (newest != seen)
            {
                seen = newest;
                lookUntil = now + Overlap + Overlap;
            }
            if (now < lookUntil) await ReleaseArrivedAsync(journal, cancellation).ConfigureAwait(false);
            if (starting) await ReleaseAllAsync(Held(journal).Where(d => d.WaitsFor == "settings" || d.ReasonCode == "NoRecipient" || d.ReasonCode == "NoPrice"), "the gateway started", cancellation).ConfigureAwait(false);
            if (!ReferenceEquals(book, mappings.Current))
            {
                book = mappings.Current;
                await ReleaseAllAsync(Held(journal).Where(d => d.WaitsFor!.StartsWith("mapping:")), "the mappings changed", cancellation, MappingChoice.Now).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            DeliveryLog.SweepFailed(logger, e);
        }
    }

    private static IQueryable<DeliveryRow> Held(JournalContext journal) =>
        journal.Deliveries.Where(d => d.State == DeliveryState.Held && d.WaitsFor != null);

    private async Task ReleaseArrivedAsync(JournalContext journal, CancellationToken cancellation)
    {
        // A change since the row was held, whichever process made it.
        var overlap = (long)Overlap.TotalMilliseconds;
        var arrived = journal.Deliveries.FromSql(
            $"""
            SELECT d.* FROM Deliveries d WHERE d.State = 'Held' AND d.WaitsFor IS NOT NULL
              AND EXISTS (SELECT 1 FROM Changes c WHERE c.Subject = d.WaitsFor AND c.At >= d.UpdatedAt - {overlap})
            """);
        await ReleaseAllAsync(arrived, null, cancellation).ConfigureAwait(false);
    }

    private async Task ReleaseAllAsync(IQueryable<DeliveryRow> held, string? cause, CancellationToken cancellation, string? mappingVersion = null)
    {
        var rows = await held.OrderBy(d => d.Sequence).Take(AtOnce)
            .Select(d => new { d.Sequence, d.Id, d.WaitsFor }).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var because = cause ?? $"{row.WaitsFor} arrived";
#pragma warning disable CA1031 // A bug with one of them must not keep the others.
            try
            {
                if (await release.ReleaseAsync(row.Sequence, because, mappingVersion, cancellation).ConfigureAwait(false) is ReleaseResult.Released)
                    DeliveryLog.Released(logger, row.Id, because);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                DeliveryLog.NotReleased(logger, row.Id, e);
            }
#pragma warning restore CA1031
        }
    }
}
