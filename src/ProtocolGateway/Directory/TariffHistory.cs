using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>All that was told of one tariff. A version counts from when it was told on, and within its own start and end, until it is withdrawn.</summary>
public sealed class TariffHistory(IEnumerable<TariffVersion> versions)
{
    private readonly List<TariffVersion> versions = [.. versions.OrderBy(v => v.ValidFrom)];

    /// <summary>A history without withdrawals, each version told at its <c>last_updated</c>.</summary>
    public static TariffHistory Of(IEnumerable<Tariff> versions) => new(versions.Select(t => new TariffVersion(t.LastUpdated ?? DateTimeOffset.MinValue, t)));

    /// <summary>
    /// The tariff by which a session is charged that began then: the newest version that was told by then and had begun; where none
    /// was, the oldest of the later ones that says of itself that it covers that time. Null when it had ended or was withdrawn, or
    /// nothing covers that time.
    /// </summary>
    public Tariff? At(DateTimeOffset time)
    {
        if (ToldBy(time) is { } told) return told.Tariff is { } known && !(known.EndDateTime <= time) ? known : null;
        return versions.Find(v => v.Tariff is { } later && !(later.StartDateTime > time) && !(later.EndDateTime <= time))?.Tariff;
    }

    /// <summary>When it was withdrawn, where it was so at that time; else null.</summary>
    public DateTimeOffset? WithdrawnAt(DateTimeOffset time) => ToldBy(time) is { Tariff: null } withdrawal ? withdrawal.ValidFrom : null;

    private TariffVersion? ToldBy(DateTimeOffset time) => versions.LastOrDefault(v => v.ValidFrom <= time && !(v.Tariff?.StartDateTime > time));
}

/// <summary>What was told of a tariff at one time.</summary>
/// <param name="ValidFrom">Its <c>last_updated</c>; where it had been withdrawn after that, when it was published anew.</param>
/// <param name="Tariff">Null: it was withdrawn then.</param>
public sealed record TariffVersion(DateTimeOffset ValidFrom, Tariff? Tariff);
