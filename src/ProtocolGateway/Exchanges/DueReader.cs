using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

/// <summary>Finds in the journal what may go on the bus, on a connection of its own.</summary>
internal sealed class DueReader(JournalDatabase database) : IDisposable
{
    // As in the claim, the oldest is asked for in order and a row by its id alone, whatever the statistics say of how much is owed.
    public const string Heads =
        """
        SELECT d.Id FROM Deliveries d
        WHERE d.PartnerId = @partner AND d.State = 'Owed' AND d.NotBefore <= @now AND d.ClaimNode IS NULL
          AND d.Sequence = (
            SELECT o.Sequence FROM Deliveries o
            WHERE o.PartnerId = d.PartnerId AND o.Subject = d.Subject AND o.State = 'Owed' ORDER BY o.Sequence LIMIT 1)
        ORDER BY d.NotBefore, d.Sequence LIMIT @limit
        """;

    private const string Row =
        $"SELECT {OwedRow.Columns} FROM Deliveries d JOIN Exchanges e ON e.Id = d.ExchangeId WHERE d.Id = @id AND d.State || '' = 'Owed'";

    private const string Standings =
        """
        SELECT PartnerId, PausedAt, UnreachableAt, LeaveUntil FROM PartnerStates
        WHERE PausedAt IS NOT NULL OR UnreachableAt IS NOT NULL OR LeaveUntil IS NOT NULL
        """;

    private const string Nodes = "SELECT COUNT(*) FROM Nodes WHERE SeenAt >= @alive";

    private const string Waiting = "SELECT 1 FROM Deliveries WHERE Id = @id AND State || '' = 'Owed' AND ClaimNode IS NULL";

    private const string FirstNode = "SELECT Id FROM Nodes WHERE SeenAt >= @alive ORDER BY Id LIMIT 1";

    private JournalConnection? connection;
    private Statement? heads;
    private Statement? row;
    private Statement? standings;
    private Statement? nodes;
    private Statement? waiting;
    private Statement? firstNode;

    /// <summary>The oldest due row of each subject, those on the bus among them.</summary>
    public List<Guid> FindHeads(string partner, DateTimeOffset now, int limit)
    {
        Connect();
        using var rows = heads!.Read(partner, now, limit);
        var found = new List<Guid>();
        while (rows.Read()) found.Add(rows.Id(0));
        return found;
    }

    /// <summary>Null when it is owed no longer.</summary>
    public OwedRow? Load(Guid id)
    {
        Connect();
        using var rows = row!.Read(id);
        return rows.Read() ? OwedRow.Read(rows) : null;
    }

    /// <summary>True while nobody has claimed it.</summary>
    public bool IsWaiting(Guid id)
    {
        Connect();
        using var rows = waiting!.Read(id);
        return rows.Read();
    }

    /// <summary>The id of the first, in the order of the journal, of the nodes that have given a sign of life since; null when none has.</summary>
    public string? FindFirstNode(DateTimeOffset alive)
    {
        Connect();
        using var rows = firstNode!.Read(alive);
        return rows.Read() ? rows.Text(0) : null;
    }

    /// <summary>How things stand with every partner to whom not everything is said at once.</summary>
    public Dictionary<string, Standing> FindStandings()
    {
        Connect();
        using var rows = standings!.Read();
        var found = new Dictionary<string, Standing>(StringComparer.OrdinalIgnoreCase);
        while (rows.Read()) found[rows.Text(0)] = new(!rows.IsNull(1), Instant(rows, 2), Instant(rows, 3));
        return found;
    }

    /// <summary>How many nodes have given a sign of life since.</summary>
    public int CountNodes(DateTimeOffset alive)
    {
        Connect();
        using var rows = nodes!.Read(alive);
        return rows.Read() ? (int)rows.Number(0) : 0;
    }

    /// <summary>After a failure: the next search connects anew.</summary>
    public void Dispose()
    {
        heads?.Dispose();
        row?.Dispose();
        standings?.Dispose();
        nodes?.Dispose();
        waiting?.Dispose();
        firstNode?.Dispose();
        connection?.Dispose();
        connection = null;
    }

    private void Connect()
    {
        if (connection is not null) return;
        connection = database.Open();
        heads = connection.Prepare(Heads);
        row = connection.Prepare(Row);
        standings = connection.Prepare(Standings);
        nodes = connection.Prepare(Nodes);
        waiting = connection.Prepare(Waiting);
        firstNode = connection.Prepare(FirstNode);
    }

    private static DateTimeOffset? Instant(Rows row, int column) => row.IsNull(column) ? null : row.Instant(column);
}
