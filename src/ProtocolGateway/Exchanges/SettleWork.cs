using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>Writes what became of a delivery, and finds what its end lets through.</summary>
internal sealed class SettleWork(
    ClaimedRow claim, Partner partner, string node, Outcome outcome, Settlement settlement, DateTimeOffset now)
    : JournalWork<SayingEnd>
{
    public override void Foresee(JournalSession journal) => journal.Deliveries.Foresee(claim, partner.Id, node, settlement, now);

    protected override SayingEnd Write(JournalSession journal)
    {
        if (!journal.Deliveries.Settle(claim.Sequence, node, settlement, now)) return SayingEnd.Nothing with { Lost = true };
        if (outcome is Outcome.Refused refused)
            journal.Upkeep.Find("DeliveryRefused", $"{partner.Id} refused {claim.Key}: {refused.Code}: {refused.Text}", claim.Key, now);
        if (settlement.State == DeliveryState.InDoubt)
            journal.Upkeep.Find("DeliveryInDoubt", $"Nobody knows whether {partner.Id} heard {claim.Key}: {settlement.Reason}", claim.Key, now);
        var pauses = outcome is Outcome.Unreachable { PausePartner: true };
        if (pauses)
        {
            journal.Upkeep.Pause(partner.Id, now, settlement.Reason);
            journal.Upkeep.SettleFindings(PartnerStates.Subject(partner.Id), PartnerStates.Paused);
            journal.Upkeep.Find(
                PartnerStates.Paused, $"{partner.Id} knows us no longer: {settlement.Reason} Nothing is sent until a person retries.",
                PartnerStates.Subject(partner.Id), now);
        }
        // A row that stays owed is the oldest of its subject, and not due yet.
        var next = settlement.State == DeliveryState.Owed ? null : journal.Deliveries.Next(partner.Id, claim.Subject);
        return new SayingEnd(next is not null && next.NotBefore <= now ? next : null, pauses, false);
    }
}

/// <param name="Next">What its subject owes next, and may go on the bus.</param>
/// <param name="Pauses">The partner takes nothing until a person resumes.</param>
/// <param name="Lost">The claim was somebody else's by then.</param>
internal sealed record SayingEnd(OwedRow? Next, bool Pauses, bool Lost)
{
    public static SayingEnd Nothing { get; } = new(null, false, false);
}
