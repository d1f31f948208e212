using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 3: what the CPO doesn't tell of the sale, the session's memory does.</summary>
internal sealed class PayerStep() : ChargeDetailRecordStep(
    "payer", "The eMSP that pays, and its contract or alias, from the session's memory where the record doesn't tell them.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false) is not { Emsp: { } emsp } session) return record;
        var token = record.CdrToken ?? new CdrToken();
        var alias = session.Token?.ContractId;
        if (token.Party is not null && (token.ContractId is not null || alias is null)) return record;
        completion.Supplied("cdr_token", "the session's memory");
        return record with { CdrToken = token with { Party = token.Party ?? emsp, ContractId = token.ContractId ?? alias } };
    }
}
