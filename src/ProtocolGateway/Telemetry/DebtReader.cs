using System.Data.Common;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Telemetry;

/// <summary>Counts in the journal, each statement over an index of the rows that count.</summary>
internal sealed class DebtReader(JournalDatabase database)
{
    private const string Owed =
        """
        SELECT o.PartnerId, o.Number, d.ReceivedAt
        FROM (SELECT PartnerId, COUNT(*) AS Number, MIN(Sequence) AS Oldest FROM Deliveries WHERE State = 'Owed' GROUP BY PartnerId) o
        JOIN Deliveries d ON d.Sequence = o.Oldest
        """;

    private const string Held = "SELECT PartnerId, ReasonCode, COUNT(*) FROM Deliveries WHERE State = 'Held' GROUP BY PartnerId, ReasonCode";

    private const string InDoubt = "SELECT PartnerId, ReasonCode, COUNT(*) FROM Deliveries WHERE State = 'InDoubt' GROUP BY PartnerId, ReasonCode";

    private const string Seen = "SELECT PartnerId, LastHeardAt, LastSaidAt FROM PartnerStates";

    /// <exception cref="DbException">The journal is out of reach.</exception>
    public Debt Read()
    {
        using var connection = database.Open();
        return new Debt(
            All(connection, Owed, row => new OwedTo(Name(row, 0), row.Number(1), row.Instant(2))),
            All(connection, Held, row => new Waiting(Name(row, 0), Name(row, 1), row.Number(2))),
            All(connection, InDoubt, row => new Waiting(Name(row, 0), Name(row, 1), row.Number(2))),
            All(connection, Seen, row => new LastSeen(Name(row, 0), Instant(row, 1), Instant(row, 2))));
    }

    private static List<T> All<T>(JournalConnection connection, string sql, Func<Rows, T> read)
    {
        using var statement = connection.Prepare(sql);
        using var rows = statement.Read();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private static string Name(Rows row, int column) => row.TextOrNull(column) ?? GatewayMeter.Nobody;

    private static DateTimeOffset? Instant(Rows row, int column) => row.IsNull(column) ? null : row.Instant(column);
}
