using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;
using static ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Rating;

/// <summary>Which costs don't hang on how the energy flowed (translation.md section 10). Sessions are from 09:00 to 11:00 in Paris, unless they say otherwise.</summary>
internal sealed class CertaintyTests
{
    private static readonly UsagePeriod Session = Untold("2026-01-13T08:00:00Z", "2026-01-13T10:00:00Z", 20);
    private static readonly UsagePeriod Charged = Session with { State = UsageState.Charging };
    private static readonly TariffRestrictions FromTen = new() { StartTime = "10:00" };
    private static readonly TariffRestrictions FromTwelve = new() { StartTime = "12:00" };

    [Test]
    public void Energy_at_one_price_and_a_fee_at_the_start_are_certain() => Certain(Tariff(Element(Flat(1m), Energy(0.30m, step: 500))), Session);

    [Test]
    public void Energy_at_a_price_by_time_of_day_is_not() => Uncertain(
        Tariff(Element(FromTen, Energy(0.40m)), Element(Energy(0.30m))), "what energy costs hangs on when or how fast it flowed (elements 1, 2 of the tariff)", Session);

    [Test]
    public void Unless_the_session_lies_within_one_of_the_times() => Certain(Tariff(Element(FromTwelve, Energy(0.40m)), Element(Energy(0.30m))), Session);

    [Test]
    public void Or_readings_tell_what_flowed_in_each() => Certain(
        Tariff(Element(FromTen, Energy(0.40m)), Element(Energy(0.30m))),
        Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z", 15), Charging("2026-01-13T09:00:00Z", "2026-01-13T10:00:00Z", 5));

    [Test]
    public void Or_both_prices_are_the_same() => Certain(Tariff(Element(FromTen, Energy(0.30m)), Element(Energy(0.30m))), Session);

    [Test]
    public void Or_no_energy_flowed() => Certain(Tariff(Element(FromTen, Energy(0.40m)), Element(Energy(0.30m))), Session with { Energy = 0 });

    [Test]
    public void The_same_price_with_another_step_or_tax_is_another_price()
    {
        Uncertain(Tariff(Element(FromTen, Energy(0.30m, step: 500)), Element(Energy(0.30m))), "what energy costs", Session);
        Uncertain(Tariff(Element(FromTen, Energy(0.30m, vat: 5)), Element(Energy(0.30m))), "what energy costs", Session);
    }

    [Test]
    public void Energy_at_a_price_by_energy_is_certain() => Certain(Tariff(Element(new TariffRestrictions { MaxKwh = 10 }, Energy(0.40m)), Element(Energy(0.30m))), Session);

    [Test]
    public void But_not_where_the_steps_move_with_the_time() => Uncertain(
        Tariff(Element(new TariffRestrictions { MaxKwh = 10, StartTime = "10:00" }, Energy(0.40m)), Element(Energy(0.30m))), "what energy costs", Session);

    [TestCase(25, true)]
    [TestCase(20, false)]
    public void Nor_where_it_moves_with_the_power_that_nobody_tells(int kwh, bool certain)
    {
        // The first 20 kWh cost the same whatever the power; the session's are 20 or more.
        var tariff = Tariff(Element(new TariffRestrictions { MinPower = 50, MinKwh = 20 }, Energy(0.60m)), Element(Energy(0.30m)));
        if (certain) Uncertain(tariff, "what energy costs hangs on when or how fast it flowed (elements 1, 2 of the tariff)", Session with { Energy = kwh });
        else Certain(tariff, Session with { Energy = kwh });
    }

    [Test]
    public void A_power_that_is_told_settles_it() =>
        Certain(Tariff(Element(new TariffRestrictions { MinPower = 50 }, Energy(0.60m)), Element(Energy(0.30m))), Session with { Power = 22 });

    [Test]
    public void Charging_time_is_uncertain_where_nobody_tells_how_long_it_was() =>
        Uncertain(Tariff(Element(Energy(0.30m)), Element(Time(2m))), "what time costs hangs on how much of it the vehicle was charging (element 2 of the tariff)", Session);

    [Test]
    public void And_certain_where_it_was_all_the_time() => Certain(Tariff(Element(Energy(0.30m), Time(2m, step: 900))), Charged);

    [Test]
    public void Or_where_parking_costs_the_same_by_the_second()
    {
        Certain(Tariff(Element(Time(2m), Parking(2m))), Session);
        // 37 min would be 40 min, but 21 and 16 min 21 and 20 min.
        Uncertain(Tariff(Element(Time(2m, step: 600), Parking(2m, step: 600))), "what time costs", Session);
    }

    [Test]
    public void Free_time_is_certain() => Certain(Tariff(Element(Energy(0.30m), Time(0m, step: 900))), Session);

    [Test]
    public void Time_by_time_of_day_is_certain_and_by_energy_it_is_not()
    {
        Certain(Tariff(Element(FromTen, Time(3m)), Element(Time(2m))), Charged);
        Uncertain(Tariff(Element(new TariffRestrictions { MinKwh = 10 }, Time(3m)), Element(Time(2m))), "what time costs hangs on how much energy had flowed, or how fast (elements 1, 2 of the tariff)", Charged);
    }

    [Test]
    public void A_fee_that_time_alone_makes_due_is_certain() => Certain(Tariff(Element(FromTen, Flat(1m)), Element(Energy(0.30m))), Session);

    [Test]
    public void A_fee_that_energy_alone_makes_due_is_certain()
    {
        Certain(Tariff(Element(new TariffRestrictions { MinKwh = 15 }, Flat(1m))), Session);
        Certain(Tariff(Element(new TariffRestrictions { MinKwh = 25 }, Flat(1m))), Session);
    }

    [Test]
    public void A_fee_that_hangs_on_both_is_not() => Uncertain(
        Tariff(Element(new TariffRestrictions { MaxKwh = 15, StartTime = "10:00" }, Flat(1m))), "whether a fee is due hangs on when or how fast the energy flowed (element 1 of the tariff)", Session);

    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    private static Usage Parked { get; } = Usage(Session) with { Parked = HalfAnHour };

    [TestCase(1, 1)]
    [TestCase(900, 0)]
    [TestCase(0, 900)]
    public void Parking_of_a_known_length_is_certain_at_one_price_each_wherever_it_was(int charging, int parking) =>
        Assert.That(Doubt(Tariff(Element(Energy(0.30m), Time(2m, step: charging), Parking(6m, step: parking))), Parked), Is.Null);

    [Test]
    public void But_not_where_the_one_that_came_last_is_rounded_up()
    {
        var tariff = Tariff(Element(Time(2m, step: 4000), Parking(6m)));
        Assert.That(Doubt(tariff, Parked), Is.EqualTo(new Doubt("what time costs hangs on when the vehicle was parked (element 1 of the tariff)", "when its 00:30:00 of parking were")));
        Assert.That(Doubt(Tariff(Element(Time(2m, step: 4000), Parking(0m, step: 900))), Parked), Is.Null, "what is free is never last");
    }

    [Test]
    public void Nor_where_a_price_moves_with_the_time() =>
        Assert.That(Doubt(Tariff(Element(FromTen, Parking(6m)), Element(Time(2m), Parking(3m))), Parked)?.What, Is.EqualTo("what time costs hangs on when the vehicle was parked (elements 1, 2 of the tariff)"));

    [Test]
    public void A_known_length_of_parking_is_billed_as_such()
    {
        // 90 min x 2/h and 30 min x 6/h; by told periods the same.
        var bill = Rater.Rate(Tariff(Element(Energy(0.30m), Time(2m), Parking(6m))), Parked, default, out _)!;
        Assert.That(bill.Lines.Select(l => (l.Dimension, l.Quantity)), Is.EquivalentTo(new[] { (TariffDimensionType.ENERGY, 20m), (TariffDimensionType.TIME, 5400m), (TariffDimensionType.PARKING_TIME, 1800m) }));
        Assert.That(bill.BeforeTaxes, Is.EqualTo(12m));
    }

    [TestCase("10:00", null, "what the meter showed at 2026-01-13 09:00:00Z")]
    [TestCase(null, 11, "its power or current in each charging period")]
    public void The_figure_that_is_missing_is_named(string? from, int? power, string missing) => Assert.That(
        Doubt(Tariff(Element(new TariffRestrictions { StartTime = from, MinPower = power }, Energy(0.40m)), Element(Energy(0.30m))), Usage(Session))!.Missing, Is.EqualTo(missing));

    [Test]
    public void Of_time_it_is_the_length_of_parking_or_when_the_energy_came()
    {
        Assert.That(Doubt(Tariff(Element(Time(2m))), Usage(Session))!.Missing, Is.EqualTo("how long the vehicle was parked without charging"));
        Assert.That(Doubt(Tariff(Element(new TariffRestrictions { MinKwh = 5 }, Time(2m))), Usage(Charged))!.Missing, Is.EqualTo("when the meter had reached 5 kWh"));
        Assert.That(Doubt(Tariff(Element(new TariffRestrictions { MinPower = 11 }, Time(2m))), Usage(Charged))!.Missing, Is.EqualTo("its power or current in each charging period"));
    }

    private static void Certain(Tariff tariff, params UsagePeriod[] periods) => Assert.That(WhatDiffers(tariff, periods), Is.Null);

    private static void Uncertain(Tariff tariff, string expected, params UsagePeriod[] periods) => Assert.That(WhatDiffers(tariff, periods), Does.StartWith(expected));

    private static string? WhatDiffers(Tariff tariff, UsagePeriod[] periods) => Doubt(tariff, Usage(periods))?.What;

    private static Doubt? Doubt(Tariff tariff, Usage usage, StepRule rule = StepRule.LastDimension) => Certainty.WhatDiffers(TariffPlan.Read(tariff, out _)!, usage, rule);
}
