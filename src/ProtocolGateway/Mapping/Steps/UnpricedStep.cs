using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, currency and total_cost, for receivers that need no price.</summary>
internal sealed class UnpricedStep() : ChargeDetailRecordStep(
    "unpriced", "Leaves out a cost that only stands for an unknown one, for receivers that can do without.")
{
    protected override ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.TotalCost is null || Pricing.WhatLacks(record, completion.Source) is not { } reason) return new(record);
        completion.Losses.Add(new Loss(LossKind.Untold, "total_cost", reason));
        return new(record with { TotalCost = null, Currency = null });
    }
}
