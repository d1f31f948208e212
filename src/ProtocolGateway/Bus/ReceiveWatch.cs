using MassTransit;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Bus;

/// <summary>
/// Tells of messages that are poison to a queue: MassTransit moves what no consumer knows to the queue's <c>_skipped</c>, and
/// what can't be read to its <c>_error</c>, so that neither holds up what is behind it. The journal owes it still, and has it
/// sent again, in the form of the node that finds it.
/// </summary>
internal sealed class ReceiveWatch(ILogger<ReceiveWatch> logger) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (context is { IsDelivered: false, IsFaulted: false }) BusLog.Skipped(logger, context.GetMessageId(), Queue(context));
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        BusLog.Unreadable(logger, context.GetMessageId(), Queue(context), exception);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    private static string Queue(ReceiveContext context) => context.InputAddress.Segments[^1];
}
