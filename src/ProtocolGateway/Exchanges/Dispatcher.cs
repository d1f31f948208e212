using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Puts every owed delivery on its partner's queue: at once when it was just accepted, else when a search of the journal finds
/// it. Only the oldest owed row of each partner and subject is ever on the bus.
/// </summary>
internal sealed class Dispatcher(
    Lanes lanes, IDeliveryBus bus, Deliverer deliverer, DueReader reader, DispatcherSignal signal, TimeProvider time, ILogger<Dispatcher> logger)
    : IDisposable
{
    private static readonly TimeSpan BusTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource cutting = new();
    private int saying;

    /// <summary>How many deliveries this node is saying right now.</summary>
    public int Saying => Volatile.Read(ref saying);

    /// <summary>The short way: the message is in memory still. What finds no room is found by the next search.</summary>
    public void Offer(DueDelivery due)
    {
        if (stopping.IsCancellationRequested) return;
        if (lanes.Find(due.PartnerId) is { } lane && lane.TryEnter(due.Id, due.Message)) _ = SendAsync(lane, due);
    }

    /// <summary>The bus brings one back. Never throws: whatever happens, the journal knows the delivery as owed.</summary>
    /// <param name="id">The delivery's.</param>
    /// <param name="partner">Whose queue it was on.</param>
    /// <param name="travelled">The message, where it travelled with it.</param>
    public async Task DeliverAsync(Guid id, string partner, object? travelled)
    {
        if (lanes.Find(partner) is not { } lane || (lane.Find(id) ?? travelled) is not { } message) return;
        Interlocked.Increment(ref saying);
        var end = SayingEnd.Nothing;
#pragma warning disable CA1031 // A bug here must not stop the queue.
        try
        {
            if (!stopping.IsCancellationRequested && !lane.Paused)
                end = await deliverer.DeliverAsync(id, lane.Partner, message, cutting.Token).ConfigureAwait(false);
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
        if (end.Pauses) lane.Paused = true;
        var roomAgain = lane.Leave(id);
        if (end.Next is { } next) Offer(Due(next));
        if (roomAgain) signal.Wake();
    }

    /// <summary>Searches the journal for what is due and on nobody's bus: after a start, for retries, after the bus lost it.</summary>
    public void Sweep()
    {
        try
        {
            var paused = reader.FindPaused();
            foreach (var lane in lanes.All)
            {
                lane.Paused = paused.Contains(lane.Partner.Id);
                if (lane.Room > 0 && !stopping.IsCancellationRequested) Fill(lane);
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
        var room = lane.Room;
        var heads = reader.FindHeads(lane.Partner.Id, time.GetUtcNow(), lane.Count + room);
        foreach (var id in heads)
        {
            if (lane.Has(id)) continue;
            if (room-- == 0)
            {
                lane.HasMore();
                return;
            }
            if (reader.Load(id) is { } row) Offer(Due(row));
        }
        if (heads.Count >= Lanes.Capacity) lane.HasMore();
    }

    private static DueDelivery Due(OwedRow row)
    {
        var kind = FactKinds.Of(row.Message);
        return new(row.Id, row.PartnerId, kind, kind.Restore(row.Canonical));
    }

    private async Task SendAsync(Lane lane, DueDelivery due)
    {
#pragma warning disable CA1031 // Whatever the bus throws: the row stays owed and is sent again.
        try
        {
            var sent = bus.SendAsync(due, stopping.Token);
            if (!sent.IsCompletedSuccessfully) await sent.WaitAsync(BusTimeout, time).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            lane.Leave(due.Id);
            if (!stopping.IsCancellationRequested) DeliveryLog.NotOnBus(logger, due.Id, due.PartnerId, e);
        }
#pragma warning restore CA1031
    }
}
