using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 8: what a CPO tells by events and readings, as the session that OCPI tells whole.</summary>
internal sealed class WholeSessionStep() : RecordStep<Session>(
    "whole-session", "The session as a whole, with how it was authorised, where its CPO reports only what happens to it.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        // Whoever dates its sessions tells them whole.
        if (record.LastUpdated is not null) return null;
        var memory = await FindAsync(record, completion, cancellation).ConfigureAwait(false);
        var whole = record;
        if (record.Status is null)
        {
            whole = SessionWhole.Of(
                memory ?? SessionLearning.Learn(new RememberedSession { Id = Guid.Empty }, record), record, completion.Source?.Sessions ?? SessionSettings.Default);
            completion.Supplied("status", "what its CPO has reported so far", memory);
            if (memory is not null) completion.Trail?.Took("", memory);
        }
        if (whole.Status is SessionStatus.COMPLETED && memory is { State: not SessionState.CLOSED })
            completion.Supplied("kwh", "the last reading: the session is completed without its record");
        if (whole.AuthMethod is null)
        {
            completion.Supplied("auth_method", memory?.AuthMethod is null ? "WHITELIST: the session was not authorised through us" : "the session's memory", memory);
            whole = whole with
            {
                AuthMethod = memory?.AuthMethod ?? AuthMethod.WHITELIST,
                AuthorizationReference = whole.AuthorizationReference ?? memory?.AuthorizationReference,
            };
        }
        completion.Message = whole;
        return whole.Kwh is null ? new Hold("NoEnergy", "No reading of the session has come since its start, and 0 kWh may be wrong by now.") : null;
    }

    private static async ValueTask<RememberedSession?> FindAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record.Party is not { } cpo || record.Id is not { } id) return null;
        var sender = StepMemory.Neighbour(completion.Source, Role.CPO, cpo);
        return await completion.Sessions.FindAsync(sender.Key, id, cancellation).ConfigureAwait(false)
            ?? (record.CpoSessionId is { } own ? await completion.Sessions.FindAsync(cpo.Key, own, cancellation).ConfigureAwait(false) : null);
    }
}
