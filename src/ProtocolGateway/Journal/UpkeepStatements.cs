namespace ProtocolGateway.Journal;

/// <summary>What the writer says about findings, partners' lines, nodes and changes.</summary>
internal sealed class UpkeepStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement find = journal.Prepare(
        "INSERT INTO Findings (Code, Text, Subject, At, State) VALUES (@code, @text, @subject, @at, 'Open')");

    private readonly Statement settleFindings = journal.Prepare(
        "UPDATE Findings SET State = 'Settled' WHERE Subject = @subject AND Code = @code AND State = 'Open'");

    // Every node writes what it has heard itself; the newest of all stands.
    private readonly Statement seen = journal.Prepare(
        """
        INSERT INTO PartnerStates (PartnerId, LastHeardAt, LastSaidAt) VALUES (@partner, @heard, @said)
        ON CONFLICT (PartnerId) DO UPDATE SET
          LastHeardAt = CASE WHEN PartnerStates.LastHeardAt IS NULL OR excluded.LastHeardAt > PartnerStates.LastHeardAt
            THEN excluded.LastHeardAt ELSE PartnerStates.LastHeardAt END,
          LastSaidAt = CASE WHEN PartnerStates.LastSaidAt IS NULL OR excluded.LastSaidAt > PartnerStates.LastSaidAt
            THEN excluded.LastSaidAt ELSE PartnerStates.LastSaidAt END
        """);

    private readonly Statement beat = journal.Prepare(
        """
        INSERT INTO Nodes (Id, StartedAt, SeenAt) VALUES (@node, @at, @at)
        ON CONFLICT (Id) DO UPDATE SET SeenAt = excluded.SeenAt
        """);

    private readonly Statement renew = journal.Prepare("UPDATE Deliveries SET ClaimUntil = @until WHERE ClaimNode = @node");

    private readonly Statement leave = journal.Prepare("DELETE FROM Nodes WHERE Id = @node OR SeenAt < @dead");

    public void Find(string code, string text, string subject, DateTimeOffset now) =>
        find.Run(code, text, subject, now);

    public void SettleFindings(string subject, string code) => settleFindings.Run(subject, code);

    public void Seen(string partner, DateTimeOffset? heard, DateTimeOffset? said) =>
        seen.Run(partner, heard, said);

    /// <summary>Says that the node lives.</summary>
    public void Beat(string node, DateTimeOffset now) => beat.Run(node, now);

    /// <summary>Whoever beats holds on to its claims, however long a call waits for its turn.</summary>
    public void Renew(string node, DateTimeOffset until) => renew.Run(until, node);

    /// <summary>Forgets the node, and those that died before <paramref name="dead"/>.</summary>
    public void Leave(string node, DateTimeOffset dead) => leave.Run(node, dead);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[find, settleFindings, seen, beat, renew, leave])
            statement.Dispose();
    }
}
