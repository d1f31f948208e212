using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Takes changes out of the journal that nobody will ask for again. Who follows the sequence (each process's directory and its
/// <see cref="Releaser"/>) compares the newest with the newest that it saw: the newest stays, however old. The releaser then
/// looks, whatever was seen before, for held deliveries that are older than a change of what they wait for: such a change
/// stays as long as the delivery is held, so that an import made while no gateway ran still releases it.
/// </summary>
internal sealed class OldChanges(IDbContextFactory<JournalContext> contexts, TimeProvider time, ILogger<OldChanges> logger)
{
    /// <summary>Long enough for a person to see in the journal what an import changed.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    /// <summary>How many go at once: whoever wants to write meanwhile waits for no more.</summary>
    public const int AtOnce = 1000;

    private DateTimeOffset due = DateTimeOffset.MinValue;

    /// <summary>Does nothing until an hour has gone since it found nothing more to remove.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < due) return;
        try
        {
            var before = (now - Kept).ToUnixTimeMilliseconds();
            var overlap = (long)Releaser.Overlap.TotalMilliseconds;
            await using var journal = contexts.CreateDbContext();
            var removed = await journal.Database.ExecuteSqlAsync(
                $"""
                DELETE FROM Changes WHERE Sequence IN (
                  SELECT c.Sequence FROM Changes c
                  WHERE c.At < {before} AND c.Sequence < (SELECT MAX(Sequence) FROM Changes) AND NOT EXISTS (
                    SELECT 1 FROM Deliveries d WHERE d.State = 'Held' AND d.WaitsFor = c.Subject AND d.UpdatedAt - {overlap} <= c.At)
                  ORDER BY c.Sequence LIMIT {AtOnce})
                """, cancellation).ConfigureAwait(false);
            if (removed < AtOnce) due = now + Interval;
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            DeliveryLog.ChangesNotRemoved(logger, e);
        }
    }
}
