using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about sessions that are found by where they are, until something of them has come.</summary>
internal sealed class PlacedSessionStatements : IDisposable
{
    private readonly Statement at;
    private readonly Statement add;
    private readonly Statement remove;

    private PlacedSessionStatements(JournalConnection journal, string table, string since)
    {
        at = journal.Prepare(
            $"""
            SELECT s.Body FROM {table} p JOIN Sessions s ON s.Id = p.SessionId
            WHERE p.Cpo = @cpo AND p.EvseKey = @evse ORDER BY p.{since} DESC
            """);
        add = journal.Prepare($"INSERT INTO {table} (SessionId, Cpo, EvseKey, {since}) VALUES (@session, @cpo, @evse, @at) ON CONFLICT (SessionId) DO NOTHING");
        remove = journal.Prepare($"DELETE FROM {table} WHERE SessionId = @session");
    }

    /// <summary>Those that were allowed and have not ended.</summary>
    public static PlacedSessionStatements Open(JournalConnection journal) => new(journal, "OpenSessions", "OpenedAt");

    /// <summary>Those whose charge detail record has not come.</summary>
    public static PlacedSessionStatements Unrecorded(JournalConnection journal) => new(journal, "UnrecordedSessions", "HeardAt");

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

    /// <summary>It has come, or won't.</summary>
    public void Remove(Guid session) => remove.Run(session);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[at, add, remove]) statement.Dispose();
    }
}
