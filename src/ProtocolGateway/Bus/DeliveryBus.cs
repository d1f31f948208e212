using System.Collections.Concurrent;
using MassTransit;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Bus;

/// <summary>
/// Deliveries on MassTransit: sent to the queue of their partner, never published. This bus is inside the process, so
/// messages don't travel: writing and reading them again would cost more than the rest of it.
/// </summary>
internal sealed class DeliveryBus(IBus bus) : IDeliveryBus
{
    private readonly ConcurrentDictionary<string, ISendEndpoint> endpoints = new();

    public static string Queue(string partner) => $"deliver-{partner}";

    public Task SendAsync(DueDelivery due, CancellationToken cancellation) =>
        endpoints.TryGetValue(due.PartnerId, out var endpoint)
            ? DeliverLane.Of(due.Kind).SendAsync(endpoint, due.Id, null, null, cancellation)
            : FirstAsync(due, cancellation);

    private async Task FirstAsync(DueDelivery due, CancellationToken cancellation)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{Queue(due.PartnerId)}")).ConfigureAwait(false);
        endpoints[due.PartnerId] = endpoint;
        await DeliverLane.Of(due.Kind).SendAsync(endpoint, due.Id, null, null, cancellation).ConfigureAwait(false);
    }
}
