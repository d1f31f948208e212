using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>What a usage costs, not rounded.</summary>
public sealed record Bill
{
    /// <summary>In the order in which they were used last.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }

    /// <summary>Null where prices include taxes of an unknown rate.</summary>
    public required decimal? BeforeTaxes { get; init; }

    /// <summary>Null where nothing tells the taxes.</summary>
    public required decimal? AfterTaxes { get; init; }

    /// <summary>The taxes of each rate; null where they aren't known one by one, since a bound took the total's place.</summary>
    public IReadOnlyList<TaxAmount>? Taxes { get; init; }

    /// <summary>The tariff's <c>min_price</c> or <c>max_price</c> took the total's place.</summary>
    public bool IsBounded { get; init; }

    /// <summary>The total as a record tells it; null where what is before taxes is unknown.</summary>
    public Price? Total => Money.Price(BeforeTaxes, AfterTaxes, Taxes);
}

/// <summary>What was billed at one price.</summary>
/// <param name="IsReservation">For the reservation, not for the session.</param>
/// <param name="Element">The place of the price's element in the tariff, from 1.</param>
/// <param name="Price">Per kWh, per hour, or once.</param>
/// <param name="Vat">Per cent.</param>
/// <param name="Quantity">kWh, seconds, or times; steps rounded up.</param>
/// <param name="BeforeTaxes">Null where the price includes taxes of an unknown rate.</param>
/// <param name="AfterTaxes">With what is known of taxes.</param>
public sealed record BillLine(
    TariffDimensionType Dimension, bool IsReservation, int Element, decimal Price, decimal? Vat, decimal Quantity, decimal? BeforeTaxes, decimal AfterTaxes);
