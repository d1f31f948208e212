using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Takes a delivery to look for an unreachable partner with; no result when it, or the look, is no longer to be had.</summary>
internal sealed class ProbeWork(Guid id, string partner, string node, DateTimeOffset now) : JournalWork<ClaimedRow?>
{
    /// <summary>One looks at a time, among all nodes; should its node die, another may from then on.</summary>
    public static DateTimeOffset Until(DateTimeOffset now) => now + Node.Lease;

    protected override ClaimedRow? Write(JournalSession journal)
    {
        var until = Until(now);
        if (!journal.Lines.Probe(partner, now, until)) return null;
        if (journal.Deliveries.Claim(id, node, now, until) is { } claim) return claim;
        journal.Lines.Probe(partner, until, now);
        return null;
    }
}
