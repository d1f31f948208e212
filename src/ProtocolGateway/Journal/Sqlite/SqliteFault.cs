using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProtocolGateway.Journal.Sqlite;

/// <summary>What SQLite complains of, as the exception that ADO.NET would throw.</summary>
internal static class SqliteFault
{
    public static SqliteException Of(int code, sqlite3 connection) =>
        new(raw.sqlite3_errmsg(connection).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(connection));

    public static void Check(int code, sqlite3 connection)
    {
        if (code != raw.SQLITE_OK) throw Of(code, connection);
    }
}
