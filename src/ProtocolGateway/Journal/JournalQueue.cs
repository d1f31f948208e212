using System.Threading.Channels;

namespace ProtocolGateway.Journal;

/// <summary>What waits for the journal's writer. Anybody adds; one thread takes.</summary>
/// <param name="length">The most that may wait.</param>
internal sealed class JournalQueue(int length) : IDisposable
{
    private readonly Channel<JournalWork> waiting = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(length)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    // A thread that spins for the next work takes the time of those that make it.
    private readonly ManualResetEventSlim arrived = new(initialState: false, spinCount: 0);

    public int Count => waiting.Reader.Count;

    /// <summary>False when too much waits, or nothing more is taken.</summary>
    public bool TryAdd(JournalWork work)
    {
        if (!waiting.Writer.TryWrite(work)) return false;
        arrived.Set();
        return true;
    }

    public JournalWork? TryTake() => waiting.Reader.TryRead(out var work) ? work : null;

    /// <summary>Blocks until something waits. False when nothing comes any more.</summary>
    public bool Wait()
    {
        while (true)
        {
            arrived.Reset();
            if (waiting.Reader.TryPeek(out _)) return true;
            if (waiting.Reader.Completion.IsCompleted) return false;
            arrived.Wait();
        }
    }

    /// <summary>What waits may be taken still; nothing more is added.</summary>
    public void Complete()
    {
        waiting.Writer.TryComplete();
        arrived.Set();
    }

    public void Dispose() => arrived.Dispose();
}
