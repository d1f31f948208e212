using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProtocolGateway.Journal.Sqlite;

/// <summary>A statement as SQLite itself keeps it.</summary>
internal sealed class SqliteStatement : Statement
{
    private const int StackBytes = 512;

    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly SqliteRows rows;
    private readonly int parameters;

    public SqliteStatement(sqlite3 connection, string sql)
        : base(sql)
    {
        this.connection = connection;
        SqliteFault.Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), connection);
        parameters = raw.sqlite3_bind_parameter_count(statement);
        rows = new(connection, statement);
    }

    public override void Run(params ReadOnlySpan<Value> values) => Execute(values);

    public override int Execute(params ReadOnlySpan<Value> values)
    {
        Bind(values);
        var code = raw.sqlite3_step(statement);
        while (code == raw.SQLITE_ROW) code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_DONE) throw Reset(code);
        var changes = raw.sqlite3_changes(connection);
        raw.sqlite3_reset(statement);
        return changes;
    }

    public override Rows Read(params ReadOnlySpan<Value> values)
    {
        Bind(values);
        return rows;
    }

    public override void Dispose() => statement.Dispose();

    private SqliteException Reset(int code)
    {
        var fault = SqliteFault.Of(code, connection);
        raw.sqlite3_reset(statement);
        return fault;
    }

    private void Bind(ReadOnlySpan<Value> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, parameters);
        for (var i = 0; i < values.Length; i++)
            if (Bind(i + 1, in values[i]) is not raw.SQLITE_OK and var code) throw SqliteFault.Of(code, connection);
    }

    private int Bind(int place, in Value value) => value.Form switch
    {
        ValueForm.Null => raw.sqlite3_bind_null(statement, place),
        ValueForm.Number or ValueForm.Flag => raw.sqlite3_bind_int64(statement, place, value.Number),
        ValueForm.Text => BindText(place, value.Text),
        ValueForm.Bytes => raw.sqlite3_bind_blob(statement, place, value.Bytes),
        _ => BindId(place, value.Id),
    };

    private int BindText(int place, string text)
    {
        byte[]? rented = null;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = most <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(most);
        var code = raw.sqlite3_bind_text(statement, place, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return code;
    }

    private int BindId(int place, Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        return raw.sqlite3_bind_text(statement, place, text);
    }
}
