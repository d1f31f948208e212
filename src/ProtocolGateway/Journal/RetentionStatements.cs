namespace ProtocolGateway.Journal;

/// <summary>What retention says, prepared for one run: it is seldom said.</summary>
internal sealed class RetentionStatements(JournalSession journal) : IDisposable
{
    // By the key, which has an index: whoever looked for the exchange among the facts would read them all, a hundred times a piece.
    public const string FactsOf =
        """
        SELECT f.Key, f.ContentHash, f.SessionId FROM Exchanges e JOIN Facts f ON f.Key = e.FactKey
        WHERE e.Id = @exchange AND f.ExchangeId = e.Id
        """;

    private readonly Dictionary<string, Statement> prepared = [];
    private readonly Dictionary<string, byte[]> salts = [];

    /// <summary>Up to where the stage has come.</summary>
    public Guid UpTo(string stage)
    {
        using var rows = Prepare("SELECT UpTo FROM RetentionStages WHERE Stage = @stage").Read(stage);
        return rows.Read() ? rows.Id(0) : Guid.Empty;
    }

    public void Advance(string stage, Guid upTo) => Prepare(
        "INSERT INTO RetentionStages (Stage, UpTo) VALUES (@stage, @to) ON CONFLICT (Stage) DO UPDATE SET UpTo = excluded.UpTo").Run(stage, upTo);

    /// <summary>The next exchanges in the order of time.</summary>
    public List<Guid> After(Guid last, Guid until, int most) =>
        Ids("SELECT Id FROM Exchanges WHERE Id > @last AND Id < @until ORDER BY Id LIMIT @most", last, until, most);

    /// <summary>What was passed by, from <paramref name="last"/> on.</summary>
    public List<Guid> Rests(string stage, Guid last, int most) =>
        Ids("SELECT ExchangeId FROM RetentionRests WHERE Stage = @stage AND ExchangeId > @last ORDER BY ExchangeId LIMIT @most", stage, last, most);

    public void PassBy(string stage, Guid exchange) => Prepare(
        "INSERT INTO RetentionRests (Stage, ExchangeId) VALUES (@stage, @exchange) ON CONFLICT DO NOTHING").Run(stage, exchange);

    public void Done(string stage, Guid exchange) =>
        Prepare("DELETE FROM RetentionRests WHERE Stage = @stage AND ExchangeId = @exchange").Run(stage, exchange);

    /// <summary>Nothing of it is owed, held or in doubt: nobody needs it to go on.</summary>
    public bool IsSettled(Guid exchange)
    {
        using var rows = Prepare("SELECT 1 FROM Deliveries WHERE ExchangeId = @exchange AND State IN ('Owed', 'Held', 'InDoubt') LIMIT 1").Read(exchange);
        return !rows.Read();
    }

    public void DropDocuments(Guid exchange)
    {
        Prepare("UPDATE Exchanges SET Body = @nothing, Headers = '', Answer = NULL WHERE Id = @id").Run(Array.Empty<byte>(), exchange);
        Prepare("UPDATE Asks SET Sent = NULL, Answer = NULL WHERE ExchangeId = @exchange").Run(exchange);
        Prepare("UPDATE Moves SET Sent = NULL, Answer = NULL WHERE Delivery IN (SELECT Sequence FROM Deliveries WHERE ExchangeId = @exchange)").Run(exchange);
    }

    public (byte[]? Canonical, string? Refusal, string? Losses) LoadExchange(Guid exchange)
    {
        using var rows = Prepare("SELECT Canonical, Refusal, Losses FROM Exchanges WHERE Id = @id").Read(exchange);
        if (!rows.Read()) return default;
        return (rows.IsNull(0) ? null : rows.Bytes(0), rows.TextOrNull(1), rows.TextOrNull(2));
    }

    public void SaveExchange(Guid exchange, byte[] canonical, string? refusal, string? losses) =>
        Prepare("UPDATE Exchanges SET Canonical = @canonical, Refusal = @refusal, Losses = @losses WHERE Id = @id").Run(canonical, refusal, losses, exchange);

    /// <summary>The records that deliveries of the exchange owe instead of its own.</summary>
    public List<(long Delivery, byte[] Body)> Bodies(Guid exchange)
    {
        var found = new List<(long, byte[])>();
        using var rows = Prepare("SELECT Sequence, Body FROM Deliveries WHERE ExchangeId = @exchange AND Body IS NOT NULL").Read(exchange);
        while (rows.Read()) found.Add((rows.Number(0), rows.Bytes(1)));
        return found;
    }

    public void SaveBody(long delivery, byte[] body) => Prepare("UPDATE Deliveries SET Body = @body WHERE Sequence = @sequence").Run(body, delivery);

    public List<(string Key, byte[] Hash, Guid Session)> Facts(Guid exchange)
    {
        var found = new List<(string, byte[], Guid)>();
        using var rows = Prepare(FactsOf).Read(exchange);
        while (rows.Read()) found.Add((rows.Text(0), rows.Bytes(1), rows.Id(2)));
        return found;
    }

    /// <summary>The session that a question is about.</summary>
    public Guid? SessionOf(Guid exchange)
    {
        using var rows = Prepare("SELECT SessionId FROM Exchanges WHERE Id = @id").Read(exchange);
        return rows.Read() && !rows.IsNull(0) ? rows.Id(0) : null;
    }

    public void SaveHash(string key, byte[] hash) => Prepare("UPDATE Facts SET ContentHash = @hash WHERE Key = @key").Run(hash, key);

    public byte[]? LoadSession(Guid session)
    {
        using var rows = Prepare("SELECT Body FROM Sessions WHERE Id = @id").Read(session);
        return rows.Read() ? rows.Bytes(0) : null;
    }

    public void SaveSession(Guid session, byte[] body)
    {
        Prepare("UPDATE Sessions SET Body = @body WHERE Id = @id").Run(body, session);
        Prepare("DELETE FROM SessionReports WHERE SessionId = @id").Run(session);
    }

    /// <summary>Puts a pseudonym in the place of what it stands for, wherever a delivery of the exchange, its moves or a finding tell it.</summary>
    public void Replace(Guid exchange, string clear, string pseudonym)
    {
        Prepare(
            """
            UPDATE Deliveries SET Reason = replace(Reason, @clear, @mask), WaitsFor = replace(WaitsFor, @clear, @mask), Cause = replace(Cause, @clear, @mask)
            WHERE ExchangeId = @exchange
            """).Run(clear, pseudonym, exchange);
        Prepare(
            """
            UPDATE Moves SET Cause = replace(Cause, @clear, @mask), Losses = replace(Losses, @clear, @mask)
            WHERE Delivery IN (SELECT Sequence FROM Deliveries WHERE ExchangeId = @exchange)
            """).Run(clear, pseudonym, exchange);
        Prepare("UPDATE Asks SET Losses = replace(Losses, @clear, @mask) WHERE ExchangeId = @exchange").Run(clear, pseudonym, exchange);
        Prepare(
            """
            UPDATE Findings SET Text = replace(Text, @clear, @mask)
            WHERE Subject IN (SELECT FactKey FROM Exchanges WHERE Id = @exchange)
            """).Run(clear, pseudonym, exchange);
    }

    public string? KeyOf(Guid exchange)
    {
        using var rows = Prepare("SELECT FactKey FROM Exchanges WHERE Id = @id").Read(exchange);
        return rows.Read() ? rows.TextOrNull(0) : null;
    }

    /// <summary>The exchange and its deliveries are about something of another name.</summary>
    public void Rename(Guid exchange, string key, string name)
    {
        Prepare("UPDATE Exchanges SET FactKey = @name WHERE Id = @id").Run(name, exchange);
        Prepare("UPDATE Deliveries SET Key = @name, Subject = replace(Subject, @key, @name) WHERE ExchangeId = @id").Run(name, key, exchange);
        Prepare("UPDATE Findings SET Subject = @name WHERE Subject = @key AND State <> 'Open'").Run(name, key);
    }

    /// <summary>The salt of that name, made when there is none.</summary>
    public byte[] Salt(string name, Func<byte[]> make) => salts.TryGetValue(name, out var known) ? known : salts[name] = Load(name, make);

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
    }

    private byte[] Load(string name, Func<byte[]> make)
    {
        Prepare("INSERT INTO Salts (Name, Salt) VALUES (@name, @salt) ON CONFLICT DO NOTHING").Run(name, make());
        using var rows = Prepare("SELECT Salt FROM Salts WHERE Name = @name").Read(name);
        rows.Read();
        return rows.Bytes(0);
    }

    private List<Guid> Ids(string sql, params ReadOnlySpan<Value> values)
    {
        var found = new List<Guid>();
        using var rows = Prepare(sql).Read(values);
        while (rows.Read()) found.Add(rows.Id(0));
        return found;
    }

    private Statement Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement)) prepared.Add(sql, statement = journal.Prepare(sql));
        return statement;
    }
}
