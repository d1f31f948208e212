namespace ProtocolGateway.Journal;

/// <summary>A connection to the journal's database, for one caller at a time.</summary>
internal abstract class JournalConnection : IDisposable
{
    /// <summary>Whether what is said ahead spares time: the database is across the network.</summary>
    public virtual bool IsRemote => false;

    public abstract Statement Prepare(string sql);

    public abstract void Begin();

    public abstract void Commit();

    /// <summary>Undoes everything since <see cref="Begin"/>; harmless when a failed commit has done so already.</summary>
    public abstract void Rollback();

    /// <summary>Marks a place within the transaction.</summary>
    public abstract void Save();

    /// <summary>Undoes everything since <see cref="Save"/>.</summary>
    public abstract void RollbackToSave();

    /// <summary>Keeps everything since <see cref="Save"/>: whatever is wrong with it is thrown here at the latest.</summary>
    public abstract void ReleaseSave();

    /// <summary>
    /// Until the end of the transaction nobody else holds these names; who wants them waits. Then everything that was said
    /// ahead is asked.
    /// </summary>
    public virtual void Foresee(IReadOnlyCollection<long> names) { }

    /// <summary>Sends what nobody waits for: whatever is wrong with it is thrown here at the latest.</summary>
    public virtual void Flush() { }

    /// <summary>At a clean end: leaves nothing for the next start to do.</summary>
    public virtual void Tidy() { }

    public abstract void Dispose();
}
