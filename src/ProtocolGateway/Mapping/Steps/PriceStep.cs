using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, currency and total_cost, for what the step <c>rate</c> left without.</summary>
internal sealed class PriceStep() : ChargeDetailRecordStep(
    "price", "What it costs: a record without a price is held, unless the agreement wants 0 with a remark.")
{
    protected override ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation) =>
        new(Complete(record, completion));

    private static Completed Complete(ChargeDetailRecord record, Completion completion)
    {
        if (Pricing.WhatLacks(record, completion.Source) is not { } reason) return record;
        var unrated = completion.Memory.Unrated;
        if (unrated is not null) reason = $"{reason}, and {unrated.Reason}";
        if (completion.Agreement is not { Unpriced: UnpricedPolicy.ZeroWithRemark, Currency: { } currency })
            return new Hold("NoPrice", $"There is no price: {reason}. The agreement may {(unrated is null ? "name a Tariff, or " : "")}say \"Unpriced\": \"zero-with-remark\".", unrated?.WaitsFor ?? "settings");

        completion.Supplied("total_cost", $"0 {currency} by the agreement's Unpriced: {reason}", completion.Agreement);
        completion.Trail?.Took("currency", completion.Agreement);
        var marked = record.Remark?.StartsWith(Pricing.Unpriced, StringComparison.Ordinal) == true;
        return record with
        {
            TotalCost = new Price { BeforeTaxes = 0 },
            Currency = currency,
            Remark = marked ? record.Remark : $"{Pricing.Unpriced} {record.Remark}".TrimEnd(),
        };
    }
}
