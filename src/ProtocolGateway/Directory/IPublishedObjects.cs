using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>What partners publish, as it is now: lists and single objects, for those who ask for them.</summary>
public interface IPublishedObjects
{
    /// <summary>
    /// A page of what is seen, in the order in which the objects came first: that order never changes, and whoever goes on after the last
    /// object of a page misses and doubles nothing, whatever changes meanwhile.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    PublishedPage List(PublishedList list);

    /// <summary>Null for one that nobody published, or that was withdrawn.</summary>
    /// <param name="key">See <see cref="PublishedKeys"/>.</param>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    PublishedObject? Find(PublishedKind kind, PartyId owner, string key);
}

/// <summary>Which objects are asked for.</summary>
public sealed record PublishedList
{
    public required PublishedKind Kind { get; init; }

    public required PublishedSight Sight { get; init; }

    /// <summary>last_updated, inclusive; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>last_updated, exclusive; null for no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Goes on after the object with this <see cref="PublishedObject.Number"/>; 0 from the beginning.</summary>
    public long After { get; init; }

    /// <summary>Leaves out so many after that.</summary>
    public int Offset { get; init; }

    public required int Limit { get; init; }

    /// <summary>How many the whole list has, where that is known already; null to have them counted.</summary>
    public long? Total { get; init; }
}

/// <summary>A part of a list.</summary>
/// <param name="Total">How many objects the whole list has, whatever <see cref="PublishedList.After"/>, Offset and Limit.</param>
public sealed record PublishedPage(IReadOnlyList<PublishedObject> Objects, long Total);

/// <summary>An object that a partner publishes.</summary>
/// <param name="Number">Its place in lists; it never changes.</param>
/// <param name="PartnerId">Who said it last.</param>
/// <param name="Record">A <see cref="Location"/>, <see cref="Tariff"/>, <see cref="Token"/> ... by its kind.</param>
public sealed record PublishedObject(long Number, PublishedKind Kind, string Owner, string Key, DateTimeOffset LastUpdated, string PartnerId, object Record)
{
    /// <summary>The record as the journal keeps it.</summary>
    internal byte[] Body { get; init; } = [];
}
