using System.Threading.Channels;

namespace ProtocolGateway.Exchanges;

/// <summary>Calls for a search of the journal before its time. Calls that come while one is waiting are one.</summary>
internal sealed class DispatcherSignal
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => calls.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellation) => await calls.Reader.ReadAsync(cancellation).ConfigureAwait(false);
}
