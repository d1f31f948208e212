using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, charging_periods.</summary>
internal sealed class PeriodsStep() : ChargeDetailRecordStep(
    "periods", "How the charging went: the periods that the session's memory has, else one from start to end with energy and time.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.ChargingPeriods is { Count: > 0 }) return record;
        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        // A boundary without a reading leaves a period without energy, which would then not add up to the record's.
        if (session?.ChargingPeriods is { Count: > 0 } periods && periods.All(HasEnergy))
        {
            completion.Supplied("charging_periods", "the session's memory");
            return record with { ChargingPeriods = periods };
        }
        if (record is not { StartDateTime: { } start, EndDateTime: { } end }) return record;

        var dimensions = new List<CdrDimension>(2);
        if (record.TotalEnergy is { } energy) dimensions.Add(new() { Type = CdrDimensionType.ENERGY, Volume = energy });
        dimensions.Add(new() { Type = CdrDimensionType.TIME, Volume = (decimal)(end - start).Ticks / TimeSpan.TicksPerHour });
        completion.Supplied("charging_periods", "one period from start to end, with the record's energy and time");
        return record with { ChargingPeriods = [new ChargingPeriod { StartDateTime = start, Dimensions = dimensions }] };
    }

    private static bool HasEnergy(ChargingPeriod period) => period.Dimensions?.Any(d => d is { Type: CdrDimensionType.ENERGY, Volume: not null }) == true;
}
