using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Claims of this node whose outcome a bug kept from being written: given up as those of a dead node are. Those that can't be
/// are tried again with each heartbeat, and at the next start anyway.
/// </summary>
internal sealed class Forsaken(JournalWriter writer, Node node, TimeProvider time, ILogger<Forsaken> logger)
{
    private const string Text = "A fault in the gateway kept what became of it from being written; see its log.";

    private readonly ConcurrentQueue<ForsakenClaim> left = new();

    public async Task AddAsync(ForsakenClaim claim)
    {
#pragma warning disable CA1031 // Whatever it is, the claim is not forgotten.
        try
        {
            var now = time.GetUtcNow();
            var row = claim.Row;
            var written = await writer.WriteAsync(journal =>
                Doubt.Write(journal, row.Sequence, claim.RepeatIsHarmless, row.Attempts, claim.PartnerId, row.Key, Text, node.Id, now)).ConfigureAwait(false);
            if (written.Unavailable is not null) left.Enqueue(claim);
        }
        catch (Exception e)
        {
            DeliveryLog.NotWritten(logger, claim.Id, claim.PartnerId, e);
            left.Enqueue(claim);
        }
#pragma warning restore CA1031
    }

    public async Task RetryAsync()
    {
        for (var i = left.Count; i > 0 && left.TryDequeue(out var claim); i--) await AddAsync(claim).ConfigureAwait(false);
    }
}

internal sealed record ForsakenClaim(Guid Id, ClaimedRow Row, string PartnerId, bool RepeatIsHarmless);
