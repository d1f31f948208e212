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

    private static void Certain(Tariff tariff, params UsagePeriod[] periods) => Assert.That(WhatDiffers(tariff, periods), Is.Null);

    private static void Uncertain(Tariff tariff, string expected, params UsagePeriod[] periods) => Assert.That(WhatDiffers(tariff, periods), Does.StartWith(expected));

    private static string? WhatDiffers(Tariff tariff, UsagePeriod[] periods) => Certainty.WhatDiffers(TariffPlan.Read(tariff, out _)!, Usage(periods));
}
