using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, total_energy.</summary>
internal sealed class EnergyStep() : ChargeDetailRecordStep(
    "energy", "How much was charged: a record without energy is held, and one with more than the connector can give.")
{
    private const decimal Tolerance = 1.1m;

    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.TotalEnergy is not { } energy) return new Hold("NoEnergy", "The record says nothing about the energy.");
        if (record is not { StartDateTime: { } start, EndDateTime: { } end }) return record;
        var place = await completion.Memory.FindPlaceAsync(record, completion, cancellation).ConfigureAwait(false);
        if (place is not { Exact: true } || ConnectorPower.MostOf(place.Evse, record.CdrLocation?.ConnectorId) is not { } watts) return record;

        var most = watts / 1000m * (end - start).Ticks / TimeSpan.TicksPerHour * Tolerance;
        if (energy <= most) return record;
        return new Hold(
            "ImplausibleEnergy",
            FormattableString.Invariant($"{energy} kWh in {end - start} is more than the connector's {watts / 1000m} kW can give ({most:0.###} kWh with a tenth to spare). Wh told as kWh?"));
    }
}
