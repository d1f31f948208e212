using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ProtocolGateway.Journal.Sqlite;

/// <summary>The embedded journal: one file, written ahead. SQLite lets one process write at a time.</summary>
internal sealed class SqliteStore : JournalStore
{
    private readonly JournalOptions options;
    private readonly string pooled;

    // Ours carry statements and a patience that no other user of a connection may find.
    private readonly string own;

    public SqliteStore(JournalOptions options)
    {
        this.options = options;
        System.IO.Directory.CreateDirectory(options.DataDirectory);
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.LockTimeout.TotalSeconds)),
        };
        pooled = builder.ToString();
        builder.Pooling = false;
        own = builder.ToString();
        ContextOptions = new DbContextOptionsBuilder<JournalContext>().UseSqlite(pooled).Options;
    }

    public override DbContextOptions<JournalContext> ContextOptions { get; }

    public override JournalConnection Open() => new SqliteJournalConnection(Connect(), options.LockTimeout);

    /// <summary>It keeps the pages that every commit changes, and copies them into the file less often.</summary>
    public override JournalConnection OpenForWriter()
    {
        var connection = Connect();
        Execute(connection, "PRAGMA cache_size = -16384");
        Execute(connection, "PRAGMA wal_autocheckpoint = 4000");
        // What is let go of is gone from the file, too.
        Execute(connection, "PRAGMA secure_delete = ON");
        return new SqliteJournalConnection(connection, options.LockTimeout);
    }

    public override JournalConnection OpenPatiently() => new SqliteJournalConnection(Connect(), TimeSpan.FromSeconds(30));

    public override void Upgrade()
    {
        using var connection = Connect();
        // Written ahead and synced at each commit: what was acknowledged survives the power going.
        Execute(connection, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE IF NOT EXISTS SchemaVersions (Version INTEGER NOT NULL PRIMARY KEY, At INTEGER NOT NULL)", transaction);
        foreach (var step in SchemaSteps.Sqlite.Without(Taken(connection, transaction)))
        {
            Execute(connection, step.Sql, transaction);
            var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO SchemaVersions VALUES ({step.Version}, {at})"), transaction);
        }
        transaction.Commit();
    }

    /// <remarks>Deleted content is overwritten, but pages that were split keep copies of rows in the space that became free.</remarks>
    public override void Compact()
    {
        using var connection = OpenPatiently();
        using (var vacuum = connection.Prepare("VACUUM")) vacuum.Run();
        connection.Tidy();
    }

    public override void Dispose()
    {
        using var connection = new SqliteConnection(pooled);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(own);
        connection.Open();
        return connection;
    }

    private static List<long> Taken(SqliteConnection connection, DbTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version FROM SchemaVersions";
        command.Transaction = (SqliteTransaction)transaction;
        using var rows = command.ExecuteReader();
        var taken = new List<long>();
        while (rows.Read()) taken.Add(rows.GetInt64(0));
        return taken;
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
