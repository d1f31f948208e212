using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Says every few seconds that this node lives, and writes when partners were heard and could not be.</summary>
internal sealed class Heartbeat(
    JournalWriter writer, PartnerActivity activity, AbsenceRecord absences, Node node, TimeProvider time, ILogger<Heartbeat> logger)
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(3);

    public async Task BeatAsync()
    {
        var now = time.GetUtcNow();
        await WriteAsync(now, journal =>
        {
            journal.Upkeep.Beat(node.Id, now);
            journal.Upkeep.Renew(node.Id, now + Node.Lease);
        }).ConfigureAwait(false);
    }

    /// <summary>At a clean end: the node is forgotten, and those that died before it.</summary>
    public async Task EndAsync()
    {
        var now = time.GetUtcNow();
        await WriteAsync(now, journal => journal.Upkeep.Leave(node.Id, now - Node.Silence)).ConfigureAwait(false);
    }

    private async Task WriteAsync(DateTimeOffset now, Action<JournalSession> write)
    {
        var notes = absences.Take(now);
        var written = await writer.WriteAsync(journal =>
        {
            write(journal);
            activity.Write(journal);
            return absences.Write(journal, notes);
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable)
        {
            absences.GiveBack(notes);
            DeliveryLog.NotBeaten(logger, unavailable.Text);
            return;
        }
        absences.Written(written.Value!);
    }
}
