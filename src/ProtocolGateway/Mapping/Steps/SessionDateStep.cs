using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 1, rule 2.</summary>
internal sealed class SessionDateStep() : RecordStep<Session>(
    "session-date", "When a session that we tell whole became deliverable; a CPO's own date stays as it is.")
{
    protected override ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record.LastUpdated is not null) return new((Hold?)null);
        completion.Supplied("last_updated", "the moment from which it could be delivered");
        completion.Message = record with { LastUpdated = record.EndDateTime > completion.At ? record.EndDateTime : completion.At };
        return new((Hold?)null);
    }
}
