using ProtocolGateway.Sessions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about what sessions wait for beside their records.</summary>
internal sealed class SessionWaitStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement set = journal.Prepare(
        """
        INSERT INTO SessionWaits (SessionId, Awaited, DueAt) VALUES (@session, @awaited, @due)
        ON CONFLICT (SessionId, Awaited) DO UPDATE SET DueAt = excluded.DueAt
        """);

    private readonly Statement stop = journal.Prepare("DELETE FROM SessionWaits WHERE SessionId = @session AND Awaited = @awaited");

    private readonly Statement forget = journal.Prepare("DELETE FROM SessionWaits WHERE SessionId = @session");

    public void Set(Guid session, SessionAwaited awaited, DateTimeOffset due) => set.Run(session, awaited.ToString(), due);

    /// <summary>It has come, or is waited for no longer. False when it was not waited for.</summary>
    public bool Stop(Guid session, SessionAwaited awaited) => stop.Execute(session, awaited.ToString()) == 1;

    /// <summary>The session is over: nothing is waited for.</summary>
    public void Forget(Guid session) => forget.Run(session);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[set, stop, forget]) statement.Dispose();
    }
}
