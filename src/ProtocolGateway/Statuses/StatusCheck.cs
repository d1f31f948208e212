using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Statuses;

/// <summary>Whether a report says what it must, and whether its times can be true. Places are canonical names.</summary>
internal static class StatusCheck
{
    /// <summary>So far may the CPO's clock be ahead of ours (translation.md section 9).</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Fault> FindFaults(EvseStatusReport report)
    {
        var faults = new List<Fault>(0);
        if (report.Party is null) faults.Add(new("party", "missing: nobody knows whose it is"));
        if (Place(report) is null) faults.Add(new("evse_id", "missing: nobody knows what is reported on"));
        if (report.Availability?.Status is null && report.Busy?.Status is null)
            faults.Add(new("availability.status", "missing, and so is the busy status: nothing is reported"));
        return faults;
    }

    /// <summary>What it is about.</summary>
    public static (StatusPlace Place, string Id)? Place(EvseStatusReport report)
    {
        foreach (var (scope, id) in (ReadOnlySpan<(StatusScope, string?)>)[
            (StatusScope.Evse, report.EvseId), (StatusScope.Connector, report.ConnectorId), (StatusScope.Station, report.StationId),
            (StatusScope.Pool, report.PoolId)])
            if (report.Party is { } party && !string.IsNullOrWhiteSpace(id)) return (StatusPlace.Of(party, scope, id), id.Trim());
        return null;
    }

    /// <summary>
    /// The halves that say something. A time too far ahead of our clock is taken as now, or no report could follow it; a missing
    /// one is when it was heard.
    /// </summary>
    public static (AvailabilityReport?, BusyReport?) Settle(EvseStatusReport report, DateTimeOffset now, List<Loss> losses) => (
        report.Availability is { Status: not null } availability
            ? availability with { ChangedAt = Settle(availability.ChangedAt, "availability.changed_at", now, losses) }
            : null,
        report.Busy is { Status: not null } busy ? busy with { ChangedAt = Settle(busy.ChangedAt, "busy.changed_at", now, losses) } : null);

    private static DateTimeOffset Settle(DateTimeOffset? changedAt, string place, DateTimeOffset now, List<Loss> losses)
    {
        if (changedAt is { } said && said <= now + ClockTolerance) return said;
        losses.Add(changedAt is null
            ? new(LossKind.Supplied, place, "no time was said; when it was heard is taken")
            : new(LossKind.Repaired, place, $"{changedAt.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} is more than 5 minutes ahead of our clock; when it was heard is taken"));
        return now;
    }
}
