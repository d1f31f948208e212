using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>OCPI 2.1.1 knows a driver by the contract alone: the token behind it matters only where the contract isn't told.</summary>
internal sealed class ContractStep() : ChargeDetailRecordStep("contract", "The contract that pays; what the step 'token' does, where the record tells none.")
{
    private static readonly TokenStep Token = new();

    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.CdrToken?.ContractId is not null) return record;
        var hold = await Token.ApplyAsync(completion, cancellation).ConfigureAwait(false);
        return hold is null ? (ChargeDetailRecord)completion.Message : hold;
    }
}
