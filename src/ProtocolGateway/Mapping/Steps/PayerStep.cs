using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 3: what the CPO doesn't tell of the sale, the session's memory does.</summary>
internal sealed class PayerStep() : ChargeDetailRecordStep(
    "payer", "The eMSP that pays, its token and its contract or alias, from the session's memory where the record doesn't tell them.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false) is not { Emsp: { } emsp } session) return record;
        var told = record.CdrToken ?? new CdrToken();
        var token = told with { Party = told.Party ?? emsp, ContractId = told.ContractId ?? session.Token?.ContractId };
        // OCPI 2.1.1 names the contract only.
        if (told.Uid is null && session.Token is { Uid: not null } known) token = token with { Uid = known.Uid, Type = known.Type };
        if (token == told) return record;
        completion.Supplied("cdr_token", "the session's memory", session);
        return record with { CdrToken = token };
    }
}
