using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;
using static ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Rating;

/// <summary>Fees, taxes and bounds (ocpi.md 7.5), with the sums spelt out.</summary>
internal sealed class MoneyTests
{
    private static readonly UsagePeriod TenKwh = Charging("2026-01-13T08:00:00Z", "2026-01-13T09:00:00Z", 10);

    [Test]
    public void Taxes_are_added_component_by_component()
    {
        // 1 + 20 % = 1.20; 10 kWh x 0.30 = 3, + 5.5 % = 3.165; 1 h x 2 without VAT.
        var bill = Rate(Tariff(Element(Flat(1m, vat: 20), Energy(0.30m, vat: 5.5m), Time(2m))), TenKwh);
        Assert.Multiple(() =>
        {
            Assert.That((bill.BeforeTaxes, bill.AfterTaxes), Is.EqualTo((6m, 6.365m)));
            Assert.That(bill.Taxes!.Select(t => (t.Percentage, t.Amount)), Is.EqualTo(new (decimal?, decimal?)[] { (5.5m, 0.165m), (20m, 0.20m) }));
        });
    }

    [Test]
    public void A_tariff_without_VAT_says_nothing_of_taxes() => Assert.That(Rate(Tariff(Element(Energy(0.30m))), TenKwh).Total, Is.EqualTo(new Price { BeforeTaxes = 3m }));

    [Test]
    public void Prices_may_include_their_taxes()
    {
        // 10 kWh x 0.36 with 20 %: 3.60, without 3.00.
        var bill = Rate(Tariff(Element(Energy(0.36m, vat: 20))) with { TaxIncluded = TaxIncluded.YES }, TenKwh);
        Assert.That((bill.BeforeTaxes, bill.AfterTaxes), Is.EqualTo((3m, 3.6m)));
    }

    [Test]
    public void Taxes_of_an_unknown_rate_leave_the_cost_before_them_unknown()
    {
        var bill = Rate(Tariff(Element(Energy(0.36m))) with { TaxIncluded = TaxIncluded.YES }, TenKwh);
        Assert.That((bill.BeforeTaxes, bill.AfterTaxes, bill.Total), Is.EqualTo(((decimal?)null, 3.6m, (Price?)null)));
    }

    [Test]
    public void Where_no_taxes_apply_none_are_added() =>
        Assert.That(Rate(Tariff(Element(Energy(0.30m, vat: 20))) with { TaxIncluded = TaxIncluded.NOT_APPLICABLE }, TenKwh).Total, Is.EqualTo(new Price { BeforeTaxes = 3m }));

    [Test]
    public void Bounds_hold_before_and_after_taxes()
    {
        var tariff = Tariff(Element(Energy(0.30m, vat: 20)));
        Assert.Multiple(() =>
        {
            // 3.00 and 3.60.
            Assert.That(Totals(tariff with { MinPrice = new() { BeforeTaxes = 5, AfterTaxes = 6 } }), Is.EqualTo((5m, 6m, true)));
            Assert.That(Totals(tariff with { MaxPrice = new() { BeforeTaxes = 2, AfterTaxes = 2.4m } }), Is.EqualTo((2m, 2.4m, true)));
            Assert.That(Totals(tariff with { MinPrice = new() { BeforeTaxes = 3, AfterTaxes = 3.6m } }), Is.EqualTo((3m, 3.6m, false)));
            // The only rate tells the other side of a bound that is told on one.
            Assert.That(Totals(tariff with { MinPrice = new() { BeforeTaxes = 5 } }), Is.EqualTo((5m, 6m, true)));
        });
    }

    [Test]
    public void A_bound_on_one_side_of_several_rates_leaves_the_other_unknown()
    {
        var tariff = Tariff(Element(Flat(1m, vat: 10), Energy(0.30m, vat: 20))) with { MaxPrice = new() { BeforeTaxes = 2 } };
        Assert.That(Totals(tariff), Is.EqualTo((2m, (decimal?)null, true)));
    }

    [Test]
    public void A_fee_is_due_once_when_it_becomes_active()
    {
        var tariff = Tariff(Element(new TariffRestrictions { StartTime = "09:30" }, Flat(2m)), Element(new TariffRestrictions { MinKwh = 5 }, Flat(7m)));
        // 09:00 to 10:00 in Paris; 5 kWh have flowed at 09:30, when the first of both counts: 2, and nothing else.
        Assert.That(Rate(tariff, TenKwh).BeforeTaxes, Is.EqualTo(2m));
    }

    [Test]
    public void A_session_without_length_owes_its_fee() =>
        Assert.That(Rate(Tariff(Element(Flat(2m), Energy(0.30m))), Charging("2026-01-13T08:00:00Z", "2026-01-13T08:00:00Z")).BeforeTaxes, Is.EqualTo(2m));

    [Test]
    public void A_session_without_energy_costs_its_fee_and_its_time() =>
        Assert.That(Rate(Tariff(Element(Flat(2m), Energy(0.30m, step: 1000), Time(1m))), Charging("2026-01-13T08:00:00Z", "2026-01-13T10:00:00Z")).BeforeTaxes, Is.EqualTo(4m));

    [Test]
    public void An_expired_reservation_costs_its_own_fees_and_no_session()
    {
        var tariff = Tariff(
            Element(new TariffRestrictions { Reservation = ReservationRestrictionType.RESERVATION_EXPIRES }, Flat(3m), Time(12m)),
            Element(new TariffRestrictions { Reservation = ReservationRestrictionType.RESERVATION }, Flat(1m), Time(6m)),
            Element(Flat(5m), Time(1m)));
        Assert.Multiple(() =>
        {
            // 3 at its expiry, 1 at its start, 30 min x 12/h.
            Assert.That(Rate(tariff, Reserved("2026-01-13T08:00:00Z", "2026-01-13T08:30:00Z")).BeforeTaxes, Is.EqualTo(10m));
            // Used: 1 at its start, 30 min x 6/h, then the session: 5 and 1 h x 1.
            Assert.That(
                Rate(tariff, Reserved("2026-01-13T08:00:00Z", "2026-01-13T08:30:00Z"), Charging("2026-01-13T08:30:00Z", "2026-01-13T09:30:00Z")).BeforeTaxes,
                Is.EqualTo(10m));
        });
    }

    private static (decimal?, decimal?, bool) Totals(Tariff tariff)
    {
        var bill = Rate(tariff, TenKwh);
        return (bill.BeforeTaxes, bill.AfterTaxes, bill.IsBounded);
    }
}
