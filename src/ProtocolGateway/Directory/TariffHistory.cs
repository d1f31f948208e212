using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>All that was told of one tariff. A version counts from its last_updated on, and within its own start and end.</summary>
public sealed class TariffHistory(IEnumerable<Tariff> versions)
{
    private readonly List<Tariff> versions = [.. versions.OrderBy(t => t.LastUpdated ?? DateTimeOffset.MinValue)];

    /// <summary>
    /// The tariff by which a session is charged that began then: the newest version that was told by then and had begun; where none
    /// was, the oldest of the later ones that says of itself that it covers that time. Null when it had ended, or nothing covers that time.
    /// </summary>
    public Tariff? At(DateTimeOffset time)
    {
        var told = versions.LastOrDefault(v => (v.LastUpdated is null || v.LastUpdated <= time) && !(v.StartDateTime > time));
        if (told is not null) return told.EndDateTime <= time ? null : told;
        return versions.Find(v => v.LastUpdated > time && !(v.StartDateTime > time) && !(v.EndDateTime <= time));
    }
}
