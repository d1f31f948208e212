namespace ProtocolGateway.Journal;

/// <summary>What the writer says about registrations, one row for each partner. One handshake at a time holds the row.</summary>
internal sealed class RegistrationStatements(JournalConnection journal) : IDisposable
{
    // What was offered before and perhaps taken is kept as the former one: who presents it is not to be cut off by the next attempt.
    private readonly Statement claim = journal.Prepare(
        """
        INSERT INTO Registrations (PartnerId, Registered, Pending, ChangedAt, Failures, NotBefore, Claim, ClaimNode, ClaimUntil)
        VALUES (@partner, @no, @pending, @now, 0, @now, @claim, @node, @until)
        ON CONFLICT (PartnerId) DO UPDATE SET
          Former = CASE WHEN excluded.Pending IS NULL OR Registrations.Pending IS NULL THEN Registrations.Former ELSE Registrations.Pending END,
          FormerUntil = CASE WHEN excluded.Pending IS NULL OR Registrations.Pending IS NULL THEN Registrations.FormerUntil ELSE @former END,
          Pending = COALESCE(excluded.Pending, Registrations.Pending),
          Claim = excluded.Claim, ClaimNode = excluded.ClaimNode, ClaimUntil = excluded.ClaimUntil
        WHERE Registrations.Claim IS NULL OR Registrations.ClaimUntil < @now
          OR (Registrations.ClaimNode <> @node AND Registrations.ClaimNode NOT IN (SELECT Id FROM Nodes WHERE SeenAt >= @dead))
        """);

    private readonly Statement settle = journal.Prepare(
        """
        UPDATE Registrations SET
          Former = Inbound, FormerUntil = @former, Inbound = @inbound, Pending = NULL, Outbound = @outbound, TokenForm = @form,
          Version = @version, VersionsUrl = @url, Registered = @yes, Spent = @spent, ChangedAt = @now, Failures = 0, NotBefore = @now,
          Reason = NULL, Claim = NULL, ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND Claim = @claim
        """);

    private readonly Statement fail = journal.Prepare(
        """
        UPDATE Registrations SET
          Failures = Failures + 1, NotBefore = @next, Reason = @reason, Pending = CASE WHEN @doubt THEN Pending ELSE NULL END,
          Claim = NULL, ClaimNode = NULL, ClaimUntil = NULL
        WHERE PartnerId = @partner AND Claim = @claim
        """);

    private readonly Statement release = journal.Prepare(
        "UPDATE Registrations SET Claim = NULL, ClaimNode = NULL, ClaimUntil = NULL WHERE PartnerId = @partner AND Claim = @claim");

    private readonly Statement end = journal.Prepare(
        """
        INSERT INTO Registrations (PartnerId, Registered, Spent, ChangedAt, Failures, NotBefore) VALUES (@partner, @no, @spent, @now, 0, @now)
        ON CONFLICT (PartnerId) DO UPDATE SET
          Registered = excluded.Registered, Version = NULL, VersionsUrl = NULL, TokenForm = NULL, Inbound = NULL, Former = NULL, FormerUntil = NULL,
          Pending = NULL, Outbound = NULL, Spent = excluded.Spent, ChangedAt = excluded.ChangedAt, Failures = 0, NotBefore = excluded.NotBefore,
          Reason = NULL, Claim = NULL, ClaimNode = NULL, ClaimUntil = NULL
        """);

    private readonly Statement confirm = journal.Prepare(
        "UPDATE Registrations SET Former = NULL, FormerUntil = NULL WHERE PartnerId = @partner AND Inbound = @inbound");

    private readonly Statement change = journal.Prepare("INSERT INTO Changes (Subject, At) VALUES (@subject, @at)");

    /// <summary>Begins a handshake; false when another is under way.</summary>
    /// <param name="pending">SHA-256 of the token that it offers to them; null when they began it.</param>
    public bool Claim(string partner, string claimId, string node, byte[]? pending, DateTimeOffset now, DateTimeOffset until, DateTimeOffset former, DateTimeOffset dead) =>
        claim.Execute(partner, false, pending, now, claimId, node, until, former, dead) == 1;

    /// <summary>It was agreed; false when the claim was lost.</summary>
    public bool Settle(string partner, string claimId, RegistrationRow row, DateTimeOffset now)
    {
        if (settle.Execute(row.FormerUntil, row.Inbound, row.Outbound, row.TokenForm, row.Version, row.VersionsUrl, true, row.Spent, now, partner, claimId) != 1)
            return false;
        change.Run($"registration:{partner}", now);
        return true;
    }

    /// <param name="doubt">Perhaps it was taken: what was offered stays good.</param>
    public bool Fail(string partner, string claimId, bool doubt, DateTimeOffset next, string reason) =>
        fail.Execute(next, reason, doubt, partner, claimId) == 1;

    public void Release(string partner, string claimId) => release.Run(partner, claimId);

    /// <summary>Nothing of it counts any more.</summary>
    /// <param name="spent">The registration token that is not to be used again; null for none.</param>
    public void End(string partner, byte[]? spent, DateTimeOffset now) => end.Run(partner, false, spent, now);

    /// <summary>The new token was seen: the former one has ended.</summary>
    public void Confirm(string partner, byte[] inbound) => confirm.Run(partner, inbound);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[claim, settle, fail, release, end, confirm, change]) statement.Dispose();
    }
}
