using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, auth_method; section 3, authorization_reference.</summary>
internal sealed class AuthMethodStep() : ChargeDetailRecordStep(
    "auth-method", "How it was authorised: from the session's memory; WHITELIST for sessions that nobody asked us about.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.AuthMethod is not null) return record;
        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        if (record.AuthorizationReference is null && session?.AuthorizationReference is { } reference)
        {
            completion.Supplied("authorization_reference", "the session's memory", session);
            record = record with { AuthorizationReference = reference };
        }
        completion.Supplied("auth_method", session?.AuthMethod is null ? "WHITELIST: the session was not authorised through us" : "the session's memory", session);
        return record with { AuthMethod = session?.AuthMethod ?? AuthMethod.WHITELIST };
    }
}
