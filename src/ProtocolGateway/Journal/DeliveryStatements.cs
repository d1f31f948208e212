namespace ProtocolGateway.Journal;

/// <summary>What the writer says about deliveries and their moves.</summary>
internal sealed class DeliveryStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Deliveries (
          Id, ExchangeId, SourceId, PartnerId, Message, Key, Subject, FromParty, ToParty, State, ReasonCode, Reason, WaitsFor,
          Attempts, Repeat, NotBefore, ReceivedAt, UpdatedAt, Cause, Trace, Body)
        VALUES (
          @id, @exchange, @source, @partner, @message, @key, @subject, @from, @to, @state, @code, @reason, @waits, 0, @repeat, @at, @at, @at,
          @cause, @trace, @body)
        """);

    private readonly Statement move = journal.Prepare(
        """
        INSERT INTO Moves (Delivery, At, FromState, ToState, Cause, Sent, Answer, Losses, MappingVersion)
        VALUES (@delivery, @at, @from, @to, @cause, @sent, @answer, @losses, @mapping)
        """);

    // Whoever has an older one owed to the same partner about the same subject waits for it, on whichever node that is.
    // PostgreSQL's statistics may be of a time at which nothing was owed: it would then read the whole index of what is owed,
    // for the row and again for those before it. So the state is spelt as no index has it, and the oldest is asked for in order.
    public const string ClaimText =
        """
        UPDATE Deliveries
        SET ClaimNode = @node, ClaimUntil = @until, Attempts = Attempts + 1, DeliverableAt = COALESCE(DeliverableAt, @now)
        WHERE Id = @id AND State || '' = 'Owed' AND ClaimNode IS NULL AND NotBefore <= @now AND Sequence = (
          SELECT o.Sequence FROM Deliveries o
          WHERE o.PartnerId = Deliveries.PartnerId AND o.Subject = Deliveries.Subject AND o.State = 'Owed' ORDER BY o.Sequence LIMIT 1)
        RETURNING Sequence, Attempts, Repeat, DeliverableAt, ExchangeId, SourceId, Subject, FromParty, ToParty, Key, Trace, MappingVersion
        """;

    private readonly Statement claim = journal.Prepare(ClaimText);

    private readonly Statement unclaim = journal.Prepare(
        "UPDATE Deliveries SET ClaimNode = NULL, ClaimUntil = NULL, Attempts = Attempts - 1 WHERE Id = @id AND ClaimNode = @node");

    private readonly Statement settle = journal.Prepare(
        """
        UPDATE Deliveries
        SET State = @state, ReasonCode = @code, Reason = @reason, WaitsFor = @waits, Repeat = @repeat, NotBefore = @before,
          ClaimNode = NULL, ClaimUntil = NULL, UpdatedAt = @at, Attempts = Attempts - @unsaid
        WHERE Sequence = @sequence AND ClaimNode = @node
        """);

    private readonly Statement change = journal.Prepare(
        """
        UPDATE Deliveries
        SET State = @to, ReasonCode = @code, Reason = @reason, WaitsFor = @waits, Repeat = @repeat, NotBefore = @before,
          PartnerId = COALESCE(@partner, PartnerId), ToParty = COALESCE(@party, ToParty), UpdatedAt = @at, ClaimNode = NULL, ClaimUntil = NULL,
          MappingVersion = NULLIF(COALESCE(@mapping, MappingVersion), '')
        WHERE Sequence = @sequence AND State = @from AND (ClaimNode IS NULL OR ClaimNode = @node)
        """);

    private readonly Statement owed = journal.Prepare(
        "SELECT 1 FROM Deliveries WHERE PartnerId = @partner AND Subject = @subject AND State = 'Owed' LIMIT 1");

    private readonly Statement next = journal.Prepare(
        $"""
        SELECT {OwedRow.Columns} FROM Deliveries d JOIN Exchanges e ON e.Id = d.ExchangeId
        WHERE d.PartnerId = @partner AND d.Subject = @subject AND d.State = 'Owed' ORDER BY d.Sequence LIMIT 1
        """);

    private readonly Statement ofExchange = journal.Prepare(
        "SELECT Sequence, State, ClaimNode, Repeat FROM Deliveries WHERE ExchangeId = @exchange AND Message = @message");

    /// <summary>Its first state counts as its first move.</summary>
    public void Insert(NewDelivery delivery, DateTimeOffset now) => insert.Run(
        delivery.Id, delivery.ExchangeId, delivery.SourceId, delivery.PartnerId, delivery.Message, delivery.Key, delivery.Subject,
        delivery.From, delivery.To, Spelling.Of(delivery.State), delivery.Hold?.Code, delivery.Hold?.Text, delivery.Hold?.WaitsFor, false, now,
        delivery.Cause, delivery.Trace, delivery.Body);

    /// <summary>Says that the delivery will be claimed with these very values.</summary>
    public void Foresee(Guid id, string node, DateTimeOffset now, DateTimeOffset until) => claim.Ahead(node, until, now, id);

    /// <summary>Null when it is no longer to be had: said by somebody else, dropped, not due, not the oldest of its subject.</summary>
    public ClaimedRow? Claim(Guid id, string node, DateTimeOffset now, DateTimeOffset until)
    {
        using var row = claim.Read(node, until, now, id);
        return row.Read()
            ? new ClaimedRow(
                row.Number(0), (int)row.Number(1), row.Flag(2), row.Instant(3), row.Id(4), row.Text(5), row.Text(6), row.TextOrNull(7),
                row.TextOrNull(8), row.Text(9), row.TextOrNull(10), row.TextOrNull(11))
            : null;
    }

    /// <summary>Takes back a claim under which nothing was said.</summary>
    public void Unclaim(Guid id, string node) => unclaim.Run(id, node);

    /// <summary>Says that the claim will be settled so, and that what comes next will be asked for.</summary>
    public void Foresee(ClaimedRow claim, string partner, string node, Settlement outcome, DateTimeOffset now)
    {
        settle.Ahead(Values(claim.Sequence, node, outcome, now));
        if (outcome.State != DeliveryState.Owed) next.Ahead(partner, claim.Subject);
    }

    /// <summary>Ends the node's claim. False when the claim was lost: then nothing is changed.</summary>
    public bool Settle(long sequence, string node, Settlement outcome, DateTimeOffset now)
    {
        if (settle.Execute(Values(sequence, node, outcome, now)) == 0) return false;
        if (outcome.Through is { } through) Move(sequence, DeliveryState.Owed, through, outcome.Cause, now);
        move.Run(
            sequence, now, Spelling.Of(outcome.Through ?? DeliveryState.Owed), Spelling.Of(outcome.State), outcome.Cause,
            outcome.Sent, outcome.Answer, outcome.Losses, outcome.MappingVersion);
        return true;
    }

    /// <summary>A move that no saying caused. False when the row is not in <paramref name="from"/> any more, or is being said right now.</summary>
    public bool Change(long sequence, DeliveryState from, StateChange change, DateTimeOffset now)
    {
        var changed = this.change.Execute(
            Spelling.Of(change.To), change.Hold?.Code, change.Hold?.Text, change.Hold?.WaitsFor, change.Repeat, change.NotBefore ?? now,
            change.PartnerId, change.ToParty, now, change.MappingVersion, sequence, Spelling.Of(from), change.LostBy);
        if (changed == 0) return false;
        Move(sequence, from, change.To, change.Cause, now);
        return true;
    }

    /// <summary>True when something about that subject is owed to the partner already.</summary>
    public bool HasOwed(string partner, string subject)
    {
        using var rows = owed.Read(partner, subject);
        return rows.Read();
    }

    /// <summary>The oldest row owed to the partner about that subject.</summary>
    public OwedRow? Next(string partner, string subject)
    {
        using var row = next.Read(partner, subject);
        return row.Read() ? OwedRow.Read(row) : null;
    }

    /// <summary>How what was heard is owed itself, beside what else came of it.</summary>
    public IReadOnlyList<ExchangeDelivery> OfExchange(Guid exchange, string message)
    {
        using var row = ofExchange.Read(exchange, message);
        var found = new List<ExchangeDelivery>();
        while (row.Read()) found.Add(new(row.Number(0), Spelling.State(row.Text(1)), !row.IsNull(2), row.Flag(3)));
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[insert, move, claim, unclaim, settle, change, owed, next, ofExchange])
            statement.Dispose();
    }

    private void Move(long sequence, DeliveryState from, DeliveryState to, string cause, DateTimeOffset now) =>
        move.Run(sequence, now, Spelling.Of(from), Spelling.Of(to), cause, default, default, default, default);

    private static Value[] Values(long sequence, string node, Settlement outcome, DateTimeOffset now) =>
    [
        Spelling.Of(outcome.State), outcome.ReasonCode, outcome.Reason, outcome.WaitsFor, outcome.Repeat, outcome.NotBefore, now,
        outcome.Said ? 0 : 1, sequence, node,
    ];
}
