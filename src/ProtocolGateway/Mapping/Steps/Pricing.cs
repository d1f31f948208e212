using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>When a record names a price (translation.md section 4, currency and total_cost).</summary>
internal static class Pricing
{
    /// <summary>How a remark begins that tells a cost of 0 to be a stopgap.</summary>
    public const string Unpriced = "[?]";

    /// <summary>What the record says instead of a price; null when it names one.</summary>
    public static string? WhatLacks(ChargeDetailRecord record, Partner? source)
    {
        if (record.TotalCost?.BeforeTaxes is not { } cost) return "the record names no cost";
        if (string.IsNullOrWhiteSpace(record.Currency)) return "the record names a cost without its currency";
        if (record.Remark?.StartsWith(Unpriced, StringComparison.Ordinal) == true) return $"the record's remark begins {Unpriced}: its cost is a stopgap";
        return cost == 0 && source?.ZeroMeansUnknown == true ? ZeroIsUnknown(source) : null;
    }

    public static string ZeroIsUnknown(Partner source) => $"a cost of 0 from '{source.Id}' means that it doesn't know";
}
