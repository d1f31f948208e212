using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, total_time and total_parking_time.</summary>
internal sealed class TotalsStep() : ChargeDetailRecordStep(
    "totals", "How long it took: from start to end; and how much of it without charging, if the session's memory has it.")
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record is { StartDateTime: { } start, EndDateTime: { } end } && !(completion.Memory.IsIssuersOwn && record.TotalTime is not null))
            record = record with { TotalTime = Time(record.TotalTime, end - start, completion) };
        if (record.TotalParkingTime is not null) return record;
        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        if (Parked(record, session, completion) is not { } parking) return record;
        completion.Supplied("total_parking_time", "the session's memory", session);
        return record with { TotalParkingTime = parking };
    }

    /// <summary>How long it was not charging, by the record, else by the session's memory; null where neither tells.</summary>
    public static TimeSpan? Parked(ChargeDetailRecord record, RememberedSession? session, Completion completion) =>
        record.TotalParkingTime ?? session?.ParkingTime ?? Paused(session, record, completion);

    /// <summary>Null for a session that was never suspended, and where that is no parking.</summary>
    private static TimeSpan? Paused(RememberedSession? session, ChargeDetailRecord record, Completion completion) =>
        session?.Pauses is { Count: > 0 } pauses && SessionPeriods.PausedIs(completion.Source) == CdrDimensionType.PARKING_TIME
            && record is { StartDateTime: { } start, EndDateTime: { } end }
            ? SessionPeriods.Paused(start, end, pauses)
            : null;

    private static TimeSpan Time(TimeSpan? told, TimeSpan taken, Completion completion)
    {
        completion.Trail?.Made("total_time", "start_date_time", "end_date_time");
        if (told is null) completion.Supplied("total_time", "from start to end");
        else if ((told.Value - taken).Duration() > Tolerance)
            completion.Losses.Add(new Loss(LossKind.Differs, "total_time", $"{told} was told; from start to end it is {taken}, which counts"));
        return taken;
    }
}
