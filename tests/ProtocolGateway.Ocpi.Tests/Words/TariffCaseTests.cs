using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>Every worked figure of the specifications (ocpi.md 7.7).</summary>
internal sealed class TariffCaseTests
{
    private const decimal Tolerance = 0.000001m;

    [Test]
    public void Cases_are_at_hand_or_nothing_is_claimed_about_them() => Assert.That(TariffCases.All.Count > 30, Is.EqualTo(Places.Samples is not null));

    [TestCaseSource(typeof(TariffCases), nameof(TariffCases.Names))]
    public void Costs_what_the_specification_says(string name)
    {
        var one = TariffCases.Find(name);
        var (bill, expected) = (Rate(one, StepRule.LastDimension), one["expected"]!);
        Assert.Multiple(() =>
        {
            if (one["price_is_placeholder"] is null)
            {
                Equal(bill.BeforeTaxes, expected["excl_vat"], "before taxes");
                Equal(bill.AfterTaxes, expected["incl_vat"], "after taxes");
                Assert.That(bill.IsBounded, Is.EqualTo(expected["clamped_by"] is not null));
            }
            foreach (var (what, quantity) in expected["billed"]!.AsObject()) Equal(Billed(bill, what), quantity, what);
            foreach (var line in expected["breakdown"]?.AsArray() ?? []) AssertLine(bill, line!);
            if (expected["vat_groups"]?.AsArray() is { Count: > 0 } groups) AssertTaxes(bill, groups);
        });
    }

    [TestCaseSource(typeof(TariffCases), nameof(TariffCases.Historical))]
    public void Costs_what_older_documents_said_by_their_rule((string Name, decimal Cost) variant) =>
        Assert.That(Rate(TariffCases.Find(variant.Name), StepRule.SessionTotal).BeforeTaxes, Is.EqualTo(variant.Cost).Within(0.0005m));

    private static Bill Rate(JsonObject one, StepRule rule) =>
        Rater.Rate(TariffCases.Tariff(one), TariffCases.Usage(one), rule, out var fault) ?? throw new AssertionException(fault!);

    private static decimal Billed(Bill bill, string what)
    {
        return what switch
        {
            "energy_kwh" => Of(TariffDimensionType.ENERGY, false),
            "time_s" => Of(TariffDimensionType.TIME, false),
            "parking_time_s" => Of(TariffDimensionType.PARKING_TIME, false),
            "reservation_time_s" => Of(TariffDimensionType.TIME, true),
            "flat_count" => Of(TariffDimensionType.FLAT, false),
            "reservation_flat_count" => Of(TariffDimensionType.FLAT, true),
            _ => throw new AssertionException($"{what} is nothing that is billed"),
        };

        decimal Of(TariffDimensionType dimension, bool reservation) =>
            bill.Lines.Where(l => l.Dimension == dimension && l.IsReservation == reservation).Sum(l => l.Quantity);
    }

    private static void AssertLine(Bill bill, JsonNode expected)
    {
        var dimension = Enum.Parse<TariffDimensionType>((string)expected["dimension"]!);
        var reservation = (string)expected["applies_to"]! == "RESERVATION";
        // Two elements of one price are one line there.
        var lines = bill.Lines.Where(l => l.Dimension == dimension && l.IsReservation == reservation && l.Price == expected["price"]!.GetValue<decimal>()).ToList();
        var unit = (string)expected["unit"]! == "h" ? 3600m : 1m;
        Equal(lines.Sum(l => l.Quantity) / unit, expected["quantity"], $"{dimension} at {expected["price"]}");
        Equal(lines.TrueForAll(l => l.BeforeTaxes is not null) ? lines.Sum(l => l.BeforeTaxes) : null, expected["cost_excl_vat"], $"cost of {dimension} at {expected["price"]}");
    }

    private static void AssertTaxes(Bill bill, JsonArray groups)
    {
        Assert.That(bill.Taxes?.Select(t => t.Percentage), Is.EqualTo(groups.Select(g => g!["vat_percent"]!.GetValue<decimal>())));
        foreach (var (tax, group) in bill.Taxes!.Zip(groups)) Equal(tax.Amount, group!["vat_amount"], $"VAT of {tax.Percentage} %");
    }

    private static void Equal(decimal? found, JsonNode? expected, string what)
    {
        if (expected is null) Assert.That(found, Is.Null, what);
        else Assert.That(found, Is.EqualTo(expected.GetValue<decimal>()).Within(Tolerance), what);
    }
}
