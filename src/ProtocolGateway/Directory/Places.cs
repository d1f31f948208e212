using System.Collections.Immutable;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>Every location as it is now, at one glance: for what can't be asked for by an EVSE's id. Immutable.</summary>
public sealed class Places
{
    private readonly ImmutableDictionary<(string Owner, string Key), PlacedLocation> locations;
    private readonly ImmutableDictionary<(string Owner, string Key), Location> byId;

    // Of each connector's name the locations that have it, by their keys, with the EVSE that does: many call every connector "1".
    private readonly ImmutableDictionary<(string Owner, string Key), ImmutableDictionary<string, Named>> byConnector;

    internal Places(IReadOnlyCollection<PlacedLocation> locations) : this(None, locations) { }

    private Places() => (locations, byId, byConnector) = (
        ImmutableDictionary<(string, string), PlacedLocation>.Empty, ImmutableDictionary<(string, string), Location>.Empty,
        ImmutableDictionary<(string, string), ImmutableDictionary<string, Named>>.Empty);

    private Places(Places before, IReadOnlyCollection<PlacedLocation> changed)
    {
        Before = before;
        var (all, ids, connectors) = (before.locations.ToBuilder(), before.byId.ToBuilder(), before.byConnector.ToBuilder());
        foreach (var now in changed)
        {
            var name = (now.Owner, now.Key);
            if (all.TryGetValue(name, out var known)) Forget(known, ids, connectors);
            all[name] = now;
            ids.TryAdd((now.Owner, Ids.Key(now.Location.Id!)), now.Location);
            foreach (var (connector, named) in Connectors(now))
                connectors[connector] = connectors.GetValueOrDefault(connector, NobodyNamed).SetItem(now.Key, named);
        }
        (locations, byId, byConnector) = (all.ToImmutable(), ids.ToImmutable(), connectors.ToImmutable());
        Changed = changed;
    }

    public static Places None { get; } = new();

    public IEnumerable<Location> All => locations.Values.Select(l => l.Location);

    /// <summary>The glance before this one, and what has changed since.</summary>
    internal Places? Before { get; private set; }

    internal IReadOnlyCollection<PlacedLocation> Changed { get; } = [];

    internal IEnumerable<PlacedLocation> Placed => locations.Values;

    internal PlacedLocation? Find(PlacedLocation same) => locations.GetValueOrDefault((same.Owner, same.Key));

    /// <summary>The same with these in the place of what was known of them.</summary>
    internal Places With(IReadOnlyCollection<PlacedLocation> changed)
    {
        // Who looks seldom looks at everything: earlier glances need not be kept for it.
        Before = null;
        return new(this, changed);
    }

    /// <summary>The location that a pool or station id names: they are compared without separators (translation.md sections 2 and 10).</summary>
    public Location? FindLocation(PartyId owner, string id) => byId.GetValueOrDefault((owner.Key, Ids.Key(id)));

    /// <summary>The EVSE with that connector and no other; null when there is none, or several have a connector of that name.</summary>
    public (Location Location, Evse Evse)? FindOnlyConnector(PartyId owner, string id) =>
        byConnector.TryGetValue((owner.Key, Ids.Key(id)), out var found) && found.Count == 1 && found.Values.First() is { Only: { Connectors.Count: 1 } only } named
            ? (named.Location, only)
            : null;

    /// <summary>Whether any EVSE has a connector of that name.</summary>
    public bool HasConnector(PartyId owner, string id) => byConnector.ContainsKey((owner.Key, Ids.Key(id)));

    private static void Forget(
        PlacedLocation known, ImmutableDictionary<(string, string), Location>.Builder ids,
        ImmutableDictionary<(string, string), ImmutableDictionary<string, Named>>.Builder connectors)
    {
        var id = (known.Owner, Ids.Key(known.Location.Id!));
        if (ids.TryGetValue(id, out var own) && ReferenceEquals(own, known.Location)) ids.Remove(id);
        foreach (var (connector, _) in Connectors(known))
        {
            var others = connectors.GetValueOrDefault(connector, NobodyNamed).Remove(known.Key);
            if (others.IsEmpty) connectors.Remove(connector);
            else connectors[connector] = others;
        }
    }

    private static IEnumerable<((string Owner, string Key) Connector, Named Named)> Connectors(PlacedLocation placed) =>
        from evse in placed.Location.Evses ?? []
        from connector in evse.Connectors ?? []
        where connector.Id is not null
        group evse by Ids.Key(connector.Id!) into named
        select ((placed.Owner, named.Key), new Named(placed.Location, named.ToList() is [var only] ? only : null));

    private static ImmutableDictionary<string, Named> NobodyNamed { get; } = ImmutableDictionary.Create<string, Named>(StringComparer.Ordinal);

    /// <summary>A location that has a connector of a name.</summary>
    /// <param name="Only">Its EVSE that does; null when several do.</param>
    private sealed record Named(Location Location, Evse? Only);
}

/// <summary>The newest version of a location.</summary>
internal sealed record PlacedLocation(string Owner, string Key, DateTimeOffset ReceivedAt, Location Location);

/// <summary>Where <see cref="Places"/> come from.</summary>
public interface IPlaces
{
    /// <summary>As of a few seconds ago at most.</summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    Places Look();
}
