using ProtocolGateway.Statuses;

namespace ProtocolGateway.Journal;

/// <summary>What is asked about EVSE states beside the writer. Owns its connection; for one caller at a time.</summary>
internal sealed class StateQueries(JournalConnection connection) : IDisposable
{
    private readonly Statement find = connection.Prepare(
        $"SELECT {EvseState.Columns} FROM EvseStates WHERE Owner = @owner AND Scope = @scope AND IdKey = @key");

    private readonly Statement due = connection.Prepare(
        """
        SELECT Owner, IdKey, Id, OwedExchange FROM EvseStates
        WHERE DueAt IS NOT NULL AND DueAt <= @now ORDER BY DueAt LIMIT @most
        """);

    private readonly Statement wide = connection.Prepare("SELECT Owner, Scope, IdKey FROM EvseStates WHERE Scope <> 'Evse'");

    private readonly Statement deliveries = connection.Prepare("SELECT PartnerId, State FROM Deliveries WHERE ExchangeId = @exchange");

    public EvseState? Find(StatusPlace place)
    {
        using var rows = find.Read(place.Owner, Spelling.Of(place.Scope), place.Key);
        return rows.Read() ? EvseState.Read(rows) : null;
    }

    /// <summary>The EVSEs that are due, those that have waited longest first.</summary>
    public List<DueState> Due(DateTimeOffset now, int most)
    {
        using var rows = due.Read(now, most);
        var found = new List<DueState>();
        while (rows.Read()) found.Add(new(new(rows.Text(0), StatusScope.Evse, rows.Text(1)), rows.Text(2), rows.IsNull(3) ? null : rows.Id(3)));
        return found;
    }

    /// <summary>Every pool, station and connector that was reported.</summary>
    public HashSet<StatusPlace> Wide()
    {
        using var rows = wide.Read();
        var found = new HashSet<StatusPlace>();
        while (rows.Read()) found.Add(new(rows.Text(0), Enum.Parse<StatusScope>(rows.Text(1)), rows.Text(2)));
        return found;
    }

    /// <summary>How the deliveries of an exchange stand, by their partner.</summary>
    public Dictionary<string, DeliveryState> Deliveries(Guid exchange)
    {
        using var rows = deliveries.Read(exchange);
        var found = new Dictionary<string, DeliveryState>(StringComparer.OrdinalIgnoreCase);
        while (rows.Read())
            if (rows.TextOrNull(0) is { } partner) found[partner] = Spelling.State(rows.Text(1));
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[find, due, wide, deliveries]) statement.Dispose();
        connection.Dispose();
    }
}

/// <summary>An EVSE whose state is due.</summary>
/// <param name="OwedExchange">The exchange that owed it last.</param>
internal sealed record DueState(StatusPlace Place, string Id, Guid? OwedExchange);
