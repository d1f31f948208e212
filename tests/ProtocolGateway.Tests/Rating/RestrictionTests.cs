using ProtocolGateway.Canonical;
using static ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Rating;

/// <summary>When an element counts (ocpi.md 7.2), with the sums spelt out. The place is in Paris: +1 h in winter, +2 h in summer.</summary>
internal sealed class RestrictionTests
{
    private static readonly Tariff DayAndNight = Tariff(
        Element(new TariffRestrictions { StartTime = "22:00", EndTime = "06:00" }, Energy(0.10m)),
        Element(Energy(0.30m)));

    [Test]
    public void Night_begins_in_the_evening_and_ends_in_the_morning()
    {
        // 21:00 to 23:00 in Paris, 10 kWh evenly: 5 kWh x 0.30 + 5 kWh x 0.10 = 1.50 + 0.50.
        Assert.That(Rate(DayAndNight, Charging("2026-01-13T20:00:00Z", "2026-01-13T22:00:00Z", 10)).BeforeTaxes, Is.EqualTo(2.00m));
        // 23:00 to 07:00: 8 kWh, a kWh an hour: 7 x 0.10 + 1 x 0.30 = 0.70 + 0.30.
        Assert.That(Rate(DayAndNight, Charging("2026-01-13T22:00:00Z", "2026-01-14T06:00:00Z", 8)).BeforeTaxes, Is.EqualTo(1.00m));
    }

    [Test]
    public void The_bound_itself_belongs_to_what_begins()
    {
        // Begins at 22:00 in Paris sharp: 1 kWh x 0.10.
        Assert.That(Rate(DayAndNight, Charging("2026-01-13T21:00:00Z", "2026-01-13T22:00:00Z", 1)).BeforeTaxes, Is.EqualTo(0.10m));
        // Ends at 22:00 sharp: 1 kWh x 0.30.
        Assert.That(Rate(DayAndNight, Charging("2026-01-13T20:00:00Z", "2026-01-13T21:00:00Z", 1)).BeforeTaxes, Is.EqualTo(0.30m));
    }

    [Test]
    public void In_spring_the_night_is_an_hour_shorter()
    {
        // 29 March 2026, the clock goes from 02:00 to 03:00. From 01:00 (00:00Z) to 07:00 (05:00Z) pass 5 hours, 1 kWh in each:
        // until 06:00 (04:00Z) 4 x 0.10, then 1 x 0.30.
        Assert.That(Rate(DayAndNight, Charging("2026-03-29T00:00:00Z", "2026-03-29T05:00:00Z", 5)).BeforeTaxes, Is.EqualTo(0.70m));
    }

    [Test]
    public void In_autumn_it_is_an_hour_longer()
    {
        // 25 October 2026, the clock goes from 03:00 back to 02:00. From 01:00 (24th 23:00Z) to 07:00 (06:00Z) pass 7 hours, 1 kWh in each:
        // until 06:00 (05:00Z) 6 x 0.10, then 1 x 0.30.
        Assert.That(Rate(DayAndNight, Charging("2026-10-24T23:00:00Z", "2026-10-25T06:00:00Z", 7)).BeforeTaxes, Is.EqualTo(0.90m));
    }

    [Test]
    public void A_time_that_the_clock_shows_twice_counts_twice()
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = "02:30", EndTime = "03:00" }, Time(2m)));
        // The clock shows 02:30 to 03:00 from 00:30Z to 01:00Z, and again from 01:30Z to 02:00Z: 1 h x 2.
        Assert.That(Rate(tariff, Charging("2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z")).BeforeTaxes, Is.EqualTo(2m));
        // In spring it never shows it.
        Assert.That(Rate(tariff, Charging("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z")).BeforeTaxes, Is.Zero);
    }

    [Test]
    public void A_start_within_the_hour_that_spring_leaves_out_counts_from_the_leap_on()
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = "02:30", EndTime = "04:00" }, Time(1m)));
        // 03:00 is shown at 01:00Z, 04:00 at 02:00Z: 1 h x 1.
        Assert.That(Rate(tariff, Charging("2026-03-29T00:00:00Z", "2026-03-29T04:00:00Z")).BeforeTaxes, Is.EqualTo(1m));
    }

    [TestCase(null, "00:00", 24)]
    [TestCase("20:00", "00:00", 4)]
    [TestCase("00:00", "00:00", 24)]
    [TestCase("08:00", "08:00", 24)]
    [TestCase("18:00", null, 6)]
    [TestCase(null, "07:30", 7.5)]
    [TestCase("23:00", "01:00", 2)]
    public void Times_of_day(string? start, string? end, double hours)
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = start, EndTime = end }, Time(1m)));
        // A whole day in Paris, 1 an hour.
        Assert.That(Rate(tariff, Charging("2026-01-12T23:00:00Z", "2026-01-13T23:00:00Z")).BeforeTaxes, Is.EqualTo((decimal)hours));
    }

    [Test]
    public void The_weekday_is_that_of_the_moment_after_midnight_too()
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = "22:00", EndTime = "06:00", DayOfWeek = [DayOfWeekCode.SATURDAY] }, Time(3m)));
        // From Friday 23:00 to Sunday 01:00 in Paris (16 to 18 January 2026) it is Saturday before 06:00 for 6 h, and after 22:00 for 2 h: 8 x 3.
        Assert.That(Rate(tariff, Charging("2026-01-16T22:00:00Z", "2026-01-18T00:00:00Z")).BeforeTaxes, Is.EqualTo(24m));
    }

    [Test]
    public void Dates_are_the_places_own_and_the_last_is_left_out()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { StartDate = "2026-01-13", EndDate = "2026-01-14" }, Time(2m)),
            Element(Time(1m)));
        // From the 12th 22:00 to the 14th 03:00 in Paris: 2 h x 1, the 13th 24 h x 2, 3 h x 1.
        Assert.That(Rate(tariff, Charging("2026-01-12T21:00:00Z", "2026-01-14T02:00:00Z")).BeforeTaxes, Is.EqualTo(53m));
    }

    [Test]
    public void A_price_may_change_with_the_energy()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { MaxKwh = 10 }, Energy(0.40m)),
            Element(new TariffRestrictions { MinKwh = 10, MaxKwh = 12.5m }, Energy(0.30m)),
            Element(Energy(0.20m)));
        // 14 kWh: 10 x 0.40 + 2.5 x 0.30 + 1.5 x 0.20 = 4.00 + 0.75 + 0.30, however the periods lie.
        Assert.That(Rate(tariff, Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z", 14)).BeforeTaxes, Is.EqualTo(5.05m));
        Assert.That(
            Rate(tariff, Charging("2026-01-13T08:00:00Z", "2026-01-13T08:30:00Z", 11), Charging("2026-01-13T08:30:00Z", "2026-01-13T09:00:00Z", 3)).BeforeTaxes,
            Is.EqualTo(5.05m));
    }

    [Test]
    public void A_price_may_change_with_the_time_since_the_start()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { MinDuration = 7200 }, Parking(6m)),
            Element(Parking(0m)));
        // 3 h, of which the last 1.5 h parked: the third hour costs 6. Since the start, not since the parking.
        Assert.That(
            Rate(tariff, Charging("2026-01-13T08:00:00Z", "2026-01-13T09:30:00Z", 20), Parked("2026-01-13T09:30:00Z", "2026-01-13T11:00:00Z")).BeforeTaxes,
            Is.EqualTo(6m));
    }

    [Test]
    public void Current_and_power_count_where_they_are_told()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { MinPower = 50 }, Energy(0.60m)),
            Element(new TariffRestrictions { MaxCurrent = 32 }, Energy(0.20m)),
            Element(Energy(0.40m)));
        var period = Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z", 10);
        Assert.Multiple(() =>
        {
            // 10 kWh x 0.60; 50 kW belongs to it. x 0.20 below 32 A; x 0.40 otherwise, and where nobody tells either.
            Assert.That(Rate(tariff, period with { Power = 50 }).BeforeTaxes, Is.EqualTo(6m));
            Assert.That(Rate(tariff, period with { Power = 49, Current = 31.9m }).BeforeTaxes, Is.EqualTo(2m));
            Assert.That(Rate(tariff, period with { Power = 49, Current = 32 }).BeforeTaxes, Is.EqualTo(4m));
            Assert.That(Rate(tariff, period).BeforeTaxes, Is.EqualTo(4m));
        });
    }

    [Test]
    public void Each_dimension_takes_the_first_element_that_has_it()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { DayOfWeek = [DayOfWeekCode.TUESDAY] }, Energy(0.10m)),
            Element(Energy(0.30m), Time(1m)));
        // Tuesday 13 January 2026: 10 kWh x 0.10 of the first, 1 h x 1 of the second.
        Assert.That(Rate(tariff, Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z", 10)).BeforeTaxes, Is.EqualTo(2m));
    }

    [TestCase("25:00", null, "element 1: start_time '25:00' is no time of day such as 17:30")]
    [TestCase(null, "2026-02-30", "element 1: start_date '2026-02-30' is no date such as 2026-03-29")]
    public void A_tariff_with_a_time_that_is_none_is_useless(string? time, string? date, string expected)
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = time, StartDate = date }, Energy(1m)));
        var bill = ProtocolGateway.Rating.Rater.Rate(tariff, Usage(Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z")), default, out var fault);
        Assert.That((bill, fault), Is.EqualTo(((ProtocolGateway.Rating.Bill?)null, expected)));
    }

    [Test]
    public void A_tariff_without_elements_or_currency_is_useless()
    {
        ProtocolGateway.Rating.Rater.Rate(new Tariff { Id = "T-1" }, Usage(), default, out var fault);
        Assert.That(fault, Is.EqualTo("it has no elements; it names no currency"));
    }
}
