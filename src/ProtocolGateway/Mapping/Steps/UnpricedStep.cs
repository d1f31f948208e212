using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>
/// translation.md section 4, currency and total_cost, for receivers that need no price: a mandatory field that nothing supplies holds a
/// record (section 1, rule 2), and theirs is not.
/// </summary>
internal sealed class UnpricedStep() : ChargeDetailRecordStep(
    "unpriced", "Leaves out a cost that only stands for an unknown one, for receivers that can do without, and reports why the agreement's tariff gave none.")
{
    protected override ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var unrated = completion.Memory.Unrated;
        if ((record.TotalCost is null && unrated is null) || Pricing.WhatLacks(record, completion.Source) is not { } reason) return new(record);
        completion.Losses.Add(new Loss(LossKind.Untold, "total_cost", unrated is null ? reason : $"{reason}, and {unrated.Reason}"));
        return new(record with { TotalCost = null, Currency = null });
    }
}
