using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>Claims one delivery, has it said, and writes what became of it.</summary>
internal sealed class Deliverer(
    JournalWriter writer, Saying saying, PartnerActivity activity, DeliveryMeter meter, Node node, TimeProvider time,
    ILogger<Deliverer> logger)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    /// <summary>What its end lets through; nothing when somebody else has it, or it is not due.</summary>
    /// <param name="cut">Ends a call that is under way.</param>
    public async Task<SayingEnd> DeliverAsync(Guid id, Partner partner, object message, CancellationToken cut)
    {
        var begun = time.GetUtcNow();
        var claimed = await writer.WriteAsync(new ClaimWork(id, node.Id, begun)).ConfigureAwait(false);
        if (claimed.Value is not { } claim)
        {
            if (claimed.Unavailable is { } reason) DeliveryLog.NotClaimed(logger, id, partner.Id, reason.Text);
            return SayingEnd.Nothing;
        }

        using var span = Traces.Deliver(claim.Trace, begun, id, partner);
        var supplied = new List<Loss>(0);
        var outcome = await saying.SayAsync(id, claim, partner, message, supplied, cut).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (outcome is Outcome.Delivered) activity.SaidTo(partner, now);
        var settlement = Settling.Of(outcome, FactKinds.Of(message), claim, supplied, now);
        var end = await SettleAsync(id, partner, claim, outcome, settlement, now, cut).ConfigureAwait(false);
        meter.Settled(id, partner, FactKinds.Of(message).Name, outcome, now);
        span?.SetTag(Traces.Exchange, claim.ExchangeId).SetTag(Traces.Message, FactKinds.Of(message).Name).SetTag(Traces.Attempt, claim.Attempts)
            .SetTag(Traces.Outcome, Names.Of(outcome));
        Log(id, partner, claim, outcome, settlement, end);
        return end;
    }

    /// <summary>What was said must be known, so it is written as soon as the journal can be reached; a stop before that leaves it in doubt.</summary>
    private async Task<SayingEnd> SettleAsync(
        Guid id, Partner partner, ClaimedRow claim, Outcome outcome, Settlement settlement, DateTimeOffset now, CancellationToken cut)
    {
        while (true)
        {
            var settled = await writer.WriteAsync(new SettleWork(claim, partner, node.Id, outcome, settlement, now)).ConfigureAwait(false);
            if (settled.Value is { } end) return end;
            DeliveryLog.NotSettled(logger, id, partner.Id, settled.Unavailable!.Text);
            if (cut.IsCancellationRequested) return SayingEnd.Nothing;
            await Task.Delay(BetweenTries, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Log(Guid id, Partner partner, ClaimedRow claim, Outcome outcome, Settlement settlement, SayingEnd end)
    {
        if (end.Lost) DeliveryLog.ClaimLost(logger, id, partner.Id);
        if (outcome is Outcome.Delivered) DeliveryLog.Delivered(logger, id, partner.Id, claim.Key, claim.ExchangeId);
        else DeliveryLog.NotDelivered(logger, id, partner.Id, claim.Key, claim.ExchangeId, claim.Attempts, outcome.GetType().Name, settlement.Cause);
    }
}
