namespace ProtocolGateway.Journal;

/// <summary>What the writer says about times away, and when we were last there.</summary>
internal sealed class AbsenceStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement lastSeen = journal.Prepare("SELECT SeenAt FROM Presence WHERE Name = 'gateway'");

    private readonly Statement seen = journal.Prepare(
        """
        INSERT INTO Presence (Name, SeenAt) VALUES ('gateway', @at)
        ON CONFLICT (Name) DO UPDATE SET SeenAt = excluded.SeenAt
        """);

    private readonly Statement insert = journal.Prepare(
        "INSERT INTO Absences (PartnerId, FromAt, ToAt, Kind) VALUES (@partner, @from, @to, @kind) RETURNING Id");

    private readonly Statement extend = journal.Prepare("UPDATE Absences SET ToAt = @to WHERE Id = @id AND ToAt >= @since");

    private readonly Statement renew = journal.Prepare("UPDATE CatchUps SET ClaimUntil = @until WHERE ClaimNode = @node");

    private readonly Statement free = journal.Prepare("UPDATE CatchUps SET ClaimNode = NULL, ClaimUntil = NULL WHERE ClaimNode <> @node");

    /// <summary>Null in a journal that has never lived.</summary>
    public DateTimeOffset? LastSeen()
    {
        using var row = lastSeen.Read();
        return row.Read() ? row.Instant(0) : null;
    }

    public void Seen(DateTimeOffset now) => seen.Run(now);

    /// <param name="partner">Null for all.</param>
    public long Insert(string? partner, DateTimeOffset from, DateTimeOffset to, AbsenceKind kind)
    {
        using var row = insert.Read(partner, from, to, Spelling.Of(kind));
        row.Read();
        return row.Number(0);
    }

    /// <summary>False when it had ended before <paramref name="since"/>.</summary>
    public bool Extend(long id, DateTimeOffset to, DateTimeOffset since) =>
        extend.Execute(to, id, since) == 1;

    /// <summary>Whoever beats holds on to its pulls, however long a page takes.</summary>
    public void Renew(string node, DateTimeOffset until) => renew.Run(until, node);

    /// <summary>Pulls of other nodes are nobody's.</summary>
    public void Free(string node) => free.Run(node);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[lastSeen, seen, insert, extend, renew, free]) statement.Dispose();
    }
}
