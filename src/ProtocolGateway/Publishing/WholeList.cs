using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Publishing;

/// <summary>
/// What a partner's list of everything showed, page after page, from its beginning. One that was interrupted, or that somebody else goes on with,
/// shows nothing of what is missing: the next one does.
/// </summary>
/// <param name="module">The protocol's own name of the list, as in <see cref="Absences.CatchUp.Module"/>.</param>
/// <param name="owners">Whose objects it has; null for those of everybody whom the partner speaks for.</param>
/// <param name="beganAt">What came later by other ways can't be missing.</param>
public sealed class WholeList(Partner partner, PublishedKind kind, string module, IReadOnlyCollection<PartyId>? owners, DateTimeOffset beganAt)
{
    // Lists are long: of each name a digest. Two that meet hide that one is missing, and hurt nobody.
    private readonly HashSet<long> seen = [];
    private readonly HashSet<string> unread = [];

    public Partner Partner => partner;

    public PublishedKind Kind => kind;

    public string Module => module;

    public DateTimeOffset BeganAt => beganAt;

    /// <summary>Why it doesn't show what is missing; null while it does.</summary>
    public string? Broken { get; private set; }

    /// <summary>How many different objects it showed.</summary>
    public int Count => seen.Count + unread.Count;

    public void Add(ImportReport page)
    {
        foreach (var name in page.Names) seen.Add(Digest(name));
    }

    /// <summary>It showed an object that can't be read.</summary>
    /// <param name="id">Its id, where that can be read at least.</param>
    public void AddUnread(string? id)
    {
        if (string.IsNullOrWhiteSpace(id)) Break("an object that can't be read tells no id");
        else unread.Add(PublishedKeys.Of(id));
    }

    public void Break(string reason) => Broken ??= reason;

    internal bool Shows(PublishedName name) => seen.Contains(Digest(name)) || unread.Contains(name.Key.Split('|')[0]);

    internal bool Covers(PublishedName name) => owners is null || owners.Any(o => o.Key == name.Owner);

    private static long Digest(PublishedName name) => JournalName.Of(name.Owner, name.Key);
}
