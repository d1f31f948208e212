namespace ProtocolGateway.Journal;

/// <summary>What the writer says about deliveries and their moves.</summary>
internal sealed class DeliveryStatements(JournalSession journal) : IDisposable
{
    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Deliveries (
          Id, ExchangeId, SourceId, PartnerId, Message, Key, Subject, FromParty, ToParty, State, ReasonCode, Reason, WaitsFor,
          Attempts, Repeat, NotBefore, ReceivedAt, UpdatedAt)
        VALUES (
          @id, @exchange, @source, @partner, @message, @key, @subject, @from, @to, @state, @code, @reason, @waits, 0, 0, @at, @at, @at)
        RETURNING Sequence
        """);

    private readonly Statement move = journal.Prepare(
        """
        INSERT INTO Moves (Delivery, Number, At, FromState, ToState, Cause)
        SELECT @delivery, COALESCE(MAX(Number), 0) + 1, @at, @from, @to, @cause FROM Moves WHERE Delivery = @delivery
        """);

    private readonly Statement claim = journal.Prepare(
        """
        UPDATE Deliveries
        SET ClaimNode = @node, ClaimUntil = @until, Attempts = Attempts + 1, DeliverableAt = COALESCE(DeliverableAt, @now)
        WHERE Id = @id AND State = 'Owed' AND ClaimNode IS NULL AND NotBefore <= @now
        RETURNING Sequence, Attempts, Repeat, DeliverableAt, ExchangeId, SourceId, Subject, FromParty, ToParty, Key
        """);

    private readonly Statement settle = journal.Prepare(
        """
        UPDATE Deliveries
        SET State = @state, ReasonCode = @code, Reason = @reason, WaitsFor = @waits, Repeat = @repeat, NotBefore = @before,
          ClaimNode = NULL, ClaimUntil = NULL, UpdatedAt = @at, Attempts = Attempts - @unsaid,
          Sent = COALESCE(@sent, Sent), Answer = COALESCE(@answer, Answer), Losses = COALESCE(@losses, Losses)
        WHERE Sequence = @sequence AND ClaimNode = @node
        """);

    private readonly Statement change = journal.Prepare(
        """
        UPDATE Deliveries
        SET State = @to, ReasonCode = @code, Reason = @reason, WaitsFor = @waits, Repeat = @repeat, NotBefore = @before,
          PartnerId = COALESCE(@partner, PartnerId), ToParty = COALESCE(@party, ToParty), UpdatedAt = @at, ClaimNode = NULL, ClaimUntil = NULL
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
        "SELECT Sequence, State, ClaimNode, Repeat FROM Deliveries WHERE ExchangeId = @exchange");

    /// <summary>The new row's sequence; its first move is written with it.</summary>
    public long Insert(NewDelivery delivery, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        var state = Spelling.Of(delivery.State);
        var sequence = (long)insert.Scalar(
            journal.Transaction, delivery.Id.ToString(), delivery.ExchangeId.ToString(), delivery.SourceId, delivery.PartnerId,
            delivery.Message, delivery.Key, delivery.Subject, delivery.From, delivery.To, state,
            delivery.Hold?.Code, delivery.Hold?.Text, delivery.Hold?.WaitsFor, at)!;
        move.Execute(journal.Transaction, sequence, at, null, state, delivery.Cause);
        return sequence;
    }

    /// <summary>Null when it is no longer to be had: said by somebody else, dropped, not due.</summary>
    public ClaimedRow? Claim(Guid id, string node, DateTimeOffset now, DateTimeOffset until)
    {
        using var row = claim.Read(journal.Transaction, node, until.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), id.ToString());
        return row.Read()
            ? new ClaimedRow(
                row.GetInt64(0), row.GetInt32(1), row.GetBoolean(2), row.Instant(3), Guid.Parse(row.GetString(4)), row.GetString(5),
                row.GetString(6), row.Text(7), row.Text(8), row.GetString(9))
            : null;
    }

    /// <summary>Ends the node's claim. False when the claim was lost: then nothing is changed.</summary>
    public bool Settle(long sequence, string node, Settlement outcome, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        var changed = settle.Execute(
            journal.Transaction, Spelling.Of(outcome.State), outcome.ReasonCode, outcome.Reason, outcome.WaitsFor, outcome.Repeat,
            outcome.NotBefore.ToUnixTimeMilliseconds(), at, outcome.Said ? 0 : 1, outcome.Sent, outcome.Answer, outcome.Losses, sequence, node);
        if (changed == 0) return false;
        if (outcome.Through is { } through) Move(sequence, DeliveryState.Owed, through, outcome.Cause, now);
        Move(sequence, outcome.Through ?? DeliveryState.Owed, outcome.State, outcome.Cause, now);
        return true;
    }

    /// <summary>A move that no saying caused. False when the row is not in <paramref name="from"/> any more, or is being said right now.</summary>
    public bool Change(long sequence, DeliveryState from, StateChange change, DateTimeOffset now)
    {
        var changed = this.change.Execute(
            journal.Transaction, Spelling.Of(change.To), change.Hold?.Code, change.Hold?.Text, change.Hold?.WaitsFor, change.Repeat,
            (change.NotBefore ?? now).ToUnixTimeMilliseconds(), change.PartnerId, change.ToParty, now.ToUnixTimeMilliseconds(),
            sequence, Spelling.Of(from), change.LostBy);
        if (changed == 0) return false;
        Move(sequence, from, change.To, change.Cause, now);
        return true;
    }

    public void Move(long sequence, DeliveryState? from, DeliveryState to, string cause, DateTimeOffset now) =>
        move.Execute(
            journal.Transaction, sequence, now.ToUnixTimeMilliseconds(), from is { } state ? Spelling.Of(state) : null, Spelling.Of(to), cause);

    /// <summary>True when something about that subject is owed to the partner already.</summary>
    public bool HasOwed(string partner, string subject) => owed.Scalar(journal.Transaction, partner, subject) is not null;

    /// <summary>The oldest row owed to the partner about that subject.</summary>
    public OwedRow? Next(string partner, string subject)
    {
        using var row = next.Read(journal.Transaction, partner, subject);
        return row.Read() ? OwedRow.Read(row) : null;
    }

    public IReadOnlyList<ExchangeDelivery> OfExchange(Guid exchange)
    {
        using var row = ofExchange.Read(journal.Transaction, exchange.ToString());
        var found = new List<ExchangeDelivery>();
        while (row.Read()) found.Add(new(row.GetInt64(0), Spelling.State(row.GetString(1)), !row.IsDBNull(2), row.GetBoolean(3)));
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[insert, move, claim, settle, change, owed, next, ofExchange])
            statement.Dispose();
    }
}
