namespace ProtocolGateway.Canonical;

/// <summary>Money, in the currency of the record it belongs to.</summary>
public sealed record Price
{
    public decimal? BeforeTaxes { get; init; }

    public IReadOnlyList<TaxAmount>? Taxes { get; init; }
}

public sealed record TaxAmount
{
    public string? Name { get; init; }

    public string? AccountNumber { get; init; }

    public decimal? Percentage { get; init; }

    public decimal? Amount { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>A bound of what a session may cost.</summary>
public sealed record PriceLimit
{
    public decimal? BeforeTaxes { get; init; }

    public decimal? AfterTaxes { get; init; }
}
