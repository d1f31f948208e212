using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, CDRNature 2: a session that its CPO tells whole (OCPI), as a reading.</summary>
internal sealed class SessionReadingStep() : RecordStep<Session>(
    "session-reading", "When a session's meters were read, where, and whose card it is, where its CPO tells the session whole.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record is not { Status: not null, LastUpdated: { } updated }) return null;
        var read = record with { ReadAt = record.ReadAt ?? updated, TotalTime = record.TotalTime ?? (updated - record.StartDateTime) };
        completion.Supplied("read_at", "last_updated");
        completion.Trail?.Made("read_at", "last_updated");
        completion.Trail?.Made("total_time", "start_date_time", "last_updated");
        if (record.TotalTime is null) completion.Supplied("total_time", "from start_date_time to last_updated");
        if (StepMemory.Told(record.EvseId) is null)
        {
            if (await SessionPlaceStep.FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { Exact: true, Evse.EvseId: { } evse } place)
                return Missing(record);
            completion.Supplied("evse_id", "the directory, by the CPO's own id", place.Location);
            read = read with { EvseId = evse };
        }
        completion.Message = read with { CdrToken = await TokenAsync(record, completion, cancellation).ConfigureAwait(false) };
        return null;
    }

    /// <summary>OCPI 2.1.1 names the contract only.</summary>
    private static async ValueTask<CdrToken?> TokenAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record is not { Party: { } cpo, Id: { } id } || record.CdrToken is { Uid: not null, Type: not null }) return record.CdrToken;
        var sender = StepMemory.Neighbour(completion.Source, Role.CPO, cpo);
        if (await completion.Sessions.FindAsync(sender.Key, id, cancellation).ConfigureAwait(false) is not { Token: { } token } session) return record.CdrToken;
        completion.Supplied("cdr_token", "the session's memory", session);
        return token with { ContractId = token.ContractId ?? record.CdrToken?.ContractId };
    }

    private static Hold Missing(Session record) => StepMemory.Told(record.EvseUid) is { } uid && record.Party is { } cpo
        ? new("NoLocation", $"The directory has no public EVSE id for {cpo}'s EVSE uid {uid}. Import it (locations import).", Subjects.EvseUid(cpo, uid))
        : new("NoLocation", "The session names no EVSE.");
}
