using MassTransit;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Bus;

/// <summary>
/// A queue on RabbitMQ, as this node sees it: up while its own consumer is there and sending works. Both count, since
/// a queue without a leader takes a consumer and confirms nothing.
/// </summary>
internal sealed class PartnerQueue(string name, string partner, TimeProvider time, ILogger logger) : IReceiveEndpointObserver
{
    /// <summary>A queue that failed is left alone for so long; then a delivery tries it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly Lock sync = new();
    private bool consuming;
    private bool failed;
    private DateTimeOffset restsUntil;

    public string Name => name;

    public bool IsUp
    {
        get { lock (sync) return consuming && (!failed || time.GetUtcNow() >= restsUntil); }
    }

    /// <summary>Until it is known whether a queue that failed works again, the others leave it alone.</summary>
    public void Trying()
    {
        lock (sync) restsUntil = time.GetUtcNow() + Rest;
    }

    public void Worked() => Change(c => (c, false));

    public void Failed() => Change(c => (c, true));

    public Task Ready(ReceiveEndpointReady ready) => Change(_ => (true, false));

    public Task Stopping(ReceiveEndpointStopping stopping) => Change(_ => (false, false));

    public Task Completed(ReceiveEndpointCompleted completed) => Change(_ => (false, false));

    public Task Faulted(ReceiveEndpointFaulted faulted) => Change(_ => (false, false));

    private Task Change(Func<bool, (bool Consuming, bool Failed)> to)
    {
        lock (sync)
        {
            var before = consuming && !failed;
            (consuming, failed) = to(consuming);
            if (failed) restsUntil = time.GetUtcNow() + Rest;
            if (before == (consuming && !failed)) return Task.CompletedTask;
            if (before) BusLog.Down(logger, Name, partner);
            else BusLog.Up(logger, Name, partner);
        }
        return Task.CompletedTask;
    }
}
