using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>When an EVSE is the one that was asked for (translation.md section 1, rule 6).</summary>
internal static class EvseNames
{
    private const int Bare = 2;
    private const int Exact = 3;

    /// <summary>
    /// By its public id, in any notation. Equal only without separators is found, and told to be no match, unless the directory's id has
    /// none at all, as the French open-data file demands it: that is all there is to compare.
    /// </summary>
    public static PlacedEvse? ById(IEnumerable<LocationHistory> histories, string evseId, DateTimeOffset at)
    {
        var key = Ids.Key(evseId);
        var found = LocationHistory.Best(histories, at, evse =>
            Ids.Same(evse.EvseId, evseId) ? Exact : evse.EvseId is not { } id || Ids.Key(id) != key ? 0 : Ids.Same(id, key) ? Bare : 1);
        return found is null ? null : new PlacedEvse(found.Version.Location, found.Evse, found.Rank >= Bare);
    }

    /// <summary>By its CPO's own id, whatever its case.</summary>
    public static PlacedEvse? ByUid(IEnumerable<LocationHistory> histories, string uid, DateTimeOffset at)
    {
        var found = LocationHistory.Best(histories, at, evse => Ids.Same(evse.Uid, uid) ? Exact : 0);
        return found is null ? null : new PlacedEvse(found.Version.Location, found.Evse);
    }
}
