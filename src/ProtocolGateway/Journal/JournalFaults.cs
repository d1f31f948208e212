using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ProtocolGateway.Journal;

/// <summary>Tells a journal that is out of reach from a bug.</summary>
internal static class JournalFaults
{
    private const int Error = 1, Busy = 5, Locked = 6, OutOfMemory = 7, ReadOnly = 8, Interrupted = 9, InputOutput = 10, Corrupt = 11, Full = 13,
        CantOpen = 14, NotADatabase = 26;

    private const string DiskFull = "53100", LockNotAvailable = "55P03", QueryCanceled = "57014", ReadOnlyTransaction = "25006",
        Serialization = "40001", Deadlock = "40P01", UniqueViolation = "23505", ObjectInUse = "55006";

    /// <summary>Null when the exception is a bug's.</summary>
    public static JournalUnavailable? Explain(Exception exception) => exception switch
    {
        // Every start makes the tables that are missing: what is there now is another file.
        SqliteException { SqliteErrorCode: Error } sqlite when sqlite.Message.Contains("no such table", StringComparison.Ordinal) =>
            new("The journal is not what it was."),
        SqliteException sqlite => ExplainSqlite(sqlite.SqliteErrorCode),
        PostgresException postgres => ExplainPostgres(postgres.SqlState),
        // Whatever the server didn't say itself is the line's.
        NpgsqlException => new("The journal's database can't be reached."),
        DbException { IsTransient: true } => new("The journal can't be reached."),
        // EF Core wraps what may be over by the next try.
        InvalidOperationException { InnerException: DbException inner } => Explain(inner),
        TimeoutException => new("The journal's database doesn't answer."),
        IOException or UnauthorizedAccessException => new("The journal's disk can't be written."),
        _ => null,
    };

    /// <summary>True when another node was faster: what was to be done is no longer there to be done.</summary>
    public static bool IsRace(Exception exception) => exception is PostgresException { SqlState: UniqueViolation or Serialization or Deadlock };

    private static JournalUnavailable? ExplainSqlite(int code) => code switch
    {
        Busy or Locked => new("The journal is locked by another process."),
        Full => new("The journal's disk is full."),
        ReadOnly or CantOpen => new("The journal can't be written."),
        OutOfMemory or Interrupted or InputOutput or Corrupt or NotADatabase => new("The journal's disk fails."),
        _ => null,
    };

    private static JournalUnavailable? ExplainPostgres(string state) => state switch
    {
        DiskFull => new("The journal's disk is full."),
        LockNotAvailable or ObjectInUse => new("The journal is locked by another process."),
        QueryCanceled => new("The journal's database doesn't answer."),
        ReadOnlyTransaction => new("The journal can't be written."),
        // Connection, resources, operator's intervention, the server's own system and its damaged data.
        _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal)
            || state.StartsWith("XX", StringComparison.Ordinal) || state.StartsWith("28", StringComparison.Ordinal)
            || state.StartsWith("3D", StringComparison.Ordinal) => new("The journal's database can't be used."),
        _ => null,
    };
}
