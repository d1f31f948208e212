using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProtocolGateway.Journal.Sqlite;

/// <summary>
/// Speaks to SQLite without ADO.NET in between, which would cost more than the statements themselves: a record takes a dozen.
/// </summary>
internal sealed class SqliteJournalConnection : JournalConnection
{
    private readonly SqliteConnection connection;
    private readonly Statement begin, commit, rollback, save, rollbackToSave, release;
    private bool underway;

    /// <param name="connection">Open; disposed with this one.</param>
    /// <param name="patience">How long one who wants to write waits for another who does.</param>
    public SqliteJournalConnection(SqliteConnection connection, TimeSpan patience)
    {
        this.connection = connection;
        raw.sqlite3_busy_timeout(Handle, (int)patience.TotalMilliseconds);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        save = Prepare("SAVEPOINT work");
        rollbackToSave = Prepare("ROLLBACK TO work");
        release = Prepare("RELEASE work");
    }

    private sqlite3 Handle => connection.Handle!;

    public override Statement Prepare(string sql) => new SqliteStatement(Handle, sql);

    public override void Begin()
    {
        begin.Run();
        underway = true;
    }

    public override void Commit()
    {
        commit.Run();
        underway = false;
    }

    public override void Rollback()
    {
        // A full disk has rolled back already.
        if (underway && raw.sqlite3_get_autocommit(Handle) == 0) rollback.Run();
        underway = false;
    }

    public override void Save() => save.Run();

    public override void RollbackToSave()
    {
        rollbackToSave.Run();
        release.Run();
    }

    public override void ReleaseSave() => release.Run();

    public override void Tidy()
    {
        using var checkpoint = Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        checkpoint.Run();
    }

    public override void Dispose()
    {
        if (connection.Handle is null) return;
        try
        {
            Rollback();
        }
        finally
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[begin, commit, rollback, save, rollbackToSave, release]) statement.Dispose();
            connection.Dispose();
        }
    }
}
