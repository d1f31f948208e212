namespace ProtocolGateway.Journal;

/// <summary>What the writer says about catching up, one row for each module of a partner.</summary>
internal sealed class CatchUpStatements(JournalConnection journal) : IDisposable
{
    // What is older than the last time away belongs to times before the partner was set.
    private readonly Statement begin = journal.Prepare(
        """
        INSERT INTO CatchUps (PartnerId, Module, Through, Target, FromAt, BeganAt, ReachedAt, Attempts, NotBefore)
        SELECT @partner, @module, known.Through, CASE WHEN CAST(@from AS BIGINT) IS NULL THEN NULL ELSE known.Newest END,
          CAST(@from AS BIGINT), CASE WHEN CAST(@from AS BIGINT) IS NULL THEN NULL ELSE CAST(@now AS BIGINT) END,
          CASE WHEN CAST(@from AS BIGINT) IS NULL THEN CAST(@now AS BIGINT) ELSE NULL END, 0, CAST(@now AS BIGINT)
        FROM (
          SELECT COALESCE(MAX(CASE WHEN Kind = 'Away' THEN Id END), 1) - 1 AS Through, COALESCE(MAX(Id), 0) AS Newest FROM Absences) AS known
        WHERE true
        ON CONFLICT (PartnerId, Module) DO NOTHING
        """);

    private readonly Statement claim = journal.Prepare(
        """
        UPDATE CatchUps SET ClaimNode = @node, ClaimUntil = @until
        WHERE PartnerId = @partner AND Module = @module AND NotBefore <= @now
          AND (ClaimNode IS NULL OR ClaimNode = @node OR ClaimUntil < @now)
        RETURNING Through, Target, FromAt, Page, Attempts, ReachedAt, WholeAt, Reason
        """);

    private readonly Statement open = journal.Prepare(
        """
        SELECT MAX(Id), MIN(FromAt) FROM Absences
        WHERE Id > @through AND ToAt <= @over AND (PartnerId IS NULL OR PartnerId = @partner)
        """);

    private readonly Statement aim = journal.Prepare(
        """
        UPDATE CatchUps SET Target = @target, FromAt = @from, BeganAt = @now, Page = NULL, Attempts = 0, Reason = NULL
        WHERE PartnerId = @partner AND Module = @module AND ClaimNode = @node
        """);

    private readonly Statement release = journal.Prepare(
        """
        UPDATE CatchUps SET ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND Module = @module AND ClaimNode = @node
        """);

    private readonly Statement advance = journal.Prepare(
        """
        UPDATE CatchUps SET Page = @page, Attempts = 0, Reason = NULL
        WHERE PartnerId = @partner AND Module = @module AND ClaimNode = @node
        """);

    private readonly Statement end = journal.Prepare(
        """
        UPDATE CatchUps
        SET Through = Target, Target = NULL, FromAt = NULL, ReachedAt = COALESCE(BeganAt, ReachedAt), BeganAt = NULL, Page = NULL,
          WholeAt = CASE WHEN FromAt <= 0 THEN COALESCE(BeganAt, WholeAt) ELSE WholeAt END,
          Missing = CASE WHEN FromAt <= 0 THEN CAST(@missing AS TEXT) ELSE Missing END, Attempts = 0, Reason = NULL, ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND Module = @module AND ClaimNode = @node AND Target IS NOT NULL
        """);

    private readonly Statement postpone = journal.Prepare(
        """
        UPDATE CatchUps
        SET Attempts = Attempts + 1, NotBefore = @before, Reason = @reason, Page = CASE WHEN @anew THEN NULL ELSE Page END,
          ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND Module = @module AND ClaimNode = @node
        """);

    private readonly Statement confirmed = journal.Prepare(
        "SELECT 1 FROM Absences WHERE Id > @through AND Id <= @target AND PartnerId = @partner AND Kind = 'Confirmed' LIMIT 1");

    private readonly Statement hurry = journal.Prepare("UPDATE CatchUps SET NotBefore = @now WHERE PartnerId = @partner AND NotBefore > @now");

    /// <summary>The module is new here.</summary>
    /// <param name="from">Pulled from there on; null for what is made from now on, and in the last time away.</param>
    public void Begin(string partner, string module, DateTimeOffset? from, DateTimeOffset now) =>
        begin.Run(partner, module, from, now);

    /// <summary>Null when somebody else has it, or it isn't due.</summary>
    public CatchUpState? Claim(string partner, string module, string node, DateTimeOffset now, DateTimeOffset until)
    {
        using var row = claim.Read(node, until, partner, module, now);
        return row.Read()
            ? new(row.Number(0), row.IsNull(1) ? null : row.Number(1), row.IsNull(2) ? null : row.Instant(2), row.TextOrNull(3), (int)row.Number(4), row.IsNull(5) ? null : row.Instant(5), row.IsNull(6) ? null : row.Instant(6), row.TextOrNull(7))
            : null;
    }

    /// <summary>The newest absence that is not caught up, and the beginning of the oldest; null when there is none.</summary>
    /// <param name="over">Those that ended after that may go on yet.</param>
    public (long Newest, DateTimeOffset From)? FindOpen(string partner, long through, DateTimeOffset over)
    {
        using var row = open.Read(through, over, partner);
        return row.Read() && !row.IsNull(0) ? (row.Number(0), row.Instant(1)) : null;
    }

    public void Aim(string partner, string module, string node, long target, DateTimeOffset from, DateTimeOffset now) =>
        aim.Run(target, from, now, partner, module, node);

    public void Release(string partner, string module, string node) => release.Run(partner, module, node);

    /// <summary>False when the claim was lost; so with the others.</summary>
    public bool Advance(string partner, string module, string node, string page) =>
        advance.Execute(page, partner, module, node) == 1;

    /// <param name="missing">Of a pull of everything: what became of what it lacked.</param>
    public bool End(string partner, string module, string node, string? missing) => end.Execute(missing, partner, module, node) == 1;

    /// <summary>A person said of one of those absences that what lists lack is gone.</summary>
    public bool IsConfirmed(string partner, long through, long target)
    {
        using var row = confirmed.Read(through, target, partner);
        return row.Read();
    }

    /// <param name="anew">It begins at its first page again.</param>
    public bool Postpone(string partner, string module, string node, DateTimeOffset before, string reason, bool anew) =>
        postpone.Execute(before, reason, anew, partner, module, node) == 1;

    /// <summary>What failed is tried at once.</summary>
    public void Hurry(string partner, DateTimeOffset now) => hurry.Run(now, partner);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[begin, claim, open, aim, release, advance, end, postpone, confirmed, hurry]) statement.Dispose();
    }
}

/// <summary>A claimed module's row.</summary>
internal sealed record CatchUpState(long Through, long? Target, DateTimeOffset? From, string? Page, int Attempts, DateTimeOffset? Reached, DateTimeOffset? Whole, string? Reason);
