using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about sessions that were allowed and have not ended.</summary>
internal sealed class OpenSessionStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement at = journal.Prepare(
        """
        SELECT s.Body FROM OpenSessions o JOIN Sessions s ON s.Id = o.SessionId
        WHERE o.Cpo = @cpo AND o.EvseKey = @evse ORDER BY o.OpenedAt DESC
        """);

    private readonly Statement open = journal.Prepare(
        "INSERT INTO OpenSessions (SessionId, Cpo, EvseKey, OpenedAt) VALUES (@session, @cpo, @evse, @at) ON CONFLICT (SessionId) DO NOTHING");

    private readonly Statement close = journal.Prepare("DELETE FROM OpenSessions WHERE SessionId = @session");

    /// <summary>The open sessions at an EVSE, newest first.</summary>
    public IReadOnlyList<RememberedSession> At(PartyId cpo, string evseId)
    {
        var found = new List<RememberedSession>(1);
        using var rows = at.Read(cpo.Key, Ids.Key(evseId));
        while (rows.Read()) found.Add((RememberedSession)CanonicalJson.Read(rows.Bytes(0), typeof(RememberedSession)));
        return found;
    }

    public void Open(RememberedSession session, DateTimeOffset now)
    {
        if (session is { Cpo: { } cpo, EvseId: { } evse }) open.Run(session.Id, cpo.Key, Ids.Key(evse), now);
    }

    public void Close(Guid session) => close.Run(session);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[at, open, close]) statement.Dispose();
    }
}
