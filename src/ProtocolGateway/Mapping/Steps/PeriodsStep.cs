using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

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
        if (Remembered(session, record, completion) is { Count: > 0 } periods && periods.All(HasEnergy))
        {
            completion.Supplied("charging_periods", "the session's memory", session);
            return record with { ChargingPeriods = periods };
        }
        if (record is not { StartDateTime: { } start, EndDateTime: { } end }) return record;

        var dimensions = new List<CdrDimension>(2);
        if (record.TotalEnergy is { } energy) dimensions.Add(new() { Type = CdrDimensionType.ENERGY, Volume = energy });
        dimensions.Add(new() { Type = CdrDimensionType.TIME, Volume = (decimal)(end - start).Ticks / TimeSpan.TicksPerHour });
        completion.Trail?.Made("charging_periods[0].start_date_time", "start_date_time");
        if (dimensions.Count > 1) completion.Trail?.Made("charging_periods[0].dimensions[0].volume", "total_energy");
        completion.Trail?.Made($"charging_periods[0].dimensions[{dimensions.Count - 1}].volume", "start_date_time", "end_date_time");
        completion.Supplied("charging_periods", "one period from start to end, with the record's energy and time");
        return record with { ChargingPeriods = [new ChargingPeriod { StartDateTime = start, Dimensions = dimensions }] };
    }

    /// <summary>How the session went as its memory has it; null where it has nothing.</summary>
    public static IReadOnlyList<ChargingPeriod>? Remembered(RememberedSession? session, ChargeDetailRecord record, Completion completion) =>
        session?.ChargingPeriods ?? Pauses(session, record, completion);

    /// <summary>Null for a session that was never suspended.</summary>
    private static IReadOnlyList<ChargingPeriod>? Pauses(RememberedSession? session, ChargeDetailRecord record, Completion completion) =>
        session?.Pauses is { Count: > 0 } pauses && record is { StartDateTime: { } start, EndDateTime: { } end } && start < end
            ? SessionPeriods.Of(start, end, pauses, record.TotalEnergy, SessionPeriods.PausedIs(completion.Source), goesOn: false)
            : null;

    private static bool HasEnergy(ChargingPeriod period) => period.Dimensions?.Any(d => d is { Type: CdrDimensionType.ENERGY, Volume: not null }) == true;
}
