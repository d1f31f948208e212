using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 1, rule 2.</summary>
internal sealed class LastUpdatedStep() : ChargeDetailRecordStep(
    "last-updated", "When a record that we make became deliverable; a record's own date stays as it is.")
{
    protected override ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.LastUpdated is not null) return new(record);
        completion.Supplied("last_updated", "the moment from which it could be delivered");
        return new(record with { LastUpdated = record.EndDateTime > completion.At ? record.EndDateTime : completion.At });
    }
}
