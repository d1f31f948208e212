using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ProtocolGateway.Journal;

/// <summary>
/// The journal's file: brings its schema up to date and opens connections to it. Any number of processes may have it open;
/// SQLite lets one write at a time.
/// </summary>
public sealed class JournalDatabase : IDbContextFactory<JournalContext>, IDisposable
{
    private readonly string connectionString;
    private readonly DbContextOptions<JournalContext> contextOptions;

    /// <exception cref="DbException">The file can't be opened, or was made by a newer version.</exception>
    public JournalDatabase(JournalOptions options)
    {
        Options = options;
        System.IO.Directory.CreateDirectory(options.DataDirectory);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.LockTimeout.TotalSeconds)),
        }.ToString();
        contextOptions = new DbContextOptionsBuilder<JournalContext>().UseSqlite(connectionString).Options;
        Upgrade();
    }

    public JournalOptions Options { get; }

    /// <summary>For queries and for writing what is not hot. A writer that is kept waiting for 2 s gets an exception.</summary>
    public JournalContext CreateDbContext() => new(contextOptions);

    /// <summary>An open connection; the caller disposes it.</summary>
    public DbConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Closes the connections that are kept for reuse.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Copies what was written ahead into the file, so that the next start has nothing to do.</summary>
    internal static void Checkpoint(DbConnection connection) => Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>An open connection for the one writer: it keeps the pages that every commit changes, and copies them into the file less often.</summary>
    internal DbConnection OpenForWriter()
    {
        var connection = Open();
        Execute(connection, "PRAGMA cache_size = -16384");
        Execute(connection, "PRAGMA wal_autocheckpoint = 4000");
        return connection;
    }

    private void Upgrade()
    {
        using var connection = Open();
        // Written ahead and synced at each commit: what was acknowledged survives the power going.
        Execute(connection, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE IF NOT EXISTS SchemaVersions (Version INTEGER NOT NULL PRIMARY KEY, At INTEGER NOT NULL)", transaction);
        var version = Version(connection, transaction);
        foreach (var step in SchemaSteps.Sqlite.Where(s => s.Version > version))
        {
            Execute(connection, step.Sql, transaction);
            var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO SchemaVersions VALUES ({step.Version}, {at})"), transaction);
        }
        transaction.Commit();
    }

    private static long Version(DbConnection connection, DbTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(Version), 0) FROM SchemaVersions";
        command.Transaction = transaction;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The schema's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
