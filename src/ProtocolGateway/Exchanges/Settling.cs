using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>What an outcome makes of a delivery (translation.md section 11, contract.md section 4).</summary>
internal static class Settling
{
    /// <param name="supplied">What the steps supplied; a protocol that came to say it reports that among its losses.</param>
    public static Settlement Of(Outcome outcome, FactKind kind, ClaimedRow claim, IReadOnlyList<Loss> supplied, DateTimeOffset now)
    {
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
            Outcome.Unreachable unreachable => new Settlement
            {
                State = DeliveryState.Owed,
                ReasonCode = unreachable.PausePartner ? "PartnerPaused" : "Unreachable",
                Reason = unreachable.Text,
                Cause = unreachable.Text,
                Repeat = claim.Repeat,
                // What pauses the partner is no fault of the message: it goes as soon as a person resumes.
                NotBefore = unreachable.PausePartner ? now : now + RetrySchedule.After(claim.Attempts, unreachable.RetryAfter),
            },
            Outcome.InDoubt doubt => InDoubt(doubt.Text, kind, claim.Attempts, now),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome."),
        };
        return settlement with { Sent = outcome.Sent, Answer = outcome.Answer, Losses = LossJson.Write(outcome.Losses.Count == 0 ? supplied : outcome.Losses) };
    }

    /// <summary>A repeat that the receiver counts once is said again; anything else waits for a person.</summary>
    public static Settlement InDoubt(string text, FactKind kind, int attempts, DateTimeOffset now) => new()
    {
        State = kind.RepeatIsHarmless ? DeliveryState.Owed : DeliveryState.InDoubt,
        Through = kind.RepeatIsHarmless ? DeliveryState.InDoubt : null,
        ReasonCode = "InDoubt",
        Reason = text,
        Cause = text,
        Repeat = true,
        NotBefore = now + RetrySchedule.After(attempts),
    };
}
