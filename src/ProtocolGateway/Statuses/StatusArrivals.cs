using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>
/// Notices locations that arrive or change: the states that were kept for their EVSEs are looked at again, and so are EVSEs that
/// come under a pool, station or connector that was reported before. At a start every location counts as arrived.
/// </summary>
internal sealed class StatusArrivals(
    IPlaces places, StateResolution states, JournalWriter writer, Node node, TimeProvider time, ILogger<StatusArrivals> logger)
{
    private const int Piece = 500;

    private Places seen = Places.None;

    public async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            var now = places.Look();
            if (ReferenceEquals(now, seen)) return;
            foreach (var arrived in Find(now).Chunk(Piece))
            {
                cancellation.ThrowIfCancellationRequested();
                var written = await writer.WriteAsync(new ArrivalWork(arrived, node, time.GetUtcNow())).ConfigureAwait(false);
                if (written.Unavailable is not { } unavailable) continue;
                // The next round does it all again.
                StatusLog.ArrivalsNotFollowed(logger, unavailable.Text);
                return;
            }
            seen = now;
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            StatusLog.NotSearched(logger, e);
        }
    }

    private IEnumerable<Arrival> Find(Places now)
    {
        var wide = states.Ask(queries => queries.Wide());
        foreach (var placed in ReferenceEquals(now.Before, seen) ? now.Changed : now.Placed)
        {
            if (seen.Find(placed) is { } before && HasSamePlaces(before.Location, placed.Location)) continue;
            var location = placed.Location;
            foreach (var evse in location.Evses ?? [])
                if (EvseStates.EvsesOf(location.Party!, [evse]) is [var (place, id)])
                    yield return new(place, id, StateResolution.Wider(place.Owner, new(location, evse)).FirstOrDefault(wide.Contains));
        }
    }

    /// <summary>The same EVSEs and connectors under the same ids.</summary>
    private static bool HasSamePlaces(Location one, Location other) => ReferenceEquals(one, other) || IdsIn(one).SequenceEqual(IdsIn(other));

    private static IEnumerable<string?> IdsIn(Location location) =>
        [location.Id, .. (location.Evses ?? []).SelectMany(e => (IEnumerable<string?>)[e.EvseId, .. (e.Connectors ?? []).Select(c => c.Id)])];

    /// <param name="Under">What was reported of where it is; null when nothing was.</param>
    private sealed record Arrival(StatusPlace Evse, string Id, StatusPlace? Under);

    private sealed class ArrivalWork(IReadOnlyList<Arrival> arrived, Node node, DateTimeOffset now) : JournalWork<bool>
    {
        public override IReadOnlyCollection<long> Names => [StateWork.Name(node)];

        protected override bool Write(JournalSession journal)
        {
            foreach (var (evse, id, under) in arrived.OrderBy(a => a.Evse.Owner, StringComparer.Ordinal).ThenBy(a => a.Evse.Key, StringComparer.Ordinal))
                if (under is null) journal.States.Wake(evse, now);
                else if (journal.States.Find(under) is { } known) journal.States.Mark(evse, id, known.Source, now);
            return true;
        }
    }
}
