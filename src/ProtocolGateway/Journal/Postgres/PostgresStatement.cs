using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ProtocolGateway.Journal.Postgres;

/// <summary>A statement whose commands are gathered by its connection. The driver prepares it at its first use.</summary>
internal sealed class PostgresStatement : Statement
{
    private readonly PostgresJournalConnection connection;
    private readonly string positional;
    private readonly int parameters;
    private readonly LinkedList<Foreseen> foreseen = [];

    public PostgresStatement(PostgresJournalConnection connection, string sql)
        : base(sql)
    {
        this.connection = connection;
        var names = Parameters(sql);
        parameters = names.Length;
        positional = Replace(sql, name => string.Create(CultureInfo.InvariantCulture, $"${Array.IndexOf(names, name) + 1}"));
        ReturnsRows = sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.Contains("RETURNING", StringComparison.Ordinal);
    }

    public bool ReturnsRows { get; }

    public override void Run(params ReadOnlySpan<Value> values) => connection.Gather(Command(values));

    public override int Execute(params ReadOnlySpan<Value> values) => Ask(values).Changed;

    public override Rows Read(params ReadOnlySpan<Value> values) => Ask(values).Rows!;

    public override void Ahead(params ReadOnlySpan<Value> values) =>
        connection.Ahead(new Foreseen(this, values.ToArray(), Command(values)));

    public override void Dispose() { }

    internal void Keep(Foreseen result) => foreseen.AddLast(result);

    internal void Forget() => foreseen.Clear();

    private Foreseen Ask(ReadOnlySpan<Value> values)
    {
        for (var node = foreseen.First; node is not null; node = node.Next)
            if (values.SequenceEqual(node.Value.Values))
            {
                foreseen.Remove(node);
                return node.Value;
            }
        return connection.Ask(this, Command(values));
    }

    private NpgsqlBatchCommand Command(ReadOnlySpan<Value> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, parameters);
#pragma warning disable CA2100 // Only the journal's own constants come here.
        var command = new NpgsqlBatchCommand(positional);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(in Value value) => value.Form switch
    {
        // Without a type: the place where it stands tells it.
        ValueForm.Null => new NpgsqlParameter { Value = DBNull.Value },
        ValueForm.Number => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
        ValueForm.Flag => new NpgsqlParameter<bool> { TypedValue = value.Number != 0, NpgsqlDbType = NpgsqlDbType.Boolean },
        ValueForm.Text => new NpgsqlParameter<string> { TypedValue = PostgresText.Of(value.Text), NpgsqlDbType = NpgsqlDbType.Text },
        ValueForm.Bytes => new NpgsqlParameter<byte[]> { TypedValue = value.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter<Guid> { TypedValue = value.Id, NpgsqlDbType = NpgsqlDbType.Uuid },
    };
}
