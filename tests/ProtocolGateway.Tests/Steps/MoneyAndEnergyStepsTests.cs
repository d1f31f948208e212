using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Steps;

public sealed class MoneyAndEnergyStepsTests
{
    private static readonly Agreement ZeroWithRemark = new() { Unpriced = UnpricedPolicy.ZeroWithRemark, Currency = "CHF" };
    private static readonly ChargeDetailRecord Unpriced = Some.FromEmip with { TotalCost = null, Currency = null };

    [Test]
    public void A_price_that_was_told_stays() => new StepUnderTest("price") { Agreement = ZeroWithRemark }.Leaves(Some.FromEmip);

    [Test]
    public void A_cost_of_0_is_a_price() => new StepUnderTest("price").Leaves(Some.FromEmip with { TotalCost = new Price { BeforeTaxes = 0 } });

    [Test]
    public void A_record_without_a_price_is_held() => new StepUnderTest("price") { Agreement = new Agreement { Currency = "EUR" } }.Holds(Unpriced, "NoPrice", "settings");

    [Test]
    public void A_cost_without_its_currency_is_no_price() => new StepUnderTest("price").Holds(Some.FromEmip with { Currency = null }, "NoPrice", "settings");

    [Test]
    public void A_stopgap_is_no_price() => new StepUnderTest("price").Holds(Some.FromEmip with { Remark = "[?] unknown" }, "NoPrice", "settings");

    [Test]
    public void A_cost_of_0_from_somebody_who_means_unknown_is_no_price() =>
        new StepUnderTest("price") { Source = Some.Partner("acme-cpo", Role.CPO, "FR798") with { ZeroMeansUnknown = true } }
            .Holds(Some.FromEmip with { TotalCost = new Price { BeforeTaxes = 0.00m } }, "NoPrice", "settings");

    [TestCase(null, "[?]")]
    [TestCase("out of order", "[?] out of order")]
    [TestCase("[?] told so", "[?] told so")]
    public void The_agreement_may_want_0_with_a_remark(string? remark, string expected) => new StepUnderTest("price") { Agreement = ZeroWithRemark }.Completes(
        Unpriced with { Remark = remark },
        Unpriced with { TotalCost = new Price { BeforeTaxes = 0 }, Currency = "CHF", Remark = expected },
        "Supplied: total_cost: 0 CHF by the agreement's Unpriced: the record names no cost");

    [Test]
    public void A_receiver_that_needs_no_price_gets_no_stopgap() => new StepUnderTest("unpriced").Completes(
        Some.FromOcpi with { TotalCost = new Price { BeforeTaxes = 0 }, Remark = "[?]" },
        Some.FromOcpi with { TotalCost = null, Currency = null, Remark = "[?]" },
        "Untold: total_cost: the record's remark begins [?]: its cost is a stopgap");

    [Test]
    public void A_receiver_that_needs_no_price_gets_the_one_that_was_told() => new StepUnderTest("unpriced").Leaves(Some.FromOcpi);

    [Test]
    public void A_record_without_energy_is_held() => new StepUnderTest("energy").Holds(Some.FromEmip with { TotalEnergy = null }, "NoEnergy", null);

    // 3 x 230 V x 32 A for 1.5 h, and a tenth to spare: 36.432 kWh.
    [TestCase("36.432", true)]
    [TestCase("36.433", false)]
    [TestCase("21500", false)]
    public void More_energy_than_the_connector_can_give_is_held(string kwh, bool plausible)
    {
        var step = new StepUnderTest("energy") { Locations = { Some.Location } };
        var record = Some.FromEmip with { TotalEnergy = decimal.Parse(kwh, System.Globalization.CultureInfo.InvariantCulture) };

        if (plausible) step.Leaves(record);
        else step.Holds(record, "ImplausibleEnergy", null);
    }

    // For 1.5 h and a tenth to spare.
    [TestCase(PowerType.AC_1_PHASE, null, 12.144)]
    [TestCase(PowerType.AC_2_PHASE, null, 24.288)]
    [TestCase(PowerType.AC_2_PHASE_SPLIT, null, 24.288)]
    [TestCase(PowerType.AC_3_PHASE, null, 36.432)]
    [TestCase(PowerType.DC, null, 12.144)]
    [TestCase(PowerType.DC, 50000, 82.5)]
    public void The_power_is_the_stated_one_else_voltage_by_amperage_and_phases(PowerType type, int? watts, double most)
    {
        var connector = Some.Connector with { PowerType = type, MaxElectricPower = watts };
        var step = new StepUnderTest("energy") { Locations = { Some.Location with { Evses = [Some.Evse with { Connectors = [connector] }] } } };

        step.Leaves(Some.FromEmip with { TotalEnergy = (decimal)most });
        step.Holds(Some.FromEmip with { TotalEnergy = (decimal)most + 0.001m }, "ImplausibleEnergy", null);
    }

    [Test]
    public void Energy_at_an_unknown_EVSE_is_believed() => new StepUnderTest("energy").Leaves(Some.FromEmip with { TotalEnergy = 21500 });

    [Test]
    public void Of_several_connectors_the_strongest_counts_unless_the_record_names_one()
    {
        var evse = Some.Evse with { Connectors = [Some.Connector, Some.Connector with { Id = "2", MaxElectricPower = 150000 }] };
        var step = new StepUnderTest("energy") { Locations = { Some.Location with { Evses = [evse] } } };

        step.Leaves(Some.FromEmip with { TotalEnergy = 200 });
        step.Holds(Some.FromOcpi with { TotalEnergy = 200 }, "ImplausibleEnergy", null);
    }
}
