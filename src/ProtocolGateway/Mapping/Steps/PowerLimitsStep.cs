using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>
/// ocpi.md 6.6, min_current and max_current: 2.1.1 knows limits of power alone. A current is the sum over all phases, and the voltage that
/// from a phase to neutral, so that the power is their product, where all connectors with the tariff have the same one.
/// </summary>
internal sealed class PowerLimitsStep() : TariffsStep(
    "power-limits", "Limits of current as limits of power, where all connectors with the tariff give alternating current of one voltage.")
{
    private const int WattsPerKilowatt = 1000;

    protected override Tariff Change(Tariff tariff, Completion completion)
    {
        if (tariff.Elements is not { } elements || !elements.Any(HasCurrent) || VoltageOf(tariff, completion) is not { } volts) return tariff;
        completion.Supplied("elements[]/restrictions", $"of tariff {tariff.Id}: limits of current as limits of power, at the {volts} V of all connectors with it");
        return tariff with { Elements = [.. elements.Select(e => HasCurrent(e) ? e with { Restrictions = Convert(e.Restrictions!, volts) } : e)] };
    }

    private static bool HasCurrent(TariffElement element) => element.Restrictions is { MinCurrent: not null } or { MaxCurrent: not null };

    /// <summary>All restrictions must hold: of two limits of power the narrower one counts.</summary>
    private static TariffRestrictions Convert(TariffRestrictions told, int volts)
    {
        var (least, most) = (told.MinCurrent * volts / WattsPerKilowatt, told.MaxCurrent * volts / WattsPerKilowatt);
        return told with
        {
            MinCurrent = null,
            MaxCurrent = null,
            MinPower = least is null || told.MinPower > least ? told.MinPower : least,
            MaxPower = most is null || told.MaxPower < most ? told.MaxPower : most,
        };
    }

    /// <summary>Null where they differ, nobody knows one, or what a current means in power hangs on the vehicle, as with direct current.</summary>
    private static int? VoltageOf(Tariff tariff, Completion completion)
    {
        int? found = null;
        foreach (var connector in WithTariff(tariff, completion))
        {
            if (connector is not { PowerType: PowerType.AC_1_PHASE or PowerType.AC_3_PHASE, MaxVoltage: > 0 and var volts } || (found is not null && found != volts)) return null;
            found = volts;
        }
        return found;
    }

    private static IEnumerable<Connector> WithTariff(Tariff tariff, Completion completion) =>
        from location in completion.Places?.Look().All ?? []
        where tariff.Party is not null && tariff.Party.Equals(location.Party)
        from evse in location.Evses ?? []
        where evse.Status is not EvseStatus.REMOVED
        from connector in evse.Connectors ?? []
        where connector.TariffIds?.Any(id => Ids.Same(id, tariff.Id)) == true
        select connector;
}
