using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal.Postgres;
using ProtocolGateway.Journal.Sqlite;

namespace ProtocolGateway.Journal;

/// <summary>The journal's database: brings its schema up to date and opens connections to it. Any number of processes may have it open.</summary>
public sealed class JournalDatabase : IDbContextFactory<JournalContext>, IDisposable
{
    private readonly JournalStore store;

    /// <exception cref="DbException">It can't be opened.</exception>
    /// <exception cref="NewerJournalException">It was made by a newer version.</exception>
    public JournalDatabase(JournalOptions options)
    {
        Options = options;
        store = options.ConnectionString is { } connection ? new PostgresStore(connection, options) : new SqliteStore(options);
        store.Upgrade();
    }

    public JournalOptions Options { get; }

    /// <summary>Whether it is across the network, and shared.</summary>
    public bool IsRemote => Options.ConnectionString is not null;

    /// <summary>For queries and for writing what is not hot. A writer that is kept waiting for 2 s gets an exception.</summary>
    public JournalContext CreateDbContext() => new(store.ContextOptions);

    /// <summary>Closes the connections that are kept for reuse.</summary>
    public void Dispose() => store.Dispose();

    /// <inheritdoc cref="JournalStore.Compact"/>
    internal void Compact() => store.Compact();

    internal JournalConnection Open() => store.Open();

    internal JournalConnection OpenForWriter() => store.OpenForWriter();

    internal JournalConnection OpenPatiently() => store.OpenPatiently();
}
