using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>What an attempt makes of a delivery (translation.md section 11, contract.md section 4).</summary>
internal static class Settling
{
    /// <summary>The reason of what is held because nobody took it for too long.</summary>
    public const string GaveUp = "GaveUp";

    /// <param name="repeatIsHarmless">It may be said again without doing anything twice.</param>
    /// <param name="leaveUntil">Until when nothing is said to an unreachable partner; null for one that is reached.</param>
    /// <param name="supplied">What the steps supplied; a protocol that came to say it reports that among its losses.</param>
    public static Settlement Of(
        Attempt attempt, bool repeatIsHarmless, ClaimedRow claim, DeliveryPolicy policy, DateTimeOffset? leaveUntil, IReadOnlyList<Loss> supplied,
        DateTimeOffset now)
    {
        var outcome = attempt.Outcome;
        var settlement = outcome switch
        {
            Outcome.Delivered delivered => new Settlement
            {
                State = DeliveryState.Delivered,
                Reason = delivered.Note,
                Cause = delivered.Note is null ? "taken" : $"taken: {delivered.Note}",
                NotBefore = now,
            },
            Outcome.Refused refused => new Settlement
            {
                State = DeliveryState.Refused,
                ReasonCode = refused.Code,
                Reason = refused.Text,
                Cause = $"{refused.Code}: {refused.Text}",
                Repeat = claim.Repeat,
                NotBefore = now,
            },
            Outcome.Held held => new Settlement
            {
                State = DeliveryState.Held,
                ReasonCode = held.Hold.Code,
                Reason = held.Hold.Text,
                WaitsFor = held.Hold.WaitsFor,
                Cause = $"{held.Hold.Code}: {held.Hold.Text}",
                Repeat = claim.Repeat,
                NotBefore = now,
                Said = held.Sent is not null,
            },
            Outcome.Unwanted unwanted => new Settlement
            {
                State = DeliveryState.Dropped,
                ReasonCode = "Unwanted",
                Reason = unwanted.Text,
                Cause = unwanted.Text,
                NotBefore = now,
                Said = false,
            },
            Outcome.Unreachable unreachable => Unreachable(unreachable, attempt, claim, policy, leaveUntil, now),
            Outcome.InDoubt doubt => InDoubt(doubt.Text, repeatIsHarmless, claim.Attempts, now, policy.Retry),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome."),
        };
        return settlement with
        {
            Sent = outcome.Sent,
            Answer = outcome.Answer,
            Losses = LossJson.Write(outcome.Losses.Count == 0 ? supplied : outcome.Losses),
            MappingVersion = attempt.MappingVersion,
        };
    }

    /// <summary>A repeat that does nothing twice is said again; anything else waits for a person.</summary>
    public static Settlement InDoubt(string text, bool repeatIsHarmless, int attempts, DateTimeOffset now, IReadOnlyList<TimeSpan> retry) => new()
    {
        State = repeatIsHarmless ? DeliveryState.Owed : DeliveryState.InDoubt,
        Through = repeatIsHarmless ? DeliveryState.InDoubt : null,
        ReasonCode = "InDoubt",
        Reason = text,
        Cause = text,
        Repeat = true,
        NotBefore = now + RetrySchedule.After(attempts, retry),
    };

    private static Settlement Unreachable(
        Outcome.Unreachable outcome, Attempt attempt, ClaimedRow claim, DeliveryPolicy policy, DateTimeOffset? leaveUntil, DateTimeOffset now)
    {
        var owed = new Settlement
        {
            State = DeliveryState.Owed,
            ReasonCode = outcome.PausePartner ? "PartnerPaused" : attempt.OurFault ? "OurFault" : "Unreachable",
            Reason = outcome.Text,
            Cause = outcome.Text,
            Repeat = claim.Repeat,
            // What pauses the partner is no fault of the message: it goes as soon as a person resumes.
            NotBefore = now,
            Said = attempt.Begun,
        };
        if (outcome.PausePartner || !attempt.Begun) return owed;
        if (now - claim.DeliverableAt >= policy.GiveUpAfter)
            return owed with { State = DeliveryState.Held, ReasonCode = GaveUp, Cause = $"{GaveUp}: {outcome.Text}" };
        return owed with { NotBefore = leaveUntil ?? now + RetrySchedule.After(claim.Attempts, policy.Retry, outcome.RetryAfter) };
    }
}
