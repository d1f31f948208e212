using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>Writes what became of a delivery and what that says of its partner, and finds what its end lets through.</summary>
internal sealed class SettleWork(Partner partner, string node, SayingResult result) : JournalWork<SayingEnd>
{
    private readonly DateTimeOffset now = result.At;

    private ClaimedRow Claim => result.Claim;

    /// <summary>What may turn out to be poison is not foreseen: it is settled as its failures say.</summary>
    public override void Foresee(JournalSession journal)
    {
        if (result.Poisoning is null) journal.Deliveries.Foresee(Claim, partner.Id, node, result.Settlement, now);
    }

    protected override SayingEnd Write(JournalSession journal)
    {
        var policy = partner.Delivery.Of(result.Message);
        var settlement = result.Settlement;
        if (settlement.State == DeliveryState.Owed && result.Poisoning is { } poisoning)
            settlement = poisoning.Judge(journal, Claim, partner, policy, settlement, now);
        if (!journal.Deliveries.Settle(Claim.Sequence, node, settlement, now)) return SayingEnd.Nothing with { Lost = true };
        if (Claim.Attempts > 1 && settlement.State != DeliveryState.Owed && journal.Failures.Forget(Claim.Sequence))
            journal.Upkeep.SettleFindings(Claim.Key, Poisoning.Code);
        Tell(journal, settlement);
        Follow(journal, settlement);

        var owed = settlement.State == DeliveryState.Owed;
        if (owed && policy.Policy == Owing.Latest && journal.Waiting.HasNewer(partner.Id, Claim.Subject, result.Message, Claim.Sequence))
            owed = !journal.Deliveries.Change(Claim.Sequence, DeliveryState.Owed, new(DeliveryState.Superseded, "a newer one waits"), now);
        // A row that stays owed is the oldest of its subject, and not due yet.
        var next = owed ? null : journal.Deliveries.Next(partner.Id, Claim.Subject);
        return new SayingEnd(next is not null && next.NotBefore <= now ? next : null, Pauses, false) { Line = result.Line };
    }

    private bool Pauses => result.Attempt.Outcome is Outcome.Unreachable { PausePartner: true };

    /// <summary>What a person should look at.</summary>
    private void Tell(JournalSession journal, Settlement settlement)
    {
        if (settlement.State == DeliveryState.Refused)
            journal.Upkeep.Find("DeliveryRefused", $"{partner.Id} refused {Claim.Key}: {settlement.Cause}", Claim.Key, now);
        if (settlement.State == DeliveryState.InDoubt)
            journal.Upkeep.Find("DeliveryInDoubt", $"Nobody knows whether {partner.Id} heard {Claim.Key}: {settlement.Reason}", Claim.Key, now);
        if (settlement is { State: DeliveryState.Held, ReasonCode: Settling.GaveUp })
            journal.Upkeep.Find("DeliveryGivenUp", $"{partner.Id} did not take {Claim.Key} in all the time set for it: {settlement.Reason}", Claim.Key, now);
    }

    /// <summary>What it says of the partner.</summary>
    private void Follow(JournalSession journal, Settlement settlement)
    {
        var subject = PartnerStates.Subject(partner.Id);
        if (Pauses)
        {
            journal.Lines.Pause(partner.Id, now, settlement.Reason, PausedBy.Partner);
            journal.Upkeep.SettleFindings(subject, PartnerStates.Paused);
            journal.Upkeep.Find(
                PartnerStates.Paused, $"{partner.Id} knows us no longer: {settlement.Reason} Nothing is sent until a person retries.", subject, now);
        }
        if (result.Line is not { } line) return;
        journal.Lines.Leave(partner.Id, line.UnreachableAt, line.LeaveUntil, line.Reason);
        if (line.UnreachableAt is null) journal.Upkeep.SettleFindings(subject, PartnerStates.Unreachable);
        // What it could not tell meanwhile it is asked for.
        if (line == LineChange.Reached) journal.Absences.Insert(partner.Id, now, now, AbsenceKind.Cut);
        if (line.IsNews)
            journal.Upkeep.Find(PartnerStates.Unreachable, $"{partner.Id} takes nothing: {line.Reason} What is owed to it waits until it does.", subject, now);
    }
}

/// <summary>What came of a claimed delivery, and what is to be written of it.</summary>
/// <param name="Message">The canonical message's name.</param>
/// <param name="Line">What it changes of the partner's standing.</param>
/// <param name="Poisoning">Not null when it failed for its own sake.</param>
internal sealed record SayingResult(
    ClaimedRow Claim, string Message, Attempt Attempt, Settlement Settlement, LineChange? Line, Poisoning? Poisoning, DateTimeOffset At);

/// <param name="Next">What its subject owes next, and may go on the bus.</param>
/// <param name="Pauses">The partner takes nothing until a person resumes.</param>
/// <param name="Lost">The claim was somebody else's by then.</param>
internal sealed record SayingEnd(OwedRow? Next, bool Pauses, bool Lost)
{
    public static SayingEnd Nothing { get; } = new(null, false, false);

    /// <summary>What it changed of the partner's standing.</summary>
    public LineChange? Line { get; init; }
}
