using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;
using Prices = ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Steps;

/// <summary>Sessions of an eMIP CPO that names no cost, of an agreement that names a tariff: from 13:00 in Paris on, as OCPI eMSPs are told them whole.</summary>
internal sealed class SessionPriceStepTests
{
    private static readonly Tariff ByEnergy = Prices.Tariff(Prices.Element(Prices.Flat(1m, vat: 20), Prices.Energy(0.40m, vat: 20))) with { LastUpdated = Some.At("2026-01-01T00:00:00Z") };
    private static readonly ChargingPeriod Period = new() { StartDateTime = Some.FromEmip.StartDateTime, Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = 21.5m }] };

    private static readonly ChargeDetailRecord Unpriced = Some.FromEmip with { TotalCost = null, Currency = null };
    private static readonly Session Completed = SessionWhole.Of(Some.Session, Unpriced, SessionSettings.Default) with { EvseUid = "3256", ChargingPeriods = [Period] };

    private static readonly Session Running = Completed with { Status = SessionStatus.ACTIVE, EndDateTime = null, ReadAt = Some.At("2026-03-01T12:30:00Z"), Kwh = 5 };

    [Test]
    public void Completed_it_costs_what_its_record_costs()
    {
        var (step, record) = (Step(ByEnergy), new StepUnderTest("rate") { Agreement = new Agreement { Tariff = "T-1" }, Locations = { Some.Location }, Tariffs = { ByEnergy } });
        var cost = record.Complete(Unpriced).TotalCost!;
        step.Completes(
            Completed, Completed with { TotalCost = cost, Currency = "EUR", ChargingPeriods = [Period with { TariffId = "T-1" }] },
            "Supplied: total_cost: tariff T-1 of FR*798, as of 2026-01-01 00:00:00Z");
        Assert.That((cost.BeforeTaxes, step.Rated?.TotalCost.BeforeTaxes, step.Rated?.TotalFixedCost?.BeforeTaxes), Is.EqualTo((9.6m, 9.6m, record.Rated!.TotalFixedCost!.BeforeTaxes)), "it is kept for the record too");
    }

    [Test]
    public void And_what_the_record_was_told_with_first_whatever_the_tariff_has_become()
    {
        var first = Step(ByEnergy);
        first.Complete(Completed);
        var again = Step(ByEnergy with { Elements = [Prices.Element(Prices.Energy(9m))] });
        again.Kept = first.Rated;
        Assert.That((Cost(again, Completed), again.Rated), Is.EqualTo((9.6m, (RatedPrice?)null)));
    }

    [Test]
    public void While_it_runs_it_costs_what_the_last_reading_costs()
    {
        var step = Step(ByEnergy);
        step.Kept = RatedPrice.Of(TariffPlan.Read(ByEnergy, out _)!, Prices.Rate(ByEnergy, Prices.Charging("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z", 99)));
        Assert.That((Cost(step, Running), step.Rated), Is.EqualTo((3m, (RatedPrice?)null)), "of a reading nothing is kept");
    }

    [Test]
    public void Before_it_was_read_nobody_knows_what_it_costs() => Step(ByEnergy).Leaves(Running with { ReadAt = null, Kwh = 0 });

    [Test]
    public void Nor_in_the_end_without_a_record_where_it_was_read_before()
    {
        Step(ByEnergy).Leaves(Completed with { ReadAt = Some.At("2026-03-01T13:00:00Z") });
        Assert.That(Cost(Step(ByEnergy), Completed with { ReadAt = Some.At("2026-03-01T13:31:00Z") }), Is.EqualTo(9.6m), "it was read after its end");
    }

    [Test]
    public void Nor_where_the_cost_is_uncertain()
    {
        Step(Prices.Tariff(Prices.Element(Prices.Time(2m)))).Leaves(Completed);
        Step(Prices.Tariff(Prices.Element(new TariffRestrictions { StartTime = "14:00" }, Prices.Energy(0.50m)), Prices.Element(Prices.Energy(0.40m)))).Leaves(Completed);
        Step().Leaves(Completed);
        new StepUnderTest("session-price") { Tariffs = { ByEnergy }, Agreement = new Agreement() }.Leaves(Completed);
    }

    [Test]
    public void A_cost_that_its_CPO_tells_stays()
    {
        Step(ByEnergy).Leaves(Completed with { TotalCost = new Price { BeforeTaxes = 7m }, Currency = "EUR" });
        Step(ByEnergy).Leaves(Completed with { LastUpdated = Some.At("2026-03-01T13:30:00Z"), Currency = "EUR" });
    }

    [Test]
    public void A_zero_that_means_unknown_is_no_cost()
    {
        var free = new Price { BeforeTaxes = 0 };
        var step = Step(ByEnergy);
        step.Source = step.Source! with { ZeroMeansUnknown = true };
        Assert.That(Cost(step, Completed with { TotalCost = free, Currency = "EUR" }), Is.EqualTo(9.6m));
        var own = Completed with { LastUpdated = Some.At("2026-03-01T13:30:00Z"), Currency = "EUR" };
        step.Completes(own with { TotalCost = free }, own, "Untold: total_cost: a cost of 0 from 'acme-cpo' means that it doesn't know");
        Step(ByEnergy).Leaves(Completed with { TotalCost = free, Currency = "EUR" });
    }

    private static StepUnderTest Step(params Tariff[] tariffs)
    {
        var step = new StepUnderTest("session-price") { Agreement = new Agreement { Tariff = "T-1" }, Locations = { Some.Location } };
        step.Tariffs.AddRange(tariffs);
        return step;
    }

    private static decimal? Cost(StepUnderTest step, Session session) => step.Complete(session).TotalCost?.BeforeTaxes;
}
