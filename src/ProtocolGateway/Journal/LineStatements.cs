namespace ProtocolGateway.Journal;

/// <summary>What the writer says about whether anything is said to a partner.</summary>
internal sealed class LineStatements(JournalConnection journal) : IDisposable
{
    // What a person paused only a person resumes.
    private readonly Statement pause = journal.Prepare(
        """
        INSERT INTO PartnerStates (PartnerId, PausedAt, PauseReason, PausedBy) VALUES (@partner, @at, @reason, @by)
        ON CONFLICT (PartnerId) DO UPDATE SET PausedAt = excluded.PausedAt, PauseReason = excluded.PauseReason, PausedBy = excluded.PausedBy
        WHERE PartnerStates.PausedBy IS NULL OR PartnerStates.PausedBy <> 'Person' OR excluded.PausedBy = 'Person'
        """);

    private readonly Statement resume = journal.Prepare(
        """
        UPDATE PartnerStates SET PausedAt = NULL, PauseReason = NULL, PausedBy = NULL, LeaveUntil = NULL
        WHERE PartnerId = @partner AND (PausedBy IS NULL OR PausedBy <> @unless)
        """);

    private readonly Statement leave = journal.Prepare(
        """
        INSERT INTO PartnerStates (PartnerId, UnreachableAt, LeaveUntil, LeaveReason) VALUES (@partner, @since, @until, @reason)
        ON CONFLICT (PartnerId) DO UPDATE SET
          UnreachableAt = excluded.UnreachableAt, LeaveUntil = excluded.LeaveUntil, LeaveReason = excluded.LeaveReason
        """);

    private readonly Statement probe = journal.Prepare(
        """
        UPDATE PartnerStates SET LeaveUntil = @until
        WHERE PartnerId = @partner AND UnreachableAt IS NOT NULL AND PausedAt IS NULL AND (LeaveUntil IS NULL OR LeaveUntil <= @now)
        """);

    private readonly Statement lastSaid = journal.Prepare("SELECT LastSaidAt FROM PartnerStates WHERE PartnerId = @partner");

    /// <summary>Nothing more is begun. By the partner itself (HTTP 401, 403) where no person has paused it before.</summary>
    public void Pause(string partner, DateTimeOffset at, string? reason, PausedBy by) =>
        pause.Run(partner, at, reason, by.ToString());

    /// <summary>Ends a pause, and whatever time was to be waited for; who was unreachable is looked for at once.</summary>
    /// <param name="whoever">False leaves a person's pause as it is: then nothing is changed.</param>
    public bool Resume(string partner, bool whoever) =>
        resume.Execute(partner, whoever ? "" : nameof(PausedBy.Person)) > 0;

    /// <param name="unreachableAt">Since when nobody takes anything there; null when somebody does.</param>
    /// <param name="until">Until when nothing is said; null for no such time.</param>
    public void Leave(string partner, DateTimeOffset? unreachableAt, DateTimeOffset? until, string? reason) =>
        leave.Run(partner, unreachableAt, until, reason);

    /// <summary>Takes the one probe of an unreachable partner. False when it is another's, or not due.</summary>
    /// <param name="until">From then on it may be another's.</param>
    public bool Probe(string partner, DateTimeOffset now, DateTimeOffset until) =>
        probe.Execute(until, partner, now) > 0;

    /// <summary>When it last took something, from whichever node; up to one heartbeat old.</summary>
    public DateTimeOffset? LastSaid(string partner)
    {
        using var row = lastSaid.Read(partner);
        return row.Read() && !row.IsNull(0) ? row.Instant(0) : null;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[pause, resume, leave, probe, lastSaid]) statement.Dispose();
    }
}
