using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>Amounts, taxes and bounds (ocpi.md 7.5). Nothing is rounded here: whoever writes a total rounds it, once.</summary>
internal static class Money
{
    private const int SecondsPerHour = 3600;

    public static Bill Of(TariffPlan plan, IReadOnlyList<TallyLine> tally)
    {
        List<BillLine> lines = [.. tally.Select(line => Line(line, plan.Tariff.TaxIncluded))];
        var bill = new Bill { Lines = lines, BeforeTaxes = Before(lines), AfterTaxes = After(lines, plan), Taxes = Taxes(lines, plan) };
        return Bounded(bill, plan);
    }

    /// <summary>Those lines together, as a part of a record's cost; null where there are none, or what is before taxes is unknown.</summary>
    public static Price? Part(IReadOnlyList<BillLine> lines, TariffPlan plan) =>
        lines.Count == 0 ? null : Price(Before(lines), After(lines, plan), Taxes(lines, plan));

    public static Price? Price(decimal? before, decimal? after, IReadOnlyList<TaxAmount>? taxes) => before is not { } net ? null : new()
    {
        BeforeTaxes = net,
        Taxes = after is not { } gross ? null : taxes ?? [new TaxAmount { Name = "VAT", Amount = gross - net }],
    };

    private static BillLine Line(TallyLine line, TaxIncluded? included)
    {
        var rate = line.Rate;
        var told = rate.Dimension is TariffDimensionType.TIME or TariffDimensionType.PARKING_TIME ? rate.Price * line.Quantity / SecondsPerHour : rate.Price * line.Quantity;
        var factor = 1 + (rate.Vat / 100);
        var (before, after) = included switch
        {
            TaxIncluded.YES => (told == 0 ? 0 : told / factor, told),
            TaxIncluded.NOT_APPLICABLE => ((decimal?)told, told),
            _ => (told, told * (factor ?? 1)),
        };
        return new(rate.Dimension, line.IsReservation, rate.Element, rate.Price, rate.Vat, line.Quantity, before, after);
    }

    private static decimal? Before(IReadOnlyList<BillLine> lines) =>
        lines.All(l => l.BeforeTaxes is not null) ? lines.Sum(l => l.BeforeTaxes!.Value) : null;

    /// <summary>A tariff without any VAT says nothing of taxes, unless its prices include them.</summary>
    private static decimal? After(IReadOnlyList<BillLine> lines, TariffPlan plan) =>
        plan.Tariff.TaxIncluded == TaxIncluded.YES || SaysVat(plan) ? lines.Sum(l => l.AfterTaxes) : null;

    private static List<TaxAmount>? Taxes(IReadOnlyList<BillLine> lines, TariffPlan plan) =>
        !SaysVat(plan) || lines.Any(l => l.BeforeTaxes is null)
            ? null
            : [.. from line in lines
                  where line.Vat is not null
                  group line by line.Vat into rate
                  orderby rate.Key
                  select new TaxAmount { Name = "VAT", Percentage = rate.Key, Amount = rate.Sum(l => l.AfterTaxes - l.BeforeTaxes!.Value) }];

    private static bool SaysVat(TariffPlan plan) => plan.HasVat && plan.Tariff.TaxIncluded != TaxIncluded.NOT_APPLICABLE;

    private static Bill Bounded(Bill bill, TariffPlan plan)
    {
        var (least, most) = (plan.Tariff.MinPrice, plan.Tariff.MaxPrice);
        var before = Clamp(bill.BeforeTaxes, least?.BeforeTaxes, most?.BeforeTaxes);
        var after = Clamp(bill.AfterTaxes, least?.AfterTaxes, most?.AfterTaxes);
        if (before == bill.BeforeTaxes && after == bill.AfterTaxes) return bill;
        // A bound that is told on one side only moves the other one with it, where it is one rate that lies between them.
        if (before != bill.BeforeTaxes && after == bill.AfterTaxes && after is not null && IsUntold(before, least?.BeforeTaxes, least?.AfterTaxes, most?.BeforeTaxes, most?.AfterTaxes))
            after = OnlyRate(plan) is { } vat ? before * (1 + (vat / 100)) : null;
        else if (after != bill.AfterTaxes && before == bill.BeforeTaxes && before is not null && IsUntold(after, least?.AfterTaxes, least?.BeforeTaxes, most?.AfterTaxes, most?.BeforeTaxes))
            before = OnlyRate(plan) is { } vat ? after / (1 + (vat / 100)) : null;
        return bill with { BeforeTaxes = before, AfterTaxes = after, Taxes = null, IsBounded = true };
    }

    /// <summary>The bound that took the total's place has no counterpart on the other side of taxes.</summary>
    private static bool IsUntold(decimal? total, decimal? least, decimal? otherLeast, decimal? most, decimal? otherMost) =>
        (total == least && otherLeast is null) || (total == most && otherMost is null);

    private static decimal? Clamp(decimal? total, decimal? least, decimal? most) => total < least ? least : total > most ? most : total;

    /// <summary>The VAT of every rate of the tariff; null where they differ or one has none.</summary>
    private static decimal? OnlyRate(TariffPlan plan) =>
        (plan.Tariff.Elements ?? []).SelectMany(e => e.PriceComponents ?? []).Select(c => c.Vat).Distinct().ToList() is [{ } vat] ? vat : null;
}
