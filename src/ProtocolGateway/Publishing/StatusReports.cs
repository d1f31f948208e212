using ProtocolGateway.Canonical;

namespace ProtocolGateway.Publishing;

/// <summary>What an object says of an EVSE's status, as the report that <see cref="Statuses.IEvseStates"/> takes.</summary>
public static class StatusReports
{
    /// <summary>Null for an EVSE without a public id: nothing else can be told of it than its location.</summary>
    /// <param name="changedAt">When the EVSE doesn't tell when it changed.</param>
    public static EvseStatusReport? Of(PartyId cpo, Evse evse, DateTimeOffset changedAt)
    {
        if (evse is not { EvseId: { } id, Status: { } status } || string.IsNullOrWhiteSpace(id)) return null;
        var at = evse.LastUpdated ?? changedAt;
        var (availability, busy) = EvseStatusTable.Split(status);
        return new()
        {
            Party = cpo,
            EvseId = id,
            Availability = new() { Status = availability, ChangedAt = at },
            Busy = busy is null ? null : new() { Status = busy, ChangedAt = at },
            Status = status,
            LastUpdated = at,
        };
    }
}
