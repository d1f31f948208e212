using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.6: an element about reservations is left out whole, since without its restriction everybody would pay it.</summary>
internal sealed class NoReservationPricesStep() : TariffsStep("no-reservation-prices", "Leaves out what reservations cost, which the receiver's version can't tell apart.")
{
    protected override Tariff Change(Tariff tariff, Completion completion)
    {
        if (tariff.Elements?.Any(IsReservation) != true) return tariff;
        completion.Losses.Add(new Loss(LossKind.Untold, "elements", $"tariff {tariff.Id}: the prices of reservations have no place here"));
        return tariff with { Elements = [.. tariff.Elements.Where(e => !IsReservation(e))] };
    }

    private static bool IsReservation(TariffElement element) => element.Restrictions?.Reservation is not null;
}
