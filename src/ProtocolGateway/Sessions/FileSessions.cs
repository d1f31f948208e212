namespace ProtocolGateway.Sessions;

/// <summary>A session's memory in memory, for translating offline.</summary>
public sealed class FileSessions(params IEnumerable<RememberedSession> sessions) : ISessions
{
    private readonly ILookup<(string, string), RememberedSession> byName = (
        from session in sessions
        from name in session.Names.Select(n => (n.Neighbour, n.Value)).Distinct()
        select (name, session)).ToLookup(pair => pair.name, pair => pair.session);

    public ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation) =>
        new(byName[(neighbour, id.Trim())].ToList() is [var only] ? only : null);
}
