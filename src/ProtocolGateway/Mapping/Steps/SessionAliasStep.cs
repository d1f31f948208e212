using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 3, towards eMIP.</summary>
internal sealed class SessionAliasStep() : ChargeDetailRecordStep(
    "session-alias", "The serviceSessionId by which the receiver knows the session, beside the CPO's and the eMSP's own ids.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        if (record.EmspSessionId is null && record.AuthorizationReference is not null) completion.Trail?.Made("emsp_session_id", "authorization_reference");
        record = record with { EmspSessionId = record.EmspSessionId ?? record.AuthorizationReference ?? Reference(record, session, completion) };
        if (Known(record, session, completion) is { } known) return Alias(record, known, "the id by which the receiver knows the session", completion);
        // Not an OCPI party's record: its id is a serviceSessionId already.
        if (!completion.Memory.IsIssuersOwn || record.Party is not { } owner || (record.SessionId ?? record.Id) is not { } id) return record;
        return Alias(record, SessionAlias.ForService(owner, id), $"made from {owner.Key}|{id}: the session was not authorised through us", completion);
    }

    private static string? Reference(ChargeDetailRecord record, RememberedSession? session, Completion completion)
    {
        if ((Named(record, session, completion, SessionNameKind.Emsp) ?? session?.AuthorizationReference) is not { } own) return null;
        completion.Supplied("emsp_session_id", "the session's memory", session);
        return own;
    }

    private static string? Known(ChargeDetailRecord record, RememberedSession? session, Completion completion) =>
        Named(record, session, completion, SessionNameKind.Service);

    /// <summary>What the receiver calls it.</summary>
    private static string? Named(ChargeDetailRecord record, RememberedSession? session, Completion completion, SessionNameKind kind)
    {
        if (session is null || (record.CdrToken?.Party ?? session.Emsp) is not { } payer) return null;
        return session.NameOf(StepMemory.Neighbour(completion.Partner, Role.EMSP, payer).Key, kind);
    }

    private static ChargeDetailRecord Alias(ChargeDetailRecord record, string alias, string from, Completion completion)
    {
        completion.Trail?.Made("id", record.Id is null ? "session_id" : "id");
        if (alias == record.SessionId) return record with { Id = alias };
        completion.Supplied("session_id", from);
        completion.Trail?.Made("session_id", record.SessionId is null ? "id" : "session_id");
        completion.Trail?.Made("cpo_session_id", "session_id");
        if (record.Id is { } id && id != alias) completion.Losses.Add(new Loss(LossKind.Cut, "id", $"{id} is told as {alias}"));
        return record with
        {
            Id = alias,
            SessionId = alias,
            CpoSessionId = record.CpoSessionId ?? (completion.Memory.IsIssuersOwn ? record.SessionId : null),
        };
    }
}
