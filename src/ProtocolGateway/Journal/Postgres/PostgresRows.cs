using System.Globalization;
using Npgsql;

namespace ProtocolGateway.Journal.Postgres;

/// <summary>Rows that have been fetched.</summary>
internal sealed class PostgresRows : Rows
{
    private readonly List<object[]> rows = [];
    private int current = -1;

    public static PostgresRows From(NpgsqlDataReader reader)
    {
        var found = new PostgresRows();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            found.rows.Add(row);
        }
        return found;
    }

    public override bool Read() => ++current < rows.Count;

    public override bool IsNull(int column) => rows[current][column] is DBNull;

    public override long Number(int column) => Convert.ToInt64(rows[current][column], CultureInfo.InvariantCulture);

    public override string Text(int column) => (string)rows[current][column];

    public override byte[] Bytes(int column) => (byte[])rows[current][column];

    public override Guid Id(int column) => (Guid)rows[current][column];

    public override bool Flag(int column) => (bool)rows[current][column];

    public override void Dispose() { }
}
