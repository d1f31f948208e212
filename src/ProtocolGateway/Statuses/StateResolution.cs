using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>How an EVSE stands when its own report and those of its pool, station and only connector are put together.</summary>
internal sealed class StateResolution(JournalDatabase database) : IDisposable
{
    private readonly ReaderPool<StateQueries> readers = new(database, connection => new StateQueries(connection));

    /// <summary>See <see cref="IEvseStates.Find"/>.</summary>
    public StandingEvse Find(Location location, Evse evse)
    {
        if (location.Party is not { } owner || evse.EvseId is not { } id) return new(null, null);
        var state = Find(StatusPlace.Of(owner, StatusScope.Evse, id), new PlacedEvse(location, evse));
        return new(state.Availability, state.Busy);
    }

    public ResolvedState Find(StatusPlace evse, PlacedEvse placed) =>
        Ask(queries => Resolve(queries.Find(evse), [.. Wider(evse.Owner, placed).Select(queries.Find).OfType<EvseState>()]));

    /// <summary>What was reported of the places that the EVSE is in.</summary>
    public IReadOnlyList<EvseState> FindWider(string owner, PlacedEvse placed) =>
        Ask<IReadOnlyList<EvseState>>(queries => [.. Wider(owner, placed).Select(queries.Find).OfType<EvseState>()]);

    public T Ask<T>(Func<StateQueries, T> query) => readers.Read(query);

    public void Dispose() => readers.Dispose();

    /// <summary>The newest availability counts, the EVSE's own where two are as old; only the EVSE itself tells whether it is in use.</summary>
    public static ResolvedState Resolve(EvseState? own, IReadOnlyList<EvseState> wider)
    {
        var newest = own;
        foreach (var state in wider)
            if (state.Availability is not null && !(newest?.Availability?.ChangedAt >= state.Availability.ChangedAt)) newest = state;
        // What was heard last is what tells of it.
        var source = newest is null ? own : own is { Source.Document.Length: > 0 } && own.Source.HeardAt >= newest.Source.HeardAt ? own : newest;
        return new(newest?.Availability, own?.Busy, source?.Source);
    }

    /// <summary>An EVSE without a connector's id, or with several connectors, is not told by a connector.</summary>
    public static IEnumerable<StatusPlace> Wider(string owner, PlacedEvse placed)
    {
        if (placed.Location.Id is { } location)
        {
            yield return new(owner, StatusScope.Pool, Ids.Key(location));
            yield return new(owner, StatusScope.Station, Ids.Key(location));
        }
        if (placed.Evse.Connectors is [{ Id: { } connector }]) yield return new(owner, StatusScope.Connector, Ids.Key(connector));
    }
}

/// <param name="Source">The report that told it last; null when nothing was reported.</param>
internal sealed record ResolvedState(AvailabilityReport? Availability, BusyReport? Busy, StateSource? Source)
{
    public EvseStatus Status => EvseStatusTable.Combine(Availability?.Status, Busy?.Status);
}
