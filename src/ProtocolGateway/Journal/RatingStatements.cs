namespace ProtocolGateway.Journal;

/// <summary>What the writer says about ratings: each is written once, before it is told.</summary>
internal sealed class RatingStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement keep = journal.Prepare("INSERT INTO Ratings (ExchangeId, Body, At) VALUES (@exchange, @body, @at) ON CONFLICT DO NOTHING");

    /// <summary>False when the record was rated already.</summary>
    public bool Keep(Guid exchange, byte[] body, DateTimeOffset at) => keep.Execute(exchange, body, at) == 1;

    public void Dispose() => keep.Dispose();
}
