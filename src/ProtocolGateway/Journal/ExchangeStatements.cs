using ProtocolGateway.Protocols;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about exchanges and facts.</summary>
internal sealed class ExchangeStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Exchanges (Id, PartnerId, Protocol, Operation, ReceivedAt, Result, Body, Headers, Canonical, Answer, Refusal, Losses, FactKey, SessionId)
        VALUES (@id, @partner, @protocol, @operation, @at, @result, @body, @headers, @canonical, @answer, @refusal, @losses, @fact, @session)
        """);

    private readonly Statement readAgain = journal.Prepare("UPDATE Exchanges SET Canonical = @canonical, Losses = @losses WHERE Id = @id");

    private readonly Statement insertFact = journal.Prepare(
        """
        INSERT INTO Facts (Key, ContentHash, ExchangeId, Message, SessionId, PosterId, Payer)
        VALUES (@key, @hash, @exchange, @message, @session, @poster, @payer) ON CONFLICT DO NOTHING
        """);

    private readonly Statement findFact = journal.Prepare(
        """
        SELECT f.ContentHash, f.ExchangeId, f.SessionId, f.Payer, e.Canonical FROM Facts f JOIN Exchanges e ON e.Id = f.ExchangeId
        WHERE f.Key = @key
        """);

    private readonly Statement replaceFact = journal.Prepare(
        "UPDATE Facts SET ContentHash = @hash, ExchangeId = @exchange, Payer = COALESCE(@payer, Payer) WHERE Key = @key");

    private readonly Statement otherFact = journal.Prepare(
        "SELECT Key FROM Facts WHERE SessionId = @session AND Message = @message AND Key <> @key LIMIT 1");

    public void Insert(
        Guid id, Heard heard, ExchangeResult result, string? answer, string? factKey = null,
        byte[]? canonical = null, string? refusal = null, string? losses = null, Guid? session = null) =>
        insert.Run(
            id, heard.Partner?.Id, heard.Protocol, heard.Operation, heard.ReceivedAt,
            Spelling.Of(result), Bytes(heard.Body), heard.Headers, canonical, answer, refusal, losses, factKey,
            session is { } known ? known : default(Value));

    public void ReadAgain(Guid id, byte[] canonical, string? losses) =>
        readAgain.Run(canonical, losses, id);

    /// <summary>False when the fact is known already.</summary>
    public bool InsertFact(string key, byte[] hash, Guid exchange, string message, Guid session, string poster, string? payer)
    {
        // Nobody else can insert it meanwhile: its name is held. So nobody has to wait for the answer.
        if (!journal.IsRemote) return insertFact.Execute(key, hash, exchange, message, session, poster, payer) == 1;
        if (FindFact(key) is not null) return false;
        insertFact.Run(key, hash, exchange, message, session, poster, payer);
        return true;
    }

    /// <summary>Says that the fact will be looked for.</summary>
    public void Foresee(string key) => findFact.Ahead(key);

    public KnownFact? FindFact(string key)
    {
        using var rows = findFact.Read(key);
        return rows.Read() ? new(rows.Bytes(0), rows.Id(1), rows.Id(2), rows.TextOrNull(3), rows.Bytes(4)) : null;
    }

    /// <param name="payer">Null leaves it as it was.</param>
    public void ReplaceFact(string key, byte[] hash, Guid exchange, string? payer) =>
        replaceFact.Run(hash, exchange, payer, key);

    /// <summary>Another fact of that kind about the same session; null when there is none.</summary>
    public string? FindOtherFact(Guid session, string message, string key)
    {
        using var rows = otherFact.Read(session, message, key);
        return rows.Read() ? rows.Text(0) : null;
    }

    public void Dispose()
    {
        insert.Dispose();
        readAgain.Dispose();
        insertFact.Dispose();
        findFact.Dispose();
        replaceFact.Dispose();
        otherFact.Dispose();
    }

    /// <summary>The array itself where the memory is one whole array, as bodies usually are.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> body) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : body.ToArray();
}

/// <summary>The first hearing of a fact, or what took its place.</summary>
internal sealed record KnownFact(byte[] ContentHash, Guid ExchangeId, Guid SessionId, string? Payer, byte[] Canonical);
