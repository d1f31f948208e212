using CsCheck;
using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Tests.Rating;

/// <summary>What holds for every tariff and every session.</summary>
internal sealed class RatingPropertyTests
{
    private const decimal Nothing = 0.0000000001m;

    private static readonly Gen<decimal> Price = Gen.Int[0, 300].Select(n => n / 100m);
    private static readonly Gen<decimal?> Vat = Gen.OneOf(Gen.Const((decimal?)null), Gen.Int[0, 25].Select(n => (decimal?)n));
    private static readonly Gen<int> Step = Gen.Int[0, 4].Select(n => new[] { 0, 1, 60, 500, 900 }[n]);
    private static readonly Gen<string?> Clock = Gen.OneOf(Gen.Const((string?)null), Gen.Int[0, 47].Select(n => (string?)$"{n / 2:00}:{n % 2 * 30:00}"));

    private static readonly Gen<TariffRestrictions?> Restrictions =
        from some in Gen.Bool
        from start in Clock
        from end in Clock
        from day in Gen.Int[0, 13]
        from kwh in Gen.Int[0, 60]
        from minutes in Gen.Int[0, 240]
        from which in Gen.Int[0, 4]
        select some
            ? new TariffRestrictions
            {
                StartTime = start,
                EndTime = end,
                DayOfWeek = day < 7 ? [(DayOfWeekCode)day, (DayOfWeekCode)((day + 3) % 7)] : null,
                MinKwh = which == 1 ? kwh : null,
                MaxKwh = which == 2 ? kwh : null,
                MinDuration = which == 3 ? minutes * 60 : null,
                MaxDuration = which == 4 ? minutes * 60 : null,
            }
            : null;

    private static readonly Gen<PriceComponent> Component =
        from type in Gen.Enum<TariffDimensionType>()
        from price in Price
        from vat in Vat
        from step in Step
        select new PriceComponent { Type = type, Price = price, Vat = vat, StepSize = step };

    private static readonly Gen<Tariff> Tariffs =
        from elements in Gen.Select(Restrictions, Component.Array[1, 3]).Array[1, 4]
        select Some.Tariff([.. elements.Select(e => Some.Element(e.Item1, e.Item2))]);

    // From a day before the clock is put forward or back on, in minutes.
    private static readonly Gen<Usage> Usages =
        from spring in Gen.Bool
        from begin in Gen.Int[0, 2880]
        from parts in Gen.Select(Gen.Int[1, 300], Gen.Int[0, 30], Gen.Bool).Array[1, 4]
        select Some.Usage([.. Periods(Some.At(spring ? "2026-03-28T00:00:00Z" : "2026-10-24T00:00:00Z").AddMinutes(begin), parts)]);

    [Test]
    public void Splitting_a_period_never_changes_the_cost() => Gen.Select(Tariffs, Usages, Gen.Int[0, 3], Gen.Double[0, 1]).Sample((tariff, usage, which, where) =>
    {
        var index = which % usage.Periods.Count;
        var period = usage.Periods[index];
        var ticks = (long)((period.End - period.Start).Ticks * where) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
        var middle = period.Start.AddTicks(ticks);
        var first = period.Energy * ticks / (period.End - period.Start).Ticks;
        var split = usage with
        {
            Periods = [.. usage.Periods.Take(index), period with { End = middle, Energy = first }, period with { Start = middle, Energy = period.Energy - first }, .. usage.Periods.Skip(index + 1)],
        };
        return Near(Rate(tariff, usage), Rate(tariff, split));
    });

    [Test]
    public void The_cost_is_that_of_its_lines_and_its_taxes_are_those_of_their_rates() => Gen.Select(Tariffs, Usages).Sample((tariff, usage) =>
    {
        var bill = Rate(tariff, usage);
        return Near(bill.BeforeTaxes, bill.Lines.Sum(l => l.BeforeTaxes))
            && (bill.AfterTaxes is null || Near(bill.AfterTaxes, bill.BeforeTaxes + bill.Taxes!.Sum(t => t.Amount)));
    });

    [Test]
    public void An_element_that_costs_nothing_at_the_end_of_the_list_changes_nothing() => Gen.Select(Tariffs, Usages).Sample((tariff, usage) =>
    {
        var more = tariff with { Elements = [.. tariff.Elements!, Some.Element(Some.Energy(0m, 700), Some.Time(0m, 900), Some.Parking(0m, 900), Some.Flat(0m))] };
        return Near(Rate(tariff, usage).BeforeTaxes, Rate(more, usage).BeforeTaxes);
    });

    [Test]
    public void A_certain_cost_is_the_same_however_the_energy_flows() => Gen.Select(Tariffs, Usages, Gen.Int[1, 20].Array[1, 6], Gen.Bool.Array[6]).Sample((tariff, usage, shares, parked) =>
    {
        var whole = new UsagePeriod
        {
            Start = usage.Periods[0].Start,
            End = usage.Periods[^1].End,
            State = parked[0] ? UsageState.Untold : UsageState.Charging,
            Energy = usage.Periods.Sum(p => p.Energy),
        };
        var told = usage with { Periods = [whole] };
        if (Certainty.WhatDiffers(TariffPlan.Read(tariff, out _)!, told, StepRule.LastDimension) is not null) return true;
        return Near(Rate(tariff, told), Rate(tariff, usage with { Periods = [.. Flow(whole, shares, parked)] }));
    }, iter: 2000);

    [Test]
    public void A_certain_cost_of_parking_is_the_same_whenever_it_was() => Gen.Select(Tariffs, Usages, Gen.Int[1, 20].Array[2, 6], Gen.Bool.Array[6], Gen.Bool).Sample((tariff, usage, shares, parked, total) =>
    {
        var whole = new UsagePeriod { Start = usage.Periods[0].Start, End = usage.Periods[^1].End, State = UsageState.Untold, Energy = usage.Periods.Sum(p => p.Energy) };
        var parts = Flow(whole, shares, parked).ToList();
        var length = TimeSpan.FromTicks(parts.Where(p => p.State == UsageState.Parking).Sum(p => (p.End - p.Start).Ticks));
        var (told, rule) = (usage with { Periods = [whole], Parked = length }, total ? StepRule.SessionTotal : StepRule.LastDimension);
        if (length == TimeSpan.Zero || length == whole.End - whole.Start || Certainty.WhatDiffers(TariffPlan.Read(tariff, out _)!, told, rule) is not null) return true;
        return Near(Rater.Rate(tariff, told, rule, out _)!, Rater.Rate(tariff, usage with { Periods = parts }, rule, out _)!);
    }, iter: 4000);

    /// <summary>One of the ways in which the energy may have flowed in parts of whole seconds.</summary>
    private static IEnumerable<UsagePeriod> Flow(UsagePeriod whole, int[] shares, bool[] parked)
    {
        var seconds = (long)(whole.End - whole.Start).TotalSeconds / shares.Length;
        for (var i = 0; i < shares.Length; i++)
        {
            var isLast = i == shares.Length - 1;
            yield return new()
            {
                Start = whole.Start.AddSeconds(seconds * i),
                End = isLast ? whole.End : whole.Start.AddSeconds(seconds * (i + 1)),
                State = whole.State == UsageState.Untold && parked[i] ? UsageState.Parking : UsageState.Charging,
                Energy = whole.Energy * shares[i] / shares.Sum(),
            };
        }
    }

    private static IEnumerable<UsagePeriod> Periods(DateTimeOffset start, (int Minutes, int Kwh, bool Parked)[] parts)
    {
        foreach (var (minutes, kwh, isParked) in parts)
        {
            yield return new() { Start = start, End = start.AddMinutes(minutes), State = isParked ? UsageState.Parking : UsageState.Charging, Energy = isParked ? 0 : kwh };
            start = start.AddMinutes(minutes);
        }
    }

    private static Bill Rate(Tariff tariff, Usage usage) => Rater.Rate(tariff, usage, StepRule.LastDimension, out var fault) ?? throw new AssertionException(fault!);

    private static bool Near(Bill one, Bill other) => Near(one.BeforeTaxes, other.BeforeTaxes) && Near(one.AfterTaxes, other.AfterTaxes);

    private static bool Near(decimal? one, decimal? other) => one is null ? other is null : Math.Abs(one.Value - other!.Value) < Nothing;
}
