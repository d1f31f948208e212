using System.Collections.Concurrent;
using MassTransit;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Bus;

/// <summary>
/// Deliveries on RabbitMQ: sent to the queue of their partner, with the message itself, so that whichever node gets one says it
/// without having read the journal. A send is done when the broker has confirmed it; many wait for that at once, on one channel.
/// What has been on a queue for longer than <see cref="Patience"/> the broker drops, and the journal sends it again: so a queue
/// never holds more than its nodes have put there since, however slow the partner is, and whatever was lost is found.
/// </summary>
internal sealed class RabbitMqDeliveryBus(IBus bus, PartnerQueues queues, TimeProvider time) : IDeliveryBus
{
    /// <summary>The broker takes its time over a full disk or an election; a caller has better to do.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LifeOnQueue = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, ISendEndpoint> endpoints = new();

    // Later than the broker drops it, so that it is never there twice.
    public TimeSpan? Patience => LifeOnQueue + TimeSpan.FromSeconds(1);

    public bool IsUp(string partner) => queues.Of(partner).IsUp;

    public async Task SendAsync(DueDelivery due, CancellationToken cancellation)
    {
        var queue = queues.Of(due.PartnerId);
        queue.Trying();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // What is given up must not be sent later.
            await SendAsync(queue, due, limit.Token).WaitAsync(SendTimeout, time, cancellation).ConfigureAwait(false);
            queue.Worked();
        }
        catch
        {
            queue.Failed();
            await limit.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task SendAsync(PartnerQueue queue, DueDelivery due, CancellationToken cancellation)
    {
        if (!endpoints.TryGetValue(queue.Name, out var endpoint))
        {
            // A queue's own exchange: MassTransit would declare a queue anew, of another type.
            endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue.Name}")).ConfigureAwait(false);
            endpoints[queue.Name] = endpoint;
        }
        await DeliverLane.Of(due.Kind).SendAsync(endpoint, due.Id, due.Message, Mark, cancellation).ConfigureAwait(false);
    }

    private static void Mark(SendContext context)
    {
        context.TimeToLive = LifeOnQueue;
        // An exchange without its queue would lose it in silence.
        if (context.TryGetPayload<RabbitMqSendContext>(out var sending)) sending.Mandatory = true;
    }
}
