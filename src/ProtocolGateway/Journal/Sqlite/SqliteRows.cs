using System.Buffers.Text;
using SQLitePCL;

namespace ProtocolGateway.Journal.Sqlite;

/// <summary>The rows of one statement, used again and again.</summary>
internal sealed class SqliteRows(sqlite3 connection, sqlite3_stmt statement) : Rows
{
    public override bool Read()
    {
        var code = raw.sqlite3_step(statement);
        return code == raw.SQLITE_ROW || (code == raw.SQLITE_DONE ? false : throw SqliteFault.Of(code, connection));
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public override string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public override byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public override bool Flag(int column) => Number(column) != 0;

    public override Guid Id(int column) =>
        // A text's bytes are to be had as those of a blob.
        Utf8Parser.TryParse(raw.sqlite3_column_blob(statement, column), out Guid id, out _, 'D')
            ? id
            : throw new FormatException($"'{Text(column)}' is no id.");

    public override void Dispose() => raw.sqlite3_reset(statement);
}
