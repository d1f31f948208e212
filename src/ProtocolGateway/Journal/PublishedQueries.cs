namespace ProtocolGateway.Journal;

/// <summary>What is asked about published objects beside the writer. Owns its connection; for one caller at a time.</summary>
internal sealed class PublishedQueries(JournalConnection connection) : IDisposable
{
    // The owners stand in one text, ",FR798,DEABC,": the same statement for any number of them.
    private const string Seen =
        """
        Kind = @kind AND NOT Withdrawn AND LastUpdated >= @from AND LastUpdated < @to
          AND @owners LIKE '%,' || Owner || ',%' AND (NOT Restricted OR @restricted LIKE '%,' || Owner || ',%')
        """;

    /// <summary>The page is found in an index; only its own rows are read.</summary>
    public const string PageText =
        $"""
        SELECT {Columns} FROM Published p
        JOIN (SELECT Sequence FROM Published WHERE {Seen} AND Sequence > @after ORDER BY Sequence LIMIT @limit OFFSET @offset) n
          ON n.Sequence = p.Sequence
        ORDER BY p.Sequence
        """;

    /// <summary>Of one owner, whatever its objects' times: it is counted already, however long the list is.</summary>
    public const string WholeCountText =
        """
        SELECT CAST(COALESCE(SUM(Objects), 0) AS BIGINT) FROM PublishedCounts
        WHERE Kind = @kind AND Owner = @owner AND (NOT Restricted OR @all)
        """;

    /// <summary>Of one owner within a time: counted in an index, which takes longer the more there are.</summary>
    public const string CountText =
        """
        SELECT COUNT(*) FROM Published
        WHERE Kind = @kind AND Owner = @owner AND LastUpdated >= @from AND LastUpdated < @to AND NOT Withdrawn AND (NOT Restricted OR @all)
        """;

    private const string Columns =
        "p.Sequence, p.Kind, p.Owner, p.ObjectKey, p.LastUpdated, p.Restricted, p.Withdrawn, p.PartnerId, p.ReceivedAt, p.Body, p.Missed, p.Reader";

    private const string Own = $"{Seen} AND @readers LIKE '%,' || Reader || ',%'";

    // Of what is for one party alone there is little: it is looked through.
    private readonly Statement ownPage = connection.Prepare(
        $"SELECT {Columns} FROM Published p WHERE {Own} AND Sequence > @after ORDER BY Sequence LIMIT @limit OFFSET @offset");

    private readonly Statement ownCount = connection.Prepare($"SELECT COUNT(*) FROM Published WHERE {Own}");
    private readonly Statement page = connection.Prepare(PageText);
    private readonly Statement count = connection.Prepare(CountText);
    private readonly Statement wholeCount = connection.Prepare(WholeCountText);

    private readonly Statement find = connection.Prepare(
        $"SELECT {PublishedEntry.Columns} FROM Published WHERE Kind = @kind AND Owner = @owner AND ObjectKey = @key");

    private readonly Statement untold = connection.Prepare("SELECT Sequence FROM Published WHERE Untold ORDER BY Sequence LIMIT @most");

    private readonly Statement listed = connection.Prepare(
        $"""
        SELECT Owner, ObjectKey, ReceivedAt, Missed FROM Published
        WHERE Kind = @kind AND PartnerId = @partner AND NOT Withdrawn AND Missed < {PublishedRow.Gone}
        """);

    public List<PublishedEntry> Page(PublishedFilter filter, long after, int limit, int offset)
    {
        var (kind, owners, restricted) = (Spelling.Of(filter.Kind), Keys(filter.Owners), Keys(filter.Restricted));
        using var rows = filter.Readers is { } readers
            ? ownPage.Read(kind, filter.From, filter.To, owners, restricted, Keys(readers), after, limit, offset)
            : page.Read(kind, filter.From, filter.To, owners, restricted, after, limit, offset);
        var found = new List<PublishedEntry>();
        while (rows.Read()) found.Add(PublishedEntry.Read(rows));
        return found;
    }

    public long Count(PublishedFilter filter)
    {
        if (filter.Readers is { } readers)
        {
            using var own = ownCount.Read(Spelling.Of(filter.Kind), filter.From, filter.To, Keys(filter.Owners), Keys(filter.Restricted), Keys(readers));
            return own.Read() ? own.Number(0) : 0;
        }
        var all = 0L;
        foreach (var owner in filter.Owners)
        {
            var (kind, restricted) = (Spelling.Of(filter.Kind), filter.Restricted.Contains(owner));
            using var rows = filter.IsWhole ? wholeCount.Read(kind, owner, restricted) : count.Read(kind, owner, filter.From, filter.To, restricted);
            if (rows.Read()) all += rows.Number(0);
        }
        return all;
    }

    public PublishedEntry? Find(PublishedName name)
    {
        using var rows = find.Read(Spelling.Of(name.Kind), name.Owner, name.Key);
        return rows.Read() ? PublishedEntry.Read(rows) : null;
    }

    /// <summary>The objects that are still to be owed, the oldest first.</summary>
    public List<long> Untold(int most)
    {
        using var rows = untold.Read(most);
        var found = new List<long>();
        while (rows.Read()) found.Add(rows.Number(0));
        return found;
    }

    /// <summary>What the partner's lists showed, and is not gone.</summary>
    public List<ListedObject> Listed(PublishedKind kind, string partner)
    {
        using var rows = listed.Read(Spelling.Of(kind), partner);
        var found = new List<ListedObject>();
        while (rows.Read()) found.Add(new(new(kind, rows.Text(0), rows.Text(1)), rows.Instant(2), (int)rows.Number(3)));
        return found;
    }

    private static string Keys(IEnumerable<string> owners) => $",{string.Join(',', owners)},";

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[ownPage, ownCount, page, count, wholeCount, find, untold, listed]) statement.Dispose();
        connection.Dispose();
    }
}

/// <summary>An object that a partner's list showed.</summary>
/// <param name="Missed">See <see cref="PublishedRow.Missed"/>.</param>
internal readonly record struct ListedObject(PublishedName Name, DateTimeOffset ReceivedAt, int Missed);

/// <summary>Which objects of a kind are in a list.</summary>
/// <param name="Owners">The keys of those whose objects are.</param>
/// <param name="Restricted">Of whom the restricted ones are, too.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
internal sealed record PublishedFilter(PublishedKind Kind, IReadOnlyList<string> Owners, IReadOnlyList<string> Restricted, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only what is for one of these; null for what is for everybody with an agreement.</summary>
    public IReadOnlyList<string>? Readers { get; init; }

    /// <summary>Whatever their times.</summary>
    public bool IsWhole => From == DateTimeOffset.UnixEpoch && To == DateTimeOffset.MaxValue;
}
