namespace ProtocolGateway.Exchanges;

/// <summary>
/// The way round the bus, for one partner. A bus that nodes share may be gone for a whole run, and what is owed must be said
/// all the same: what can't be put on the bus is said by the node that holds it, as many at once as the bus would have brought
/// it. What still holds then:
/// Said by one node at a time: yes, the claim in the journal decides, whichever way it came.
/// Order per partner and subject: yes, since only the oldest owed row of a subject can be claimed.
/// Calls at once: a partner gets as many as it is set to from each node, which is what several nodes do on the bus, too.
/// A partner set to one call at once gets it on the bus by a single active consumer. Without the bus only the first of the
/// living nodes, by their ids in the journal, speaks to it; two may where one node has lost the bus and another has not, or
/// for the seconds in which a node's death is not noticed yet.
/// </summary>
internal sealed class DirectSaying(int atOnce)
{
    private readonly Queue<Func<Task>> waiting = new();
    private int running;

    /// <param name="say">Never throws.</param>
    public void Add(Func<Task> say)
    {
        lock (waiting)
        {
            waiting.Enqueue(say);
            if (running == atOnce) return;
            running++;
        }
        // Whoever has just accepted the message doesn't wait for its delivery.
        _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (Next() is { } say) await say().ConfigureAwait(false);
    }

    private Func<Task>? Next()
    {
        lock (waiting)
        {
            if (waiting.TryDequeue(out var say)) return say;
            running--;
            return null;
        }
    }
}
