using ProtocolGateway.Directory;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>
/// What is looked up of an EVSE that is due, before the transaction that owes it. What of it changes in between makes the EVSE due
/// once more, or a delivery that says a half that was said already.
/// </summary>
/// <param name="Placed">Null when the directory doesn't know it as its CPO's: its state is kept until it arrives.</param>
/// <param name="Wider">What was reported of its pool, station and only connector.</param>
/// <param name="Deliveries">How what was owed last stands, by partner.</param>
internal sealed record DueLook(
    DueState Due, PlacedEvse? Placed, IReadOnlyList<EvseState> Wider, IReadOnlyDictionary<string, DeliveryState> Deliveries)
{
    /// <summary>The partner knows what was owed last.</summary>
    public bool IsTold(string partner, EvseState state) =>
        Due.OwedExchange == state.Owed.Exchange && Deliveries.TryGetValue(partner, out var last) && last == DeliveryState.Delivered;

    /// <summary>Nothing about it waits for the partner.</summary>
    public bool NothingWaits(string partner, EvseState state) => state.Owed.Exchange is null || IsTold(partner, state);
}
