using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Sessions;

/// <summary>The session's memory in the journal's database.</summary>
internal sealed class JournalSessions(JournalDatabase database) : ISessions, IDisposable
{
    private readonly ReaderPool<Query> readers = new(database, connection => new Query(connection));

    /// <remarks>Null also when the neighbour gave several sessions that id: which one is meant can't be known.</remarks>
    public ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation) =>
        new(readers.Read(query => query.Find(neighbour, id.Trim())));

    public void Dispose() => readers.Dispose();

    private sealed class Query(JournalConnection connection) : IDisposable
    {
        private readonly Statement byName = connection.Prepare(
            """
            SELECT DISTINCT s.Id, s.Body FROM SessionNames n JOIN Sessions s ON s.Id = n.SessionId
            WHERE n.Neighbour = @neighbour AND n.Value = @value LIMIT 2
            """);

        public RememberedSession? Find(string neighbour, string id)
        {
            using var rows = byName.Read(neighbour, id);
            if (!rows.Read()) return null;
            var body = rows.Bytes(1);
            return rows.Read() ? null : (RememberedSession)CanonicalJson.Read(body, typeof(RememberedSession));
        }

        public void Dispose()
        {
            byName.Dispose();
            connection.Dispose();
        }
    }
}
