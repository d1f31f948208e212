using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Says every few seconds that this node lives, and writes when partners were heard.</summary>
internal sealed class Heartbeat(JournalWriter writer, PartnerActivity activity, Node node, TimeProvider time, ILogger<Heartbeat> logger)
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(3);

    public async Task BeatAsync()
    {
        var now = time.GetUtcNow();
        var written = await writer.WriteAsync(journal =>
        {
            journal.Upkeep.Beat(node.Id, now);
            journal.Upkeep.Renew(node.Id, now + Node.Lease);
            activity.Write(journal);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) DeliveryLog.NotBeaten(logger, unavailable.Text);
    }

    /// <summary>At a clean end: the node is forgotten, and those that died before it.</summary>
    public async Task EndAsync()
    {
        var dead = time.GetUtcNow() - Node.Silence;
        var written = await writer.WriteAsync(journal =>
        {
            activity.Write(journal);
            journal.Upkeep.Leave(node.Id, dead);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) DeliveryLog.NotBeaten(logger, unavailable.Text);
    }
}
