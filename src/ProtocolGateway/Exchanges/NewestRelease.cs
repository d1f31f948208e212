using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Sets what was held and is no session's (a status, a location) back to Owed, unless a newer one is owed by now.</summary>
internal sealed class NewestRelease(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, DispatcherSignal signal, TimeProvider time)
{
    private static readonly string[] Messages = [.. FactKinds.All.Where(k => k is not SessionFactKind).Select(k => k.Name)];

    /// <summary>Null when the delivery is not held, or is a session's.</summary>
    public async Task<ReleaseResult?> ReleaseAsync(long sequence, string cause, string? mappingVersion, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var row = await journal.Deliveries.AsNoTracking()
            .FirstOrDefaultAsync(d => d.Sequence == sequence && Messages.Contains(d.Message) && d.State == DeliveryState.Held, cancellation)
            .ConfigureAwait(false);
        if (row is null) return null;
        var written = await writer.WriteAsync(session => Release(session, row, cause, mappingVersion)).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return new ReleaseResult.Busy(unavailable.Text);
        if (!written.Value) return new ReleaseResult.HeldNoLonger();
        signal.Wake();
        return new ReleaseResult.Released();
    }

    private bool Release(JournalSession journal, DeliveryRow row, string cause, string? mappingVersion)
    {
        var now = time.GetUtcNow();
        if (journal.Waiting.HasNewer(row.PartnerId!, row.Subject, row.Message, row.Sequence))
        {
            journal.Deliveries.Change(row.Sequence, DeliveryState.Held, new(DeliveryState.Superseded, $"{cause}; a newer one is owed"), now);
            return false;
        }
        var change = new StateChange(DeliveryState.Owed, cause) { Repeat = row.Repeat, MappingVersion = mappingVersion };
        return journal.Deliveries.Change(row.Sequence, DeliveryState.Held, change, now);
    }
}
