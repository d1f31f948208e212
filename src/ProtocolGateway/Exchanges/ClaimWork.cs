using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Takes a delivery for this node; no result when it is no longer to be had.</summary>
internal sealed class ClaimWork(Guid id, string node, DateTimeOffset now) : JournalWork<ClaimedRow?>
{
    public override void Foresee(JournalSession journal) => journal.Deliveries.Foresee(id, node, now, now + Node.Lease);

    protected override ClaimedRow? Write(JournalSession journal) => journal.Deliveries.Claim(id, node, now, now + Node.Lease);
}
