using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>Published objects in the journal's database.</summary>
internal sealed class JournalPublished(JournalDatabase database) : IPublishedObjects, IDisposable
{
    private readonly ReaderPool<PublishedQueries> readers = new(database, connection => new PublishedQueries(connection));

    public PublishedPage List(PublishedList list)
    {
        if (list.Sight.Owners.Count == 0) return new([], 0);
        var filter = new PublishedFilter(
            list.Kind, Keys(list.Sight.Owners), Keys(list.Sight.Restricted), list.From ?? DateTimeOffset.UnixEpoch, list.To ?? DateTimeOffset.MaxValue)
        {
            Readers = list.Sight.Readers,
        };
        var (page, total) = readers.Read(queries => (queries.Page(filter, list.After, list.Limit, list.Offset), list.Total ?? queries.Count(filter)));
        return new([.. page.Select(Object)], total);
    }

    public PublishedObject? Find(PublishedKind kind, PartyId owner, string key) =>
        Entry(new(kind, owner.Key, key)) is { Withdrawn: false } entry ? Object(entry) : null;

    public void Dispose() => readers.Dispose();

    /// <summary>Withdrawn ones, too.</summary>
    internal PublishedEntry? Entry(PublishedName name) => readers.Read(queries => queries.Find(name));

    internal IReadOnlyList<long> Untold(int most) => readers.Read(queries => queries.Untold(most));

    internal IReadOnlyList<ListedObject> Listed(PublishedKind kind, string partner) => readers.Read(queries => queries.Listed(kind, partner));

    internal static object Record(PublishedEntry entry) => CanonicalJson.Read(entry.Body, PublishedForm.Of(entry.Name.Kind).Record);

    internal static PublishedObject Object(PublishedEntry entry) =>
        new(entry.Sequence, entry.Name.Kind, entry.Name.Owner, entry.Name.Key, entry.LastUpdated, entry.PartnerId, Record(entry)) { Body = entry.Body };

    private static IReadOnlyList<string> Keys(IEnumerable<PartyId> parties) => [.. parties.Select(p => p.Key)];
}
