using ProtocolGateway.Protocols;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about exchanges and facts.</summary>
internal sealed class ExchangeStatements(JournalSession journal) : IDisposable
{
    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Exchanges (Id, PartnerId, Protocol, Operation, ReceivedAt, Result, Body, Headers, Canonical, Answer, Refusal, Losses, FactKey)
        VALUES (@id, @partner, @protocol, @operation, @at, @result, @body, @headers, @canonical, @answer, @refusal, @losses, @fact)
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
        byte[]? canonical = null, string? refusal = null, string? losses = null) =>
        insert.Execute(
            journal.Transaction, id.ToString(), heard.Partner?.Id, heard.Protocol, heard.Operation, heard.ReceivedAt.ToUnixTimeMilliseconds(),
            Spelling.Of(result), Bytes(heard.Body), heard.Headers, canonical, answer, refusal, losses, factKey);

    public void ReadAgain(Guid id, byte[] canonical, string? losses) =>
        readAgain.Execute(journal.Transaction, canonical, losses, id.ToString());

    /// <summary>False when the fact is known already.</summary>
    public bool InsertFact(string key, byte[] hash, Guid exchange, string message, Guid session, string poster, string? payer) =>
        insertFact.Execute(journal.Transaction, key, hash, exchange.ToString(), message, session.ToString(), poster, payer) == 1;

    public KnownFact? FindFact(string key)
    {
        using var rows = findFact.Read(journal.Transaction, key);
        return rows.Read()
            ? new((byte[])rows[0], Guid.Parse(rows.GetString(1)), Guid.Parse(rows.GetString(2)), rows.Text(3), (byte[])rows[4])
            : null;
    }

    /// <param name="payer">Null leaves it as it was.</param>
    public void ReplaceFact(string key, byte[] hash, Guid exchange, string? payer) =>
        replaceFact.Execute(journal.Transaction, hash, exchange.ToString(), payer, key);

    /// <summary>Another fact of that kind about the same session; null when there is none.</summary>
    public string? FindOtherFact(Guid session, string message, string key) =>
        (string?)otherFact.Scalar(journal.Transaction, session.ToString(), message, key);

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
