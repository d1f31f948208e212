using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Puts every owed delivery on its partner's queue: at once when it was just accepted, else when a search of the journal finds
/// it. Only the oldest owed row of each partner and subject is ever on the bus. Where nodes share a bus, each searches for
/// itself and may put there what another has put already: the claim makes a repeat harmless. What the bus doesn't carry this
/// node says itself (<see cref="DirectSaying"/>).
/// </summary>
internal sealed class Dispatcher(
    Lanes lanes, IDeliveryBus bus, Deliverer deliverer, DueReader reader, OutboundLimits limits, DispatcherSignal signal, Node node, TimeProvider time,
    ILogger<Dispatcher> logger) : IDisposable
{
    private static readonly TimeSpan BusTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource cutting = new();
    private volatile bool first;
    private int saying;

    /// <summary>How many deliveries this node is saying right now.</summary>
    public int Saying => Volatile.Read(ref saying);

    /// <summary>Of the living nodes that share a bus the first by its id, as the latest search found it.</summary>
    public bool IsFirst => first;

    /// <summary>The short way: the message is in memory still. What finds no room is found by the next search.</summary>
    public void Offer(DueDelivery due)
    {
        if (stopping.IsCancellationRequested) return;
        if (lanes.Find(due.PartnerId) is { } lane && lane.TryEnter(due.Id, due.Message, time.GetUtcNow())) _ = SendAsync(lane, due);
    }

    /// <summary>The bus brings one back. Never throws: whatever happens, the journal knows the delivery as owed.</summary>
    /// <param name="id">The delivery's.</param>
    /// <param name="partner">Whose queue it was on.</param>
    /// <param name="travelled">The message, where it travelled with it.</param>
    public async Task DeliverAsync(Guid id, string partner, object? travelled)
    {
        if (lanes.Find(partner) is not { } lane || (lane.Find(id) ?? travelled) is not { } message) return;
        lane.Take(id);
        Interlocked.Increment(ref saying);
        var end = SayingEnd.Nothing;
#pragma warning disable CA1031 // A bug here must not stop the queue.
        try
        {
            end = await deliverer.DeliverAsync(id, lane, message, stopping.Token, cutting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing was claimed yet.
        }
        catch (Exception e)
        {
            DeliveryLog.Thrown(logger, id, partner, e);
        }
#pragma warning restore CA1031
        finally
        {
            Interlocked.Decrement(ref saying);
        }
        if (end.Pauses) lane.Line.Pause();
        if (end.Line is { } change) lane.Line.Follow(change);
        var roomAgain = lane.Leave(id);
        if (end.Next is { } next) Offer(Due(next));
        if (roomAgain || end.Line == LineChange.Reached) signal.Wake();
    }

    /// <summary>Searches the journal for what is due and on nobody's bus: after a start, for retries, after the bus lost it.</summary>
    public void Sweep()
    {
        try
        {
            var standings = reader.FindStandings();
            if (limits.Any) limits.Nodes = reader.CountNodes(time.GetUtcNow() - Node.Silence);
            if (bus.Patience is not null) first = reader.FindFirstNode(time.GetUtcNow() - Node.Silence) is not { } id || id == node.Id;
            foreach (var lane in lanes.All)
            {
                lane.Line.Standing = standings.GetValueOrDefault(lane.Partner.Id, Standing.Clear);
                var now = time.GetUtcNow();
                // What comes off a shared bus meanwhile is not said; it is found again when it may be.
                if (bus.Patience is not null && lane.Line.Standing.At(now) != Passage.Open) lane.LeaveBus();
                if (!stopping.IsCancellationRequested && (lane.Room(now) > 0 || bus.Patience is not null)) Fill(lane);
            }
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            DeliveryLog.SweepFailed(logger, e);
            reader.Dispose();
        }
    }

    /// <summary>Begins nothing more; gives what is being said a moment, then cuts it off, and waits until that is written.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await WaitAsync(patience).ConfigureAwait(false);
        await cutting.CancelAsync().ConfigureAwait(false);
        await WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
    }

    public void Dispose()
    {
        reader.Dispose();
        stopping.Dispose();
        cutting.Dispose();
    }

    private async Task WaitAsync(TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Saying > 0 && Environment.TickCount64 < until) await Task.Delay(10).ConfigureAwait(false);
    }

    private void Fill(Lane lane)
    {
        // Those on the bus are found again and come first.
        var now = time.GetUtcNow();
        var limit = lane.Count + lane.Room(now);
        var heads = reader.FindHeads(lane.Partner.Id, now, limit);
        if (bus.Patience is { } patience) LookAfter(lane, heads, heads.Count == limit, now, patience);
        var room = lane.Room(now);
        foreach (var id in heads)
        {
            if (lane.Has(id)) continue;
            if (room-- <= 0)
            {
                lane.HasMore();
                return;
            }
            if (reader.Load(id) is { } row) Offer(Due(row));
        }
        if (heads.Count >= Lanes.Capacity) lane.HasMore();
    }

    /// <summary>What another node has taken off a bus that nodes share leaves this one; what the bus seems to have lost is sent again.</summary>
    /// <param name="lane">Of the partner.</param>
    /// <param name="heads">What could be claimed at that time.</param>
    /// <param name="cutOff">There were more.</param>
    /// <param name="searched">When.</param>
    /// <param name="patience">The bus's.</param>
    private void LookAfter(Lane lane, List<Guid> heads, bool cutOff, DateTimeOffset searched, TimeSpan patience)
    {
        var waiting = heads.ToHashSet();
        var roomAgain = false;
        foreach (var (id, since, message) in lane.OnBus(searched))
        {
            if (!waiting.Contains(id) && !(cutOff && reader.IsWaiting(id)))
                roomAgain |= lane.Leave(id);
            else if (searched - since > patience || !bus.IsUp(lane.Partner.Id))
            {
                lane.Repeat(id, searched);
                _ = SendAsync(lane, new DueDelivery(id, lane.Partner.Id, FactKinds.Of(message), message));
            }
        }
        if (roomAgain) signal.Wake();
    }

    private static DueDelivery Due(OwedRow row)
    {
        var kind = FactKinds.Of(row.Message);
        return new(row.Id, row.PartnerId, kind, kind.Restore(row.Canonical));
    }

    private async Task SendAsync(Lane lane, DueDelivery due)
    {
        if (!bus.IsUp(due.PartnerId))
        {
            SayDirectly(lane, due.Id);
            return;
        }
        using var span = Traces.Dispatch(due.Trace, due.Id, due.PartnerId);
#pragma warning disable CA1031 // Whatever the bus throws: this node says it.
        try
        {
            var sent = bus.SendAsync(due, stopping.Token);
            if (!sent.IsCompletedSuccessfully) await sent.WaitAsync(BusTimeout, time).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!stopping.IsCancellationRequested) DeliveryLog.NotOnBus(logger, due.Id, due.PartnerId, e);
            SayDirectly(lane, due.Id);
        }
#pragma warning restore CA1031
    }

    private void SayDirectly(Lane lane, Guid id)
    {
        // The first node finds it in the journal.
        var others = lane.Partner.Concurrency == 1 && bus.Patience is not null && !first;
        if (others || stopping.IsCancellationRequested)
        {
            lane.Leave(id);
            return;
        }
        lane.Take(id);
        lane.Direct.Add(() => DeliverAsync(id, lane.Partner.Id, null));
    }
}
