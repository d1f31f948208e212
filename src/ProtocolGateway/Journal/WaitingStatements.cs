namespace ProtocolGateway.Journal;

/// <summary>What the writer says about deliveries that a newer one takes the place of.</summary>
internal sealed class WaitingStatements(JournalConnection journal, DeliveryStatements deliveries) : IDisposable
{
    private readonly Statement owed = Waiting(journal, DeliveryState.Owed);
    private readonly Statement held = Waiting(journal, DeliveryState.Held);

    private readonly Statement newer = journal.Prepare(
        """
        SELECT 1 FROM Deliveries
        WHERE PartnerId = @partner AND Subject = @subject AND State = 'Owed' AND Sequence > @sequence AND Message = @message LIMIT 1
        """);

    /// <summary>Supersedes what waits about that subject and was heard before; what is being said right now is left alone.</summary>
    public void Supersede(string partner, string subject, string message, long before, string cause, DateTimeOffset now)
    {
        foreach (var (statement, state) in (ReadOnlySpan<(Statement, DeliveryState)>)[(owed, DeliveryState.Owed), (held, DeliveryState.Held)])
            foreach (var sequence in Find(statement, partner, subject, before, message))
                deliveries.Change(sequence, state, new(DeliveryState.Superseded, cause), now);
    }

    /// <summary>The same for what is held alone: what waits for its turn is told.</summary>
    public void SupersedeHeld(string partner, string subject, string message, string cause, DateTimeOffset now)
    {
        foreach (var sequence in Find(held, partner, subject, long.MaxValue, message))
            deliveries.Change(sequence, DeliveryState.Held, new(DeliveryState.Superseded, cause), now);
    }

    /// <summary>True when something newer of that kind is owed about the subject.</summary>
    public bool HasNewer(string partner, string subject, string message, long sequence)
    {
        using var rows = newer.Read(partner, subject, sequence, message);
        return rows.Read();
    }

    public void Dispose()
    {
        owed.Dispose();
        held.Dispose();
        newer.Dispose();
    }

    private static List<long> Find(Statement statement, string partner, string subject, long before, string message)
    {
        using var rows = statement.Read(partner, subject, before, message);
        var found = new List<long>();
        while (rows.Read()) found.Add(rows.Number(0));
        return found;
    }

    // The states stand in the text: each has its own partial index.
    private static Statement Waiting(JournalConnection journal, DeliveryState state) => journal.Prepare(
        $"""
        SELECT Sequence FROM Deliveries
        WHERE PartnerId = @partner AND Subject = @subject AND State = '{state}' AND Sequence < @before AND Message = @message AND ClaimNode IS NULL
        """);
}
