using System.Collections.Concurrent;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A bus that moves only when a test says so.</summary>
internal sealed class ManualBus : IDeliveryBus
{
    private readonly ConcurrentQueue<DueDelivery> queue = new();

    public bool Down { get; set; }

    public int Count => queue.Count;

    public Task SendAsync(DueDelivery due, CancellationToken cancellation)
    {
        if (Down) throw new InvalidOperationException("The bus is down.");
        queue.Enqueue(due);
        return Task.CompletedTask;
    }

    public void LoseEverything() => queue.Clear();

    /// <summary>Brings what is on the bus to the dispatcher, and what that puts there, until nothing is left.</summary>
    public async Task DrainAsync(Dispatcher dispatcher)
    {
        while (queue.TryDequeue(out var due)) await dispatcher.DeliverAsync(due.Id, due.PartnerId, due.Message);
    }

    /// <summary>The same, all that is there at once, as a bus with many consumers does.</summary>
    public async Task DrainAtOnceAsync(Dispatcher dispatcher)
    {
        var all = new List<Task>();
        while (queue.TryDequeue(out var due)) all.Add(Task.Run(() => dispatcher.DeliverAsync(due.Id, due.PartnerId, due.Message)));
        await Task.WhenAll(all);
    }
}
