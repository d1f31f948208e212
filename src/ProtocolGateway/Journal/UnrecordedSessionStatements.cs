using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about sessions whose charge detail record has not come.</summary>
internal sealed class UnrecordedSessionStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement at = journal.Prepare(
        """
        SELECT s.Body FROM UnrecordedSessions u JOIN Sessions s ON s.Id = u.SessionId
        WHERE u.Cpo = @cpo AND u.EvseKey = @evse ORDER BY u.HeardAt DESC
        """);

    private readonly Statement add = journal.Prepare(
        "INSERT INTO UnrecordedSessions (SessionId, Cpo, EvseKey, HeardAt) VALUES (@session, @cpo, @evse, @at) ON CONFLICT (SessionId) DO NOTHING");

    private readonly Statement remove = journal.Prepare("DELETE FROM UnrecordedSessions WHERE SessionId = @session");

    /// <summary>Those at an EVSE, newest first.</summary>
    public IReadOnlyList<RememberedSession> At(PartyId cpo, string evseId)
    {
        var found = new List<RememberedSession>(1);
        using var rows = at.Read(cpo.Key, Ids.Key(evseId));
        while (rows.Read()) found.Add((RememberedSession)CanonicalJson.Read(rows.Bytes(0), typeof(RememberedSession)));
        return found;
    }

    public void Add(RememberedSession session, DateTimeOffset now)
    {
        if (session is { Cpo: { } cpo, EvseId: { } evse }) add.Run(session.Id, cpo.Key, Ids.Key(evse), now);
    }

    /// <summary>Its record has come, or none will.</summary>
    public void Remove(Guid session) => remove.Run(session);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[at, add, remove]) statement.Dispose();
    }
}
