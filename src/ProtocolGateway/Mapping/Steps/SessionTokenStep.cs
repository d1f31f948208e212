using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>Who pays for a session: found as for its record (translation.md section 4, cdr_token; ocpi.md 6.4).</summary>
/// <param name="token">The same for a record.</param>
internal sealed class SessionTokenStep(string name, string purpose, ChargeDetailRecordStep token) : RecordStep<Session>(name, purpose)
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        completion.Message = new ChargeDetailRecord
        {
            Party = record.Party,
            SessionId = record.Id,
            CpoSessionId = record.CpoSessionId,
            EmspSessionId = record.EmspSessionId,
            CdrToken = record.CdrToken,
            StartDateTime = record.StartDateTime,
            LastUpdated = record.LastUpdated,
        };
        var hold = await token.ApplyAsync(completion, cancellation).ConfigureAwait(false);
        completion.Message = record with { CdrToken = ((ChargeDetailRecord)completion.Message).CdrToken };
        return hold;
    }
}
