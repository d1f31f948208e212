namespace ProtocolGateway.Journal;

/// <summary>What the writer says about signs of life, one row for each partner.</summary>
internal sealed class SignOfLifeStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement heard = journal.Prepare(
        """
        INSERT INTO SignsOfLife (PartnerId, HeardAt, NotBefore, Failures) VALUES (@partner, @at, @at, 0)
        ON CONFLICT (PartnerId) DO UPDATE SET HeardAt = excluded.HeardAt
        WHERE SignsOfLife.HeardAt IS NULL OR SignsOfLife.HeardAt < excluded.HeardAt
        """);

    private readonly Statement due = journal.Prepare(
        """
        INSERT INTO SignsOfLife (PartnerId, NotBefore, Failures) VALUES (@partner, @at, 0)
        ON CONFLICT (PartnerId) DO UPDATE SET NotBefore = excluded.NotBefore
        """);

    private readonly Statement claim = journal.Prepare(
        """
        UPDATE SignsOfLife SET ClaimNode = @node, ClaimUntil = @until
        WHERE PartnerId = @partner AND NotBefore <= @now AND (ClaimNode IS NULL OR ClaimNode = @node OR ClaimUntil < @now)
        RETURNING Failures, PeriodSeconds
        """);

    private readonly Statement answered = journal.Prepare(
        """
        UPDATE SignsOfLife
        SET AnsweredAt = @at, PeriodSeconds = @period, NotBefore = @next, Failures = 0, FailingSince = NULL, Reason = NULL,
          ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND ClaimNode = @node
        """);

    private readonly Statement failed = journal.Prepare(
        """
        UPDATE SignsOfLife
        SET NotBefore = @next, Failures = Failures + 1, FailingSince = COALESCE(FailingSince, @at), Reason = @reason,
          ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND ClaimNode = @node
        """);

    /// <summary>The partner gave one at that time, perhaps to another node later.</summary>
    public void Heard(string partner, DateTimeOffset at) => heard.Run(partner, at);

    /// <summary>Ours is due, whatever was agreed before.</summary>
    public void Due(string partner, DateTimeOffset at) => due.Run(partner, at);

    /// <summary>Null when it isn't due, or another node gives it.</summary>
    public SignOfLifeClaim? Claim(string partner, string node, DateTimeOffset now, DateTimeOffset until)
    {
        using var row = claim.Read(node, until, partner, now);
        return row.Read() ? new((int)row.Number(0), row.IsNull(1) ? null : TimeSpan.FromSeconds(row.Number(1))) : null;
    }

    /// <summary>It was answered: ours is due again then. False when the claim was lost; so with a failure.</summary>
    public bool Answered(string partner, string node, DateTimeOffset at, TimeSpan period) =>
        answered.Execute(at, (long)period.TotalSeconds, at + period, partner, node) == 1;

    public bool Failed(string partner, string node, DateTimeOffset at, DateTimeOffset next, string reason) =>
        failed.Execute(next, at, reason, partner, node) == 1;

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[heard, due, claim, answered, failed]) statement.Dispose();
    }
}

/// <param name="Failures">In a row, before this one.</param>
/// <param name="Period">What the partner asked for; null before it said so.</param>
internal sealed record SignOfLifeClaim(int Failures, TimeSpan? Period);
