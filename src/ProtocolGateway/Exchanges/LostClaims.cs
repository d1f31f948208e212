using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Claims without an outcome: their node is gone, and nobody knows how far it came.</summary>
internal sealed class LostClaims(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Node node, TimeProvider time, ILogger<LostClaims> logger)
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
            .Select(d => new { d.Sequence, d.Id, d.Message, d.Attempts, Node = d.ClaimNode!, d.PartnerId, d.Key })
            .ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var row in lost)
        {
            DeliveryLog.ClaimAbandoned(logger, row.Id, row.Node);
            await writer.WriteAsync(session =>
            {
                const string text = "The gateway ended while it was being said.";
                var then = Settling.InDoubt(text, FactKinds.Of(row.Message), row.Attempts, now);
                var doubt = new StateChange(DeliveryState.InDoubt, text) { Hold = new("InDoubt", text), Repeat = true, LostBy = row.Node };
                if (!session.Deliveries.Change(row.Sequence, DeliveryState.Owed, doubt, now)) return false;
                if (then.State == DeliveryState.Owed)
                    session.Deliveries.Change(row.Sequence, DeliveryState.InDoubt, doubt with { To = DeliveryState.Owed, NotBefore = then.NotBefore, LostBy = null }, now);
                else
                    session.Upkeep.Find("DeliveryInDoubt", $"Nobody knows whether {row.PartnerId} heard {row.Key}: {text}", row.Key, now);
                return true;
            }).ConfigureAwait(false);
        }
    }
}
