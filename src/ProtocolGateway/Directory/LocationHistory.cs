using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>All versions of one location, oldest first.</summary>
internal sealed class LocationHistory(IReadOnlyList<LocationVersion> versions)
{
    /// <summary>
    /// The EVSE in the version of that time; where that one doesn't have it, in the last before that does, else in the oldest
    /// known (translation.md section 4, cdr_location). Null when no version has it.
    /// </summary>
    /// <param name="rank">How well an EVSE is what is looked for; 0 for not at all.</param>
    public Find? FindEvse(DateTimeOffset at, Func<Evse, int> rank)
    {
        var next = versions.Count;
        while (next > 0 && versions[next - 1].ValidFrom > at) next--;
        for (var i = next - 1; i >= 0; i--)
            if (In(versions[i], rank, inForce: true) is { } found) return found;
        for (var i = next; i < versions.Count; i++)
            if (In(versions[i], rank, inForce: false) is { } found) return found;
        return null;
    }

    /// <summary>The best of several locations: the best name, then the version in force, then the later of those and the earlier of others.</summary>
    public static Find? Best(IEnumerable<LocationHistory> histories, DateTimeOffset at, Func<Evse, int> rank)
    {
        Find? best = null;
        foreach (var history in histories)
            if (history.FindEvse(at, rank) is { } found && (best is null || found.IsBetterThan(best))) best = found;
        return best;
    }

    private static Find? In(LocationVersion version, Func<Evse, int> rank, bool inForce)
    {
        Find? best = null;
        foreach (var evse in version.Location.Evses ?? [])
            if (rank(evse) is > 0 and var quality && (best is null || quality > best.Rank))
                best = new Find(version, evse, quality, inForce);
        return best;
    }

    internal sealed record Find(LocationVersion Version, Evse Evse, int Rank, bool InForce)
    {
        public bool IsBetterThan(Find other)
        {
            if (Rank != other.Rank) return Rank > other.Rank;
            if (InForce != other.InForce) return InForce;
            return InForce ? Version.ValidFrom > other.Version.ValidFrom : Version.ValidFrom < other.Version.ValidFrom;
        }
    }
}
