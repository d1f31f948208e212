using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>Claims one delivery when its turn is near, has it said, and writes what became of it.</summary>
internal sealed class Deliverer(
    JournalWriter writer, Saying saying, Repeats repeats, Calls calls, OutboundLimits limits, PartnerActivity activity, Forsaken forsaken, DeliveryMeter meter,
    Node node, TimeProvider time, ILogger<Deliverer> logger)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    // A claim that may or may not stand is given back by the delivery's id and this node's: by then it may be no other claim of it.
    private readonly ConcurrentDictionary<Guid, bool> underWay = new();

    /// <summary>What its end lets through; nothing when somebody else has it, it is not due, or nothing is said to the partner.</summary>
    /// <param name="stop">Begins nothing more.</param>
    /// <param name="cut">Ends a call that is under way.</param>
    /// <exception cref="OperationCanceledException">Stopped before it was claimed.</exception>
    public async Task<SayingEnd> DeliverAsync(Guid id, Lane lane, object message, CancellationToken stop, CancellationToken cut)
    {
        if (!underWay.TryAdd(id, true)) return SayingEnd.Nothing;
        try
        {
            return await DeliverOnceAsync(id, lane, message, stop, cut).ConfigureAwait(false);
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    private async Task<SayingEnd> DeliverOnceAsync(Guid id, Lane lane, object message, CancellationToken stop, CancellationToken cut)
    {
        stop.ThrowIfCancellationRequested();
        if (lane.Line.Standing.At(time.GetUtcNow()) == Passage.Closed) return SayingEnd.Nothing;
        var begun = time.GetUtcNow();
        ClaimedRow claim;
        Attempt attempt;
        bool probes;
        Activity? span;
        var supplied = new List<Loss>(0);
        using (await calls.ApproachAsync(lane.Partner, stop).ConfigureAwait(false))
        {
            await limits.WaitAsync(lane.Partner, stop).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            (var claimed, probes) = await ClaimAsync(id, lane, stop).ConfigureAwait(false);
            if (claimed is null) return SayingEnd.Nothing;
            claim = claimed;
            span = Traces.Deliver(claim.Trace, begun, id, lane.Partner);
            attempt = await saying.SayAsync(id, claim, lane, probes, message, supplied, cut).ConfigureAwait(false);
        }

        using var told = span;
        var kind = FactKinds.Of(message);
        var harmless = repeats.AreHarmless(kind, lane.Partner, kind.Matter(message));
#pragma warning disable CA1031 // A bug must not leave the claim with a node that is done with it.
        try
        {
            var result = Judge(id, lane, claim, attempt, probes, kind, harmless, supplied);
            var end = await SettleAsync(id, lane.Partner, result, cut).ConfigureAwait(false);
            Tell(span, id, lane.Partner, claim, attempt, kind.Name);
            Log(id, lane.Partner, result, end);
            return end;
        }
        catch (Exception e)
        {
            DeliveryLog.NotWritten(logger, id, lane.Partner.Id, e);
            await forsaken.AddAsync(new(id, claim, lane.Partner.Id, harmless)).ConfigureAwait(false);
            return SayingEnd.Nothing;
        }
#pragma warning restore CA1031
    }

    private async Task<(ClaimedRow? Claim, bool Probes)> ClaimAsync(Guid id, Lane lane, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var passage = lane.Line.Standing.At(now);
        if (passage == Passage.Closed) return default;
        JournalWork<ClaimedRow?> work = passage == Passage.Probe ? new ProbeWork(id, lane.Partner.Id, node.Id, now) : new ClaimWork(id, node.Id, now);
        var claimed = await writer.WriteAsync(work).ConfigureAwait(false);
        if (claimed.Unavailable is { } reason)
        {
            DeliveryLog.NotClaimed(logger, id, lane.Partner.Id, reason.Text);
            if (!node.Alone) await UnclaimAsync(id, stop).ConfigureAwait(false);
        }
        if (passage == Passage.Probe && claimed.Value is not null) lane.Line.Standing = lane.Line.Standing with { LeaveUntil = ProbeWork.Until(now) };
        return (claimed.Value, passage == Passage.Probe);
    }

    /// <summary>
    /// A claim whose commit was on its way when the line to the database broke may stand, and this node, which lives, would hold
    /// it for ever. Nothing was said under it.
    /// </summary>
    private async Task UnclaimAsync(Guid id, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var written = await writer.WriteAsync(journal =>
            {
                journal.Deliveries.Unclaim(id, node.Id);
                return true;
            }).ConfigureAwait(false);
            if (written.Unavailable is null) return;
            await Task.Delay(BetweenTries, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private SayingResult Judge(Guid id, Lane lane, ClaimedRow claim, Attempt attempt, bool probes, FactKind kind, bool harmless, List<Loss> supplied)
    {
        var now = time.GetUtcNow();
        var partner = lane.Partner;
        if (attempt.Outcome is Outcome.Delivered) activity.SaidTo(partner, now);
        var line = lane.Line.After(attempt, id, probes, now);
        var leaveUntil = line is { UnreachableAt: not null } ? line.LeaveUntil : null;
        var settlement = Settling.Of(attempt, harmless, claim, partner.Delivery.Of(kind.Name), leaveUntil, supplied, now);
        var poisoning = attempt.FailedForItsOwnSake ? new Poisoning(attempt.OurFault, activity.LastSaid(partner.Id)) : null;
        return new(claim, kind.Name, attempt, settlement, line, poisoning, now);
    }

    private void Tell(Activity? span, Guid id, Partner partner, ClaimedRow claim, Attempt attempt, string message)
    {
        meter.Settled(id, partner, message, attempt.Outcome, time.GetUtcNow());
        span?.SetTag(Traces.Exchange, claim.ExchangeId).SetTag(Traces.Message, message).SetTag(Traces.Attempt, claim.Attempts)
            .SetTag(Traces.Outcome, Names.Of(attempt.Outcome));
    }

    /// <summary>What was said must be known, so it is written as soon as the journal can be reached; a stop before that leaves it in doubt.</summary>
    private async Task<SayingEnd> SettleAsync(Guid id, Partner partner, SayingResult result, CancellationToken cut)
    {
        while (true)
        {
            var settled = await writer.WriteAsync(new SettleWork(partner, node.Id, result)).ConfigureAwait(false);
            if (settled.Value is { } end) return end;
            DeliveryLog.NotSettled(logger, id, partner.Id, settled.Unavailable!.Text);
            if (cut.IsCancellationRequested) return SayingEnd.Nothing;
            await Task.Delay(BetweenTries, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Log(Guid id, Partner partner, SayingResult result, SayingEnd end)
    {
        var claim = result.Claim;
        if (end.Lost) DeliveryLog.ClaimLost(logger, id, partner.Id);
        var outcome = result.Attempt.Outcome;
        if (outcome is Outcome.Delivered) DeliveryLog.Delivered(logger, id, partner.Id, claim.Key, claim.ExchangeId);
        else DeliveryLog.NotDelivered(logger, id, partner.Id, claim.Key, claim.ExchangeId, claim.Attempts, outcome.GetType().Name, result.Settlement.Cause);
    }
}
