using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ProtocolGateway.Journal;

/// <summary>Tells a journal that is out of reach from a bug.</summary>
internal static class JournalFaults
{
    private const int Busy = 5, Locked = 6, OutOfMemory = 7, ReadOnly = 8, Interrupted = 9, InputOutput = 10, Corrupt = 11, Full = 13,
        CantOpen = 14, NotADatabase = 26;

    /// <summary>Null when the exception is a bug's.</summary>
    public static JournalUnavailable? Explain(Exception exception) => exception switch
    {
        SqliteException sqlite => ExplainSqlite(sqlite.SqliteErrorCode),
        DbException { IsTransient: true } => new("The journal can't be reached."),
        IOException or UnauthorizedAccessException => new("The journal's disk can't be written."),
        _ => null,
    };

    private static JournalUnavailable? ExplainSqlite(int code) => code switch
    {
        Busy or Locked => new("The journal is locked by another process."),
        Full => new("The journal's disk is full."),
        ReadOnly or CantOpen => new("The journal can't be written."),
        OutOfMemory or Interrupted or InputOutput or Corrupt or NotADatabase => new("The journal's disk fails."),
        _ => null,
    };
}
