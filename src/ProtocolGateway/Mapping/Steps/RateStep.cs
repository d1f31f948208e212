using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 10: a record without a price is rated where its agreement names a tariff and the cost is certain.</summary>
internal sealed class RateStep() : ChargeDetailRecordStep(
    "rate", "What a record without a price costs by the tariff that the agreement names, where that is certain.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (Pricing.WhatLacks(record, completion.Source) is null) return record;
        if (await AgreedPrice.FindKeptAsync(completion, cancellation).ConfigureAwait(false) is { } kept) return kept.ApplyTo(record);
        (completion.Rated, completion.Memory.Unrated) =
            await AgreedPrice.RateAsync(completion.Memory.AsTold ?? record, record.CdrLocation, completion, cancellation).ConfigureAwait(false);
        return completion.Rated?.ApplyTo(record) ?? record;
    }
}
