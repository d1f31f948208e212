using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>eMIP's two states of an EVSE as OCPI's one (translation.md section 9).</summary>
internal sealed class StatusInOneStep() : RecordStep<EvseStatusReport>("status-in-one", "Availability and busy state as one status, and since when.")
{
    protected override ValueTask<Hold?> CompleteAsync(EvseStatusReport record, Completion completion, CancellationToken cancellation)
    {
        var since = record.Availability?.ChangedAt > record.Busy?.ChangedAt ? record.Availability?.ChangedAt : record.Busy?.ChangedAt ?? record.Availability?.ChangedAt;
        completion.Trail?.Made("status", "availability.status", "busy.status");
        completion.Trail?.Made("last_updated", since == record.Busy?.ChangedAt ? "busy.changed_at" : "availability.changed_at");
        completion.Message = record with
        {
            Status = record.Status ?? EvseStatusTable.Combine(record.Availability?.Status, record.Busy?.Status),
            LastUpdated = record.LastUpdated ?? since ?? completion.At,
        };
        return new((Hold?)null);
    }
}
