using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Bus;

/// <summary>How many calls a partner gets at once, whichever node makes them.</summary>
internal sealed class CallCount
{
    private readonly Lock sync = new();
    private int now;

    /// <param name="calls">So many are counted; each takes 5 ms.</param>
    public CallCount(ScriptedProtocol protocol, int calls)
    {
        for (var i = 0; i < calls; i++) protocol.Next(CallAsync);
    }

    public int Most { get; private set; }

    private async Task<Outcome> CallAsync(Delivery delivery)
    {
        lock (sync) Most = Math.Max(Most, ++now);
        await Task.Delay(5);
        lock (sync) now--;
        return new Outcome.Delivered();
    }
}
