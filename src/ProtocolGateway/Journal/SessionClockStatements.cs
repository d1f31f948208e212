namespace ProtocolGateway.Journal;

/// <summary>What the writer says about records that are awaited.</summary>
internal sealed class SessionClockStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement set = journal.Prepare(
        """
        INSERT INTO SessionClocks (SessionId, DueAt) VALUES (@session, @due)
        ON CONFLICT (SessionId) DO UPDATE SET DueAt = excluded.DueAt
        """);

    private readonly Statement stop = journal.Prepare("DELETE FROM SessionClocks WHERE SessionId = @session");

    public void Set(Guid session, DateTimeOffset due) => set.Run(session, due);

    /// <summary>The record has come.</summary>
    public void Forget(Guid session) => stop.Run(session);

    /// <summary>False when it ran no longer.</summary>
    public bool Stop(Guid session) => stop.Execute(session) == 1;

    public void Dispose()
    {
        set.Dispose();
        stop.Dispose();
    }
}
