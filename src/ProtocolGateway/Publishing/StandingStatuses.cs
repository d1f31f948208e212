using ProtocolGateway.Canonical;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Publishing;

/// <summary>
/// Locations with their EVSEs as they stand now. Statuses are told by the thousand, apart from the locations: what is stored of a location
/// has those of the time at which it was told as a whole.
/// </summary>
public static class StandingStatuses
{
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    public static Location Apply(this IEvseStates states, Location location) => Apply(location, states.Find);

    /// <param name="find">How an EVSE of the location stands.</param>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    internal static Location Apply(Location location, Func<Location, Evse, StandingEvse> find)
    {
        var evses = (location.Evses ?? []).Select(evse => Apply(evse, find(location, evse))).ToList();
        if (evses.SequenceEqual(location.Evses ?? [], ReferenceEqualityComparer.Instance)) return location;
        var newest = evses.Max(e => e.LastUpdated);
        return location with { Evses = evses, LastUpdated = newest > location.LastUpdated ? newest : location.LastUpdated };
    }

    /// <summary>The location tells another status, and a newer one, than was reported of the EVSE last.</summary>
    internal static bool IsOvertaken(this IEvseStates states, Location location, Evse evse)
    {
        var standing = states.Find(location, evse);
        return Later(standing.Availability?.ChangedAt, standing.Busy?.ChangedAt) is { } since && since < evse.LastUpdated && standing.Status != evse.Status;
    }

    private static Evse Apply(Evse evse, StandingEvse standing)
    {
        var since = Later(standing.Availability?.ChangedAt, standing.Busy?.ChangedAt);
        return since is null || since <= evse.LastUpdated ? evse : evse with { Status = standing.Status, LastUpdated = since };
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
