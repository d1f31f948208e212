namespace ProtocolGateway.Journal;

/// <summary>Something to be written in one piece: all of it or nothing.</summary>
internal abstract class JournalWork
{
    private const int MostRaces = 3;

    private int races;

    /// <summary>
    /// What must be nobody else's while this is written, on any node. Works that share a name are never in one batch, where
    /// what was foreseen for one could be changed by the other.
    /// </summary>
    public virtual IReadOnlyCollection<long> Names => [];

    /// <summary>Says ahead what it will read, where the database is across the network. May be left undone.</summary>
    public virtual void Foresee(JournalSession journal) { }

    /// <summary>Another node was faster: whether it is tried once more, on what is there then.</summary>
    internal bool MayRaceAgain() => ++races < MostRaces;

    /// <summary>
    /// Runs on the writer's thread, inside its transaction; may run again when another work of the same batch failed, so it
    /// changes nothing but the journal. An exception undoes this work alone.
    /// </summary>
    internal abstract void Run(JournalSession journal);

    /// <summary>After the commit.</summary>
    internal abstract void Complete();

    internal abstract void Fail(JournalUnavailable unavailable);

    internal abstract void Fail(Exception bug);
}

/// <summary>A work with a result.</summary>
internal abstract class JournalWork<T> : JournalWork
{
    // Whoever waits must not run on the writer's thread.
    private readonly TaskCompletionSource<Written<T>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    /// <summary>Completed when the result is durable, or known not to be stored; faulted when the work has a bug.</summary>
    public Task<Written<T>> Done => done.Task;

    protected abstract T Write(JournalSession journal);

    internal sealed override void Run(JournalSession journal) => result = Write(journal);

    internal sealed override void Complete() => done.TrySetResult(new(result, null));

    internal sealed override void Fail(JournalUnavailable unavailable) => done.TrySetResult(unavailable);

    internal sealed override void Fail(Exception bug) => done.TrySetException(bug);
}

/// <summary>A work made of a function, for what is not written by the thousand.</summary>
internal sealed class JournalCall<T>(Func<JournalSession, T> write) : JournalWork<T>
{
    protected override T Write(JournalSession journal) => write(journal);
}
