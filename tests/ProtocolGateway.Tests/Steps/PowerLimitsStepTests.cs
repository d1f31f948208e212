using ProtocolGateway.Canonical;
using Prices = ProtocolGateway.Tests.Rating.Some;

namespace ProtocolGateway.Tests.Steps;

/// <summary>Limits of current towards OCPI 2.1.1, which knows limits of power alone (ocpi.md 6.6).</summary>
internal sealed class PowerLimitsStepTests
{
    [TestCase(PowerType.AC_1_PHASE)]
    [TestCase(PowerType.AC_3_PHASE)]
    public void At_one_voltage_of_alternating_current_they_are_limits_of_power(PowerType type)
    {
        var step = At(Connector(type, 230), Connector(PowerType.AC_3_PHASE, 230));
        step.Completes(
            Limited(new() { MinCurrent = 16, MaxCurrent = 32, StartTime = "07:00" }), Limited(new() { MinPower = 3.68m, MaxPower = 7.36m, StartTime = "07:00" }),
            "Supplied: elements[]/restrictions: of tariff T1: limits of current as limits of power, at the 230 V of all connectors with it");
    }

    [TestCase(3, 9, 3.68, 7.36)]
    [TestCase(4, 7, 4, 7)]
    public void Beside_limits_of_power_the_narrower_count(int least, int most, double expectedLeast, double expectedMost)
    {
        var told = At(Connector(PowerType.AC_3_PHASE, 230)).Complete(Limited(new() { MinCurrent = 16, MaxCurrent = 32, MinPower = least, MaxPower = most }));
        Assert.That((told.Elements![0].Restrictions!.MinPower, told.Elements[0].Restrictions!.MaxPower), Is.EqualTo(((decimal?)expectedLeast, (decimal?)expectedMost)));
    }

    [Test]
    public void Where_voltages_differ_or_nobody_knows_one_they_stay()
    {
        var tariff = Limited(new() { MaxCurrent = 32 });
        At(Connector(PowerType.AC_3_PHASE, 230), Connector(PowerType.AC_3_PHASE, 240)).Leaves(tariff);
        At(Connector(PowerType.DC, 400)).Leaves(tariff);
        At(Connector(PowerType.AC_2_PHASE, 230)).Leaves(tariff);
        At(Connector(PowerType.AC_3_PHASE, null)).Leaves(tariff);
        At(Connector(PowerType.AC_3_PHASE, 230) with { TariffIds = ["T2"] }).Leaves(tariff);
        At().Leaves(tariff);
    }

    private static Connector Connector(PowerType type, int? volts) => Some.Connector with { PowerType = type, MaxVoltage = volts };

    private static Tariff Limited(TariffRestrictions restrictions) => Prices.Tariff(Prices.Element(restrictions, Prices.Energy(0.30m)), Prices.Element(Prices.Energy(0.20m))) with { Id = "T1" };

    private static StepUnderTest At(params Connector[] connectors) =>
        new("power-limits") { Locations = { Some.Location with { Evses = [Some.Evse with { Connectors = connectors }] } } };
}
