using Microsoft.EntityFrameworkCore;

namespace ProtocolGateway.Journal;

/// <summary>One kind of database that can hold the journal.</summary>
internal abstract class JournalStore : IDisposable
{
    /// <summary>How contexts over it are made.</summary>
    public abstract DbContextOptions<JournalContext> ContextOptions { get; }

    /// <summary>Brings the schema up to date. One process does it while the others wait.</summary>
    /// <exception cref="System.Data.Common.DbException">The database can't be opened.</exception>
    /// <exception cref="NewerJournalException">The journal was made by a newer version of this program.</exception>
    public abstract void Upgrade();

    /// <summary>An open connection; the caller disposes it.</summary>
    public abstract JournalConnection Open();

    /// <summary>An open connection for the one writer of this process.</summary>
    public abstract JournalConnection OpenForWriter();

    /// <summary>An open connection for one who waits long for others rather than fail.</summary>
    public abstract JournalConnection OpenPatiently();

    /// <summary>
    /// Makes the files anew, so that nothing is left in them of what was let go of. Whoever wants to write meanwhile is told to
    /// come again.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">It could not be done now.</exception>
    public virtual void Compact() { }

    /// <summary>Closes the connections that are kept for reuse.</summary>
    public abstract void Dispose();
}

/// <summary>The journal's schema is of a newer version than this program knows: it would misread it.</summary>
public sealed class NewerJournalException(long found, long known)
    : IOException($"The journal was made by a newer version (schema {found}; this one knows {known}): start that version, or give another DataDirectory or ConnectionString.");
