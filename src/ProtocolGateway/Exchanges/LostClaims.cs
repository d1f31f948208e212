using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>Claims without an outcome: their node is gone, and nobody knows how far it came.</summary>
internal sealed class LostClaims(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Repeats repeats, PartnerBook partners, Node node, TimeProvider time,
    ILogger<LostClaims> logger)
{
    /// <param name="starting">This node has claimed nothing yet: what an embedded journal knows as claimed is of an earlier start.</param>
    public async Task RecoverAsync(bool starting, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var everyOther = starting && node.Alone;
        var dead = now - Node.Silence;
        await using var journal = contexts.CreateDbContext();
        var lost = await journal.Deliveries
            .Where(d => d.ClaimNode != null && d.State == DeliveryState.Owed)
            .Where(d => d.ClaimUntil < now
                || (d.ClaimNode != node.Id && (everyOther || !journal.Nodes.Any(n => n.Id == d.ClaimNode && n.SeenAt >= dead))))
            .Select(d => new
            {
                d.Sequence,
                d.Id,
                d.Message,
                d.Attempts,
                Node = d.ClaimNode!,
                d.PartnerId,
                d.Key,
                Canonical = d.Body ?? journal.Exchanges.Where(e => e.Id == d.ExchangeId).Select(e => e.Canonical).FirstOrDefault(),
            })
            .ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var row in lost)
        {
            DeliveryLog.ClaimAbandoned(logger, row.Id, row.Node);
            var kind = FactKinds.Of(row.Message);
            var harmless = repeats.AreHarmless(kind, partners.Find(row.PartnerId!), kind.Matter(kind.Restore(row.Canonical!)));
            await writer.WriteAsync(session => Doubt.Write(
                session, row.Sequence, harmless, row.Attempts, row.PartnerId, row.Key, "The gateway ended while it was being said.",
                row.Node, now)).ConfigureAwait(false);
        }
    }
}
