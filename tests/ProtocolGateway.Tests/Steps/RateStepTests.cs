using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;
using Prices = ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Steps;

/// <summary>Records without a price, of an agreement that names a tariff. The session is from 13:00 to 14:30 in Paris, 21.5 kWh.</summary>
internal sealed class RateStepTests
{
    private static readonly ChargeDetailRecord Unpriced = Some.FromEmip with { TotalCost = null, Currency = null };
    private static readonly Tariff ByEnergy = Prices.Tariff(Prices.Element(Prices.Flat(1m, vat: 20), Prices.Energy(0.40m, vat: 20))) with { LastUpdated = Some.At("2026-01-01T00:00:00Z") };
    private static readonly Tariff ByClock = Prices.Tariff(
        Prices.Element(new TariffRestrictions { StartTime = "14:00" }, Prices.Energy(0.50m)), Prices.Element(Prices.Energy(0.40m)));
    private static readonly Tariff ByTime = Prices.Tariff(Prices.Element(Prices.Time(2m, step: 60)));

    [Test]
    public void Are_rated_where_the_cost_is_certain()
    {
        var period = new ChargingPeriod { StartDateTime = Unpriced.StartDateTime, Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = 21.5m }] };
        // 1 + 21.5 x 0.40 = 9.60, and 20 %: 11.52.
        Step(ByEnergy).Completes(
            Unpriced with { ChargingPeriods = [period], Remark = "at night" },
            Unpriced with
            {
                Currency = "EUR",
                Tariffs = [ByEnergy],
                ChargingPeriods = [period with { TariffId = "T-1" }],
                TotalCost = Taxed(9.600m, 1.9200m),
                TotalFixedCost = Taxed(1m, 0.2m),
                TotalEnergyCost = Taxed(8.600m, 1.7200m),
                Remark = "[*] rated by tariff T-1; at night",
            },
            "Supplied: total_cost: tariff T-1 of FR*798, as of 2026-01-01 00:00:00Z");
    }

    [Test]
    public void A_price_that_was_told_stays() => Step(ByEnergy).Leaves(Some.FromEmip);

    [Test]
    public void Nothing_is_rated_where_the_agreement_names_no_tariff() => new StepUnderTest("rate") { Tariffs = { ByEnergy }, Agreement = new Agreement() }.Leaves(Unpriced);

    [Test]
    public void A_stopgap_and_a_zero_that_means_unknown_are_rated_too()
    {
        Assert.That(Cost(Step(ByEnergy), Unpriced with { TotalCost = new Price { BeforeTaxes = 0 }, Currency = "EUR", Remark = "[?]" }), Is.EqualTo(9.6m));
        var step = Step(ByEnergy);
        step.Source = Some.Partner("acme-cpo", Role.CPO, "FR798") with { ZeroMeansUnknown = true };
        Assert.That(Cost(step, Some.FromEmip with { TotalCost = new Price { BeforeTaxes = 0 } }), Is.EqualTo(9.6m));
    }

    [Test]
    public void A_record_that_was_told_once_keeps_its_price_whatever_the_tariff_has_become()
    {
        var step = Step(ByEnergy);
        step.Complete(Unpriced);
        var kept = step.Rated!;
        var again = Step(ByEnergy with { Elements = [Prices.Element(Prices.Energy(9m))] });
        again.Kept = kept;
        Assert.That((Cost(again, Unpriced), again.Rated), Is.EqualTo((9.6m, (RatedPrice?)null)));
        var withoutTariff = new StepUnderTest("rate") { Kept = kept };
        Assert.That(Cost(withoutTariff, Unpriced), Is.EqualTo(9.6m));
    }

    [Test]
    public void Without_the_tariff_they_wait_for_it()
    {
        var step = Step();
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.StartWith("There is no price: the record names no cost, and the directory has no tariff T-1 of FR*798, which the agreement names. Import it (tariffs import)."));
    }

    [Test]
    public void A_tariff_that_was_not_valid_then_is_no_tariff()
    {
        var step = Step(ByEnergy with { EndDateTime = Some.At("2026-02-01T00:00:00Z") });
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("was valid at 2026-03-01 12:00:00Z"));
    }

    [Test]
    public void A_tariff_that_was_withdrawn_rates_what_began_before_and_nothing_that_began_after()
    {
        var step = Step(ByEnergy);
        step.Withdrawn = Some.At("2026-03-01T12:01:00Z");
        Assert.That(Cost(step, Unpriced), Is.EqualTo(9.6m));
        step.Withdrawn = Some.At("2026-03-01T12:00:00Z");
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("the tariff T-1 of FR*798 was withdrawn at 2026-03-01 12:00:00Z, before the session began at 2026-03-01 12:00:00Z"));
    }

    [Test]
    public void The_version_of_the_sessions_start_counts() => Assert.That(
        Cost(Step(ByEnergy, ByEnergy with { LastUpdated = Some.At("2026-03-01T12:30:00Z"), Elements = [Prices.Element(Prices.Energy(9m))] }), Unpriced), Is.EqualTo(9.6m));

    [Test]
    public void An_uncertain_cost_is_held_with_what_makes_it_so()
    {
        var step = Step(ByClock);
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(
            step.Hold!.Text,
            Does.Contain("by the tariff T-1 of FR*798 what energy costs hangs on when or how fast it flowed (elements 1, 2 of the tariff), which neither the record nor the session's readings tell"));
    }

    [Test]
    public void Unless_the_sessions_readings_settle_it()
    {
        var step = Step(ByClock);
        step.Sessions.Add(Some.Session with { ChargingPeriods = [Reading("2026-03-01T12:00:00Z", 10m), Reading("2026-03-01T13:00:00Z", 11.5m)] });
        // 10 x 0.40 + 11.5 x 0.50.
        Assert.That(Cost(step, Unpriced), Is.EqualTo(9.75m));
    }

    [Test]
    public void Readings_that_do_not_add_up_settle_nothing()
    {
        var step = Step(ByClock);
        step.Sessions.Add(Some.Session with { ChargingPeriods = [Reading("2026-03-01T12:00:00Z", 10m), Reading("2026-03-01T13:00:00Z", 11m)] });
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
    }

    /// <summary>From 21:00 to 07:00 in Paris, 4/h by day and 2/h from 22:00 to 06:00, and in the middle of it the tariff becomes dearer.</summary>
    [TestCase("2026-03-28T20:00:00Z", "2026-03-29T05:00:00Z", 22, TestName = "Over a night in which the clock is put forward, it is an hour shorter")]
    [TestCase("2026-10-24T19:00:00Z", "2026-10-25T06:00:00Z", 26, TestName = "Over a night in which the clock is put back, it is an hour longer")]
    [TestCase("2026-06-12T19:00:00Z", "2026-06-13T05:00:00Z", 24, TestName = "Over any other night")]
    public void Over_midnight_daylight_saving_and_a_change_of_the_tariff(string start, string end, int cost)
    {
        var night = new TariffRestrictions { StartTime = "22:00", EndTime = "06:00" };
        var byNight = ByEnergy with { Elements = [Prices.Element(night, Prices.Time(2m)), Prices.Element(Prices.Time(4m))] };
        var step = Step(byNight, ByEnergy with { LastUpdated = Some.At(start).AddHours(3), Elements = [Prices.Element(Prices.Time(9m))] });
        step.Agreement = step.Agreement! with { UntoldTime = UntoldTimePolicy.Charging };
        Assert.That(Cost(step, Unpriced with { StartDateTime = Some.At(start), EndDateTime = Some.At(end) }), Is.EqualTo((decimal)cost));
    }

    /// <summary>The readings of a session from Friday 23:00 to Saturday 01:00 in Paris: 6 kWh before midnight, 15.5 after.</summary>
    [Test]
    public void The_weekday_changes_at_the_places_midnight()
    {
        var step = Step(Prices.Tariff(Prices.Element(new TariffRestrictions { DayOfWeek = [DayOfWeekCode.SATURDAY, DayOfWeekCode.SUNDAY] }, Prices.Energy(0.20m)), Prices.Element(Prices.Energy(0.40m))));
        step.Sessions.Add(Some.Session with { ChargingPeriods = [Reading("2026-03-06T22:00:00Z", 6m), Reading("2026-03-06T23:00:00Z", 15.5m)] });
        var record = Unpriced with { StartDateTime = Some.At("2026-03-06T22:00:00Z"), EndDateTime = Some.At("2026-03-07T00:00:00Z") };
        // 6 x 0.40 + 15.5 x 0.20.
        Assert.That(Cost(step, record), Is.EqualTo(5.5m));
        step.Sessions.Clear();
        step.Holds(record, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("What is missing: what the meter showed at 2026-03-06 23:00:00Z"));
    }

    [Test]
    public void Time_is_rated_where_it_is_known_to_be_charging_time_or_the_agreement_says_so()
    {
        var step = Step(ByTime);
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("what time costs hangs on how much of it the vehicle was charging (element 1 of the tariff)"));
        // 1.5 h x 2.
        step.Agreement = step.Agreement! with { UntoldTime = UntoldTimePolicy.Charging };
        Assert.That(Cost(step, Unpriced), Is.EqualTo(3m));
        var told = Step(ByTime);
        told.Sessions.Add(Some.Session with { ParkingTime = TimeSpan.Zero });
        Assert.That(Cost(told, Unpriced), Is.EqualTo(3m));
    }

    [Test]
    public void Parking_of_which_only_the_length_is_known_is_rated_where_it_does_not_matter_when_it_was()
    {
        var record = Unpriced with { TotalParkingTime = TimeSpan.FromMinutes(30) };
        // 60 min x 2/h and 30 min x 6/h.
        Assert.That(Cost(Step(Prices.Tariff(Prices.Element(Prices.Time(2m), Prices.Parking(6m)))), record), Is.EqualTo(5m));
        var step = Step(Prices.Tariff(Prices.Element(Prices.Time(2m, step: 4000), Prices.Parking(6m))));
        step.Holds(record, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("what time costs hangs on when the vehicle was parked (element 1 of the tariff), which neither the record nor the session's readings tell. What is missing: when its 00:30:00 of parking were. "));
    }

    [Test]
    public void What_the_session_was_suspended_for_is_parking_where_its_CPO_means_that()
    {
        var step = Step(Prices.Tariff(Prices.Element(Prices.Time(2m), Prices.Parking(6m))));
        step.Sessions.Add(Some.Session with { Pauses = [new(Some.At("2026-03-01T12:30:00Z"), Some.At("2026-03-01T13:00:00Z"), null)] });
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        step.Source = step.Source! with { Sessions = SessionSettings.Default with { SuspendedIs = CdrDimensionType.PARKING_TIME } };
        Assert.That(Cost(step, Unpriced), Is.EqualTo(5m));
    }

    [Test]
    public void A_receiver_that_needs_no_price_is_told_the_rated_one_or_why_there_is_none()
    {
        var step = Step(ByEnergy);
        (step.Priced, step.Unheld) = (false, true);
        Assert.That((Cost(step, Unpriced), step.Hold), Is.EqualTo((9.6m, (ProtocolGateway.Protocols.Hold?)null)));
        step = Step(ByTime);
        (step.Priced, step.Unheld) = (false, true);
        Assert.That((Cost(step, Unpriced), step.Hold), Is.EqualTo(((decimal?)null, (ProtocolGateway.Protocols.Hold?)null)));
        Assert.That(step.Reports, Has.One.StartsWith("Untold: total_cost: the record names no cost, and by the tariff T-1 of FR*798 what time costs hangs on"));
    }

    [Test]
    public void The_agreement_says_how_steps_are_counted()
    {
        var tariff = Prices.Tariff(Prices.Element(Prices.Time(6m, step: 1800), Prices.Parking(3m, step: 900)));
        var record = Unpriced with
        {
            ChargingPeriods = [Period("2026-03-01T12:00:00Z", CdrDimensionType.TIME, 21.5m), Period("2026-03-01T13:20:00Z", CdrDimensionType.PARKING_TIME, 0m)],
        };
        // 80 min x 6/h and 10 min, in steps of 15 15 min, x 3/h: 8.00 + 0.75; together 90 min, of which 10 min x 3/h: 8.00 + 0.50.
        Assert.That(Cost(Step(tariff), record), Is.EqualTo(8.75m));
        var total = Step(tariff);
        total.Agreement = total.Agreement! with { StepRule = StepRule.SessionTotal };
        Assert.That(Cost(total, record), Is.EqualTo(8.5m));
    }

    [Test]
    public void A_tariff_by_the_clock_needs_the_places_time_zone()
    {
        var step = Step(ByClock);
        step.Locations.Clear();
        step.Locations.Add(Some.Location with { Country = "USA" });
        step.Holds(Unpriced, "NoPrice", "tariff:FR798:T-1");
        Assert.That(step.Hold!.Text, Does.Contain("goes by the clock, and the location HALLES names no time zone that is known"));
    }

    [Test]
    public void What_can_not_be_rated_may_still_be_told_as_0_with_a_remark()
    {
        var step = Step();
        step.Agreement = step.Agreement! with { Unpriced = UnpricedPolicy.ZeroWithRemark, Currency = "EUR" };
        Assert.That((Cost(step, Unpriced), step.Hold), Is.EqualTo((0m, (ProtocolGateway.Protocols.Hold?)null)));
    }

    private static StepUnderTest Step(params Tariff[] tariffs)
    {
        var step = new StepUnderTest("rate") { Agreement = new Agreement { Tariff = "T-1" }, Locations = { Some.Location }, Priced = true };
        step.Tariffs.AddRange(tariffs);
        return step;
    }

    private static decimal? Cost(StepUnderTest step, ChargeDetailRecord record) => step.Complete(record).TotalCost?.BeforeTaxes;

    private static Price Taxed(decimal net, decimal vat) => new() { BeforeTaxes = net, Taxes = [new TaxAmount { Name = "VAT", Percentage = 20, Amount = vat }] };

    private static ChargingPeriod Reading(string start, decimal energy) => Period(start, CdrDimensionType.TIME, energy);

    private static ChargingPeriod Period(string start, CdrDimensionType time, decimal energy) => new()
    {
        StartDateTime = Some.At(start),
        Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = energy }, new() { Type = time, Volume = 1 }],
    };
}
