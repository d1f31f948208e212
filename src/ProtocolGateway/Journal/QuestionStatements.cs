using ProtocolGateway.Questions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about questions.</summary>
internal sealed class QuestionStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement find = journal.Prepare("SELECT ExchangeId, AskedAt, Deadline, Answer FROM Questions WHERE Key = @key");

    private readonly Statement open = journal.Prepare(
        """
        INSERT INTO Questions (Key, ExchangeId, AskedAt, Deadline, Answer) VALUES (@key, @exchange, @at, @deadline, NULL)
        ON CONFLICT (Key) DO UPDATE SET ExchangeId = excluded.ExchangeId, AskedAt = excluded.AskedAt, Deadline = excluded.Deadline, Answer = NULL
        """);

    private readonly Statement close = journal.Prepare("UPDATE Questions SET Answer = @answer WHERE Key = @key");

    private readonly Statement asked = journal.Prepare(
        """
        INSERT INTO Asks (ExchangeId, Number, PartnerId, Message, Result, Sent, Answer, Losses)
        VALUES (@exchange, @number, @partner, @message, @result, @sent, @answer, @losses)
        """);

    public KnownQuestion? Find(string key)
    {
        using var rows = find.Read(key);
        return rows.Read() ? new(rows.Id(0), rows.Instant(1), rows.Instant(2), rows.TextOrNull(3)) : null;
    }

    /// <summary>Notes that it is being answered; one of the same key is forgotten.</summary>
    public void Open(string key, Guid exchange, DateTimeOffset at, DateTimeOffset deadline) => open.Run(key, exchange, at, deadline);

    public void Close(string key, string answer) => close.Run(answer, key);

    public void Asked(Guid exchange, int number, string partner, string message, string result, Said? said) =>
        asked.Run(exchange, number, partner, message, result, said?.Sent, said?.Answer, LossJson.Write(said?.Losses ?? []));

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[find, open, close, asked]) statement.Dispose();
    }
}

/// <summary>A question that was asked before.</summary>
/// <param name="Answer">Null while nobody has answered it.</param>
internal sealed record KnownQuestion(Guid ExchangeId, DateTimeOffset AskedAt, DateTimeOffset Deadline, string? Answer);
