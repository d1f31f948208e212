using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;
using static ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Rating;

/// <summary>How quantities are rounded up (ocpi.md 7.4), with the sums spelt out.</summary>
internal sealed class StepSizeTests
{
    private static readonly TariffRestrictions UntilNoon = new() { EndTime = "12:00" };

    [Test]
    public void Energy_is_rounded_once_at_the_price_and_by_the_step_of_the_last()
    {
        var tariff = Tariff(Element(UntilNoon, Energy(0.50m, step: 1000)), Element(Energy(0.20m, step: 250)));
        // 11:00 to 12:00 1.1 kWh, 12:00 to 13:00 1.2 kWh: 2.3 kWh, in steps of 0.25 2.5 kWh. 1.1 x 0.50 + (1.2 + 0.2) x 0.20 = 0.55 + 0.28.
        var bill = Rate(tariff, Charging("2026-01-13T10:00:00Z", "2026-01-13T11:00:00Z", 1.1m), Charging("2026-01-13T11:00:00Z", "2026-01-13T12:00:00Z", 1.2m));
        Assert.That(bill.BeforeTaxes, Is.EqualTo(0.83m));
    }

    [TestCase(300, 5)]
    [TestCase(301, 10)]
    [TestCase(1, 5)]
    public void An_exact_multiple_stays(int seconds, int minutes)
    {
        var tariff = Tariff(Element(Time(60m, step: 300)));
        // 60 an hour is 1 a minute.
        var start = At("2026-01-13T10:00:00Z");
        var bill = Rate(tariff, new UsagePeriod { Start = start, End = start.AddSeconds(seconds), State = UsageState.Charging });
        Assert.That(bill.BeforeTaxes, Is.EqualTo((decimal)minutes));
    }

    [Test]
    public void Of_charging_and_parking_time_the_last_one_is_rounded()
    {
        var tariff = Tariff(Element(Time(6m, step: 1800), Parking(3m, step: 900)));
        UsagePeriod[] usage = [Charging("2026-01-13T10:00:00Z", "2026-01-13T10:40:00Z"), Parked("2026-01-13T10:40:00Z", "2026-01-13T10:50:00Z")];
        Assert.Multiple(() =>
        {
            // 40 min x 6/h + 15 min x 3/h = 4.00 + 0.75.
            Assert.That(Rate(tariff, usage).BeforeTaxes, Is.EqualTo(4.75m));
            // Together 50 min, in steps of 15 60 min: 40 min x 6/h + 20 min x 3/h = 4.00 + 1.00.
            Assert.That(Rate(tariff, StepRule.SessionTotal, usage).BeforeTaxes, Is.EqualTo(5.00m));
        });
    }

    [Test]
    public void Time_that_goes_on_after_parking_is_rounded_as_a_whole()
    {
        var tariff = Tariff(Element(UntilNoon, Time(6m, step: 60)), Element(Time(12m, step: 600)), Element(Parking(3m, step: 900)));
        // Charging 11:55 to 12:00 and 12:07 to 12:10, parked between: 8 min charging, in steps of 10 10 min: 5 min x 6/h + 5 min x 12/h = 0.50 + 1.00.
        // Parked 7 min x 3/h = 0.35, not rounded.
        var bill = Rate(
            tariff, Charging("2026-01-13T10:55:00Z", "2026-01-13T11:00:00Z"), Parked("2026-01-13T11:00:00Z", "2026-01-13T11:07:00Z"),
            Charging("2026-01-13T11:07:00Z", "2026-01-13T11:10:00Z"));
        Assert.That(bill.BeforeTaxes, Is.EqualTo(1.85m));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_free_end_is_ignored_whether_it_has_a_price_of_0_or_none(bool told)
    {
        var tariff = Tariff(told ? Element(Time(6m, step: 600), Parking(0m, step: 60)) : Element(Time(6m, step: 600)));
        // 12 min charging, in steps of 10 20 min x 6/h = 2.
        Assert.That(Rate(tariff, Charging("2026-01-13T10:00:00Z", "2026-01-13T10:12:00Z"), Parked("2026-01-13T10:12:00Z", "2026-01-13T10:30:00Z")).BeforeTaxes, Is.EqualTo(2m));
    }

    [Test]
    public void A_reservation_is_rounded_by_itself()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { Reservation = ReservationRestrictionType.RESERVATION }, Time(4m, step: 900)),
            Element(Time(6m, step: 600)));
        // 10 min reserved, 15 min x 4/h = 1; 12 min charging, 20 min x 6/h = 2.
        Assert.That(Rate(tariff, Reserved("2026-01-13T10:00:00Z", "2026-01-13T10:10:00Z"), Charging("2026-01-13T10:10:00Z", "2026-01-13T10:22:00Z")).BeforeTaxes, Is.EqualTo(3m));
    }

    [Test]
    public void Dividing_energy_leaves_nothing_that_would_be_rounded_up()
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = "10:07", EndTime = "10:14" }, Energy(9m, step: 0)), Element(Energy(1m, step: 1000)));
        // 1 kWh in 21 minutes, a third of it at 9, which is used again after that: (1/3) x 9 + (2/3) x 1, and no further kWh.
        var bill = Rate(tariff, Charging("2026-01-13T09:00:00Z", "2026-01-13T09:21:00Z", 1m));
        Assert.That(bill.BeforeTaxes, Is.EqualTo(3m + (2m / 3)).Within(0.000000001m));
    }
}
