using Npgsql;

namespace ProtocolGateway.Journal.Postgres;

/// <summary>
/// What nobody waits for is gathered and sent at once; what is said ahead is asked at once. So a batch of works takes three
/// round trips, however many statements it is made of.
/// </summary>
internal sealed class PostgresJournalConnection : JournalConnection
{
    private const string LockNames = "SELECT pg_advisory_xact_lock(name) FROM unnest($1) AS name";

    private readonly NpgsqlConnection connection;
    private readonly List<NpgsqlBatchCommand> gathered = [];
    private readonly List<Foreseen> ahead = [];
    private NpgsqlTransaction? transaction;

    public PostgresJournalConnection(NpgsqlConnection connection) => this.connection = connection;

    public override bool IsRemote => true;

    public override Statement Prepare(string sql) => new PostgresStatement(this, sql);

    public override void Begin() => transaction = connection.BeginTransaction();

    public override void Commit()
    {
        Flush();
        transaction!.Commit();
        End();
    }

    public override void Rollback()
    {
        try
        {
            transaction?.Rollback();
        }
        finally
        {
            End();
        }
    }

    public override void Save()
    {
        Flush();
        transaction!.Save("work");
    }

    public override void RollbackToSave()
    {
        gathered.Clear();
        transaction!.Rollback("work");
    }

    public override void ReleaseSave()
    {
        Flush();
        transaction!.Release("work");
    }

    public override void Foresee(IReadOnlyCollection<long> names)
    {
        using var batch = new NpgsqlBatch(connection, transaction);
        if (names.Count > 0)
        {
            // In the same order on every node, so that no two wait for each other.
            var command = new NpgsqlBatchCommand(LockNames);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. names.Order()] });
            batch.BatchCommands.Add(command);
        }
        foreach (var foreseen in ahead) batch.BatchCommands.Add(foreseen.Command);
        if (batch.BatchCommands.Count == 0) return;
        using (var reader = batch.ExecuteReader())
        {
            // A statement that returns no rows has no result here.
            if (names.Count > 0) reader.NextResult();
            foreach (var foreseen in ahead)
            {
                if (!foreseen.Statement.ReturnsRows) continue;
                foreseen.Rows = PostgresRows.From(reader);
                reader.NextResult();
            }
        }
        foreach (var foreseen in ahead) foreseen.Statement.Keep(foreseen);
    }

    public override void Flush()
    {
        if (gathered.Count == 0) return;
        using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in gathered) batch.BatchCommands.Add(command);
        gathered.Clear();
        batch.ExecuteNonQuery();
    }

    public override void Dispose()
    {
        End();
        connection.Dispose();
    }

    internal void Gather(NpgsqlBatchCommand command)
    {
        gathered.Add(command);
        if (transaction is null) Flush();
    }

    internal void Ahead(Foreseen foreseen) => ahead.Add(foreseen);

    internal Foreseen Ask(PostgresStatement statement, NpgsqlBatchCommand command)
    {
        Flush();
        using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(command);
        var foreseen = new Foreseen(statement, [], command);
        using var reader = batch.ExecuteReader();
        if (statement.ReturnsRows) foreseen.Rows = PostgresRows.From(reader);
        return foreseen;
    }

    private void End()
    {
        transaction?.Dispose();
        transaction = null;
        gathered.Clear();
        foreach (var foreseen in ahead) foreseen.Statement.Forget();
        ahead.Clear();
    }
}

/// <summary>A statement that was asked before its turn, with what came of it.</summary>
internal sealed class Foreseen(PostgresStatement statement, Value[] values, NpgsqlBatchCommand command)
{
    public PostgresStatement Statement => statement;

    public Value[] Values => values;

    public NpgsqlBatchCommand Command => command;

    public PostgresRows? Rows { get; set; }

    /// <summary>How many rows it changed; known once the reader of its batch is closed.</summary>
    public int Changed => (int)command.RecordsAffected;
}
