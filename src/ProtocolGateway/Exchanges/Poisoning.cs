using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>Counts how often a delivery failed for its own sake, and says when that makes it poison (<see cref="Poison"/>).</summary>
/// <param name="OurFault">A bug of ours, which the partner has no part in.</param>
/// <param name="LastSaid">When the partner last took something from this node.</param>
internal sealed record Poisoning(bool OurFault, DateTimeOffset? LastSaid)
{
    /// <summary>The finding, and the reason of what is held.</summary>
    public const string Code = "Poison";

    public Settlement Judge(JournalSession journal, ClaimedRow claim, Partner partner, DeliveryPolicy policy, Settlement settlement, DateTimeOffset now)
    {
        var (times, last) = journal.Failures.Find(claim.Sequence);
        // A partner that takes nothing from anybody says nothing about this one.
        var othersAreTaken = times == 0 || OurFault || LastSaid > last || journal.Lines.LastSaid(partner.Id) > last;
        if (othersAreTaken) times++;
        var poison = times >= policy.PoisonAfter;
        journal.Failures.Put(claim.Sequence, partner.Id, times, poison, now);
        if (!poison) return settlement;

        var skips = policy.Poison == Poison.Skip;
        if (othersAreTaken && times == policy.PoisonAfter)
        {
            var text = $"{claim.Key} to {partner.Id} failed {times} times for its own sake: {settlement.Reason} "
                + (skips ? "It is held until a person retries it." : "It is tried on, and holds up what is about the same.");
            journal.Upkeep.Find(Code, text, claim.Key, now);
        }
        if (!skips) return settlement with { ReasonCode = Code };
        journal.Failures.Forget(claim.Sequence);
        return settlement with { State = DeliveryState.Held, ReasonCode = Code, Cause = $"{Code}: {settlement.Reason}" };
    }
}
