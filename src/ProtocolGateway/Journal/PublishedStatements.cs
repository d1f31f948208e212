namespace ProtocolGateway.Journal;

/// <summary>What is written of published objects, within a transaction that the caller holds.</summary>
internal sealed class PublishedStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement find = journal.Prepare(
        $"SELECT {PublishedEntry.Columns} FROM Published WHERE Kind = @kind AND Owner = @owner AND ObjectKey = @key");

    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Published (Kind, Owner, ObjectKey, LastUpdated, Restricted, Withdrawn, Untold, PartnerId, ReceivedAt, Body, Reader)
        VALUES (@kind, @owner, @key, @updated, @restricted, @withdrawn, @untold, @partner, @at, @body, @reader)
        ON CONFLICT (Kind, Owner, ObjectKey) DO UPDATE SET
          LastUpdated = excluded.LastUpdated, Restricted = excluded.Restricted, Withdrawn = excluded.Withdrawn,
          Missed = CASE WHEN Published.Missed IS NULL THEN NULL ELSE 0 END, Untold = (Published.Untold OR excluded.Untold), PartnerId = excluded.PartnerId, ReceivedAt = excluded.ReceivedAt, Body = excluded.Body,
          Reader = excluded.Reader
        """);

    private readonly Statement update = journal.Prepare(
        """
        UPDATE Published SET LastUpdated = @updated, Restricted = @restricted, Withdrawn = @withdrawn, Untold = (Untold OR @untold),
          Missed = CASE WHEN Missed IS NULL THEN NULL ELSE 0 END, PartnerId = @partner, ReceivedAt = @at, Body = @body, Reader = @reader
        WHERE Sequence = @sequence
        """);

    private readonly Statement miss = journal.Prepare("UPDATE Published SET Missed = @missed WHERE Kind = @kind AND Owner = @owner AND ObjectKey = @key");

    private readonly Statement touch = journal.Prepare(
        "UPDATE Published SET LastUpdated = @at WHERE Kind = @kind AND Owner = @owner AND ObjectKey = @key AND LastUpdated < @at");

    private readonly Statement tell = journal.Prepare(
        $"UPDATE Published SET Untold = FALSE WHERE Sequence = @sequence AND Untold RETURNING {PublishedEntry.Columns}");

    /// <summary>Says that the object will be looked for.</summary>
    public void Foresee(PublishedName name) => find.Ahead(Spelling.Of(name.Kind), name.Owner, name.Key);

    public PublishedEntry? Find(PublishedName name)
    {
        using var rows = find.Read(Spelling.Of(name.Kind), name.Owner, name.Key);
        return rows.Read() ? PublishedEntry.Read(rows) : null;
    }

    /// <summary>Puts an object in the place of the one that <see cref="Find"/> found; one that is new comes last in lists. It is there: no list lacks it any more.</summary>
    /// <param name="untold">It is owed to others later, by whichever node takes it.</param>
    public void Put(PublishedEntry? before, PublishedEntry now, bool untold)
    {
        if (before is { Sequence: var sequence })
            update.Run(now.LastUpdated, now.Restricted, now.Withdrawn, untold, now.PartnerId, now.ReceivedAt, now.Body, now.Reader, sequence);
        else
            insert.Run(
                Spelling.Of(now.Name.Kind), now.Name.Owner, now.Name.Key, now.LastUpdated, now.Restricted, now.Withdrawn, untold,
                now.PartnerId, now.ReceivedAt, now.Body, now.Reader);
    }

    /// <summary>What it holds beside its own record has changed: it is found by those who ask for what is new.</summary>
    public void Touch(PublishedName name, DateTimeOffset at) => touch.Run(at, Spelling.Of(name.Kind), name.Owner, name.Key);

    /// <summary>Its partner's list shows it (0), or lacked it so often in turn.</summary>
    public void Miss(PublishedName name, int times) => miss.Run(times, Spelling.Of(name.Kind), name.Owner, name.Key);

    /// <summary>Says that the object will be taken.</summary>
    public void ForeseeTelling(long sequence) => tell.Ahead(sequence);

    /// <summary>Takes an object that is to be owed to others; null when another node has it already.</summary>
    public PublishedEntry? Tell(long sequence)
    {
        using var rows = tell.Read(sequence);
        return rows.Read() ? PublishedEntry.Read(rows) : null;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[find, insert, update, touch, miss, tell]) statement.Dispose();
    }
}

/// <summary>What an object is known by.</summary>
/// <param name="Owner">The key of the party whose it is.</param>
/// <param name="Key">See <see cref="PublishedRow.ObjectKey"/>.</param>
internal readonly record struct PublishedName(PublishedKind Kind, string Owner, string Key);

/// <summary>A row of <see cref="PublishedRow"/>.</summary>
internal sealed record PublishedEntry
{
    public const string Columns = "Sequence, Kind, Owner, ObjectKey, LastUpdated, Restricted, Withdrawn, PartnerId, ReceivedAt, Body, Missed, Reader";

    /// <summary>0 for one that is not stored yet.</summary>
    public long Sequence { get; init; }

    public required PublishedName Name { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public bool Restricted { get; init; }

    public bool Withdrawn { get; init; }

    public required string PartnerId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>See <see cref="PublishedRow.Missed"/>.</summary>
    public int? Missed { get; init; }

    /// <summary>See <see cref="PublishedRow.Reader"/>.</summary>
    public string? Reader { get; init; }

    /// <summary>Its partner's list lacks it, and others were told so: what comes after is news, whatever its time.</summary>
    public bool IsGone => Missed >= PublishedRow.Gone;

    public static PublishedEntry Read(Rows row) => new()
    {
        Sequence = row.Number(0),
        Name = new(Spelling.Published(row.Text(1)), row.Text(2), row.Text(3)),
        LastUpdated = row.Instant(4),
        Restricted = row.Flag(5),
        Withdrawn = row.Flag(6),
        PartnerId = row.Text(7),
        ReceivedAt = row.Instant(8),
        Body = row.Bytes(9),
        Missed = row.IsNull(10) ? null : (int)row.Number(10),
        Reader = row.TextOrNull(11),
    };
}
