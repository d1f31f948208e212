using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Sessions;

/// <summary>
/// The session as a whole, of what its memory has after an event, a reading or a record, for whoever is told sessions so
/// (translation.md section 8). Nothing is looked up elsewhere: place, token and currency are the mapping's steps' to find.
/// </summary>
internal static class SessionWhole
{
    /// <param name="memory">With what the report told.</param>
    /// <param name="report">An event, or a reading.</param>
    /// <param name="cpo">How the CPO's reports are understood.</param>
    public static Session Of(RememberedSession memory, Session report, SessionSettings cpo)
    {
        var start = memory.StartedAt ?? report.StartDateTime ?? report.Event?.At;
        var at = report.Event?.At ?? report.ReadAt ?? start;
        // What has just begun has charged nothing; afterwards only the meter knows.
        var kwh = memory.Reading is { } reading ? reading.Kwh : report.Event?.Type is SessionEventType.STARTED && memory.Pauses is null ? 0 : (decimal?)null;
        return report with
        {
            StartDateTime = start,
            EndDateTime = memory.EndedAt,
            ReadAt = memory.Reading?.At ?? report.ReadAt,
            Kwh = kwh,
            TotalCost = memory.Reading?.Cost,
            Currency = memory.Reading?.Currency,
            EvseId = report.EvseId ?? memory.EvseId,
            ConnectorId = report.ConnectorId ?? memory.ConnectorId,
            ChargingPeriods = Periods(memory, start, memory.EndedAt ?? at, kwh, cpo, goesOn: memory.EndedAt is null),
            Status = SessionStatus.ACTIVE,
        };
    }

    /// <summary>What its final record makes of it.</summary>
    public static Session Of(RememberedSession memory, ChargeDetailRecord record, SessionSettings cpo) => new()
    {
        Party = record.Party,
        Id = record.SessionId ?? record.Id,
        CpoSessionId = record.CpoSessionId,
        EmspSessionId = record.EmspSessionId,
        StartDateTime = record.StartDateTime,
        EndDateTime = record.EndDateTime,
        ReadAt = record.EndDateTime,
        Kwh = record.TotalEnergy,
        TotalTime = record.TotalTime,
        TotalCost = record.Currency is null ? null : record.TotalCost,
        Currency = record.Currency,
        CdrToken = record.CdrToken,
        EvseId = record.CdrLocation?.EvseId ?? memory.EvseId,
        ConnectorId = record.CdrLocation?.ConnectorId ?? memory.ConnectorId,
        ChargingPeriods = Periods(memory, record.StartDateTime, record.EndDateTime, record.TotalEnergy, cpo, goesOn: false),
        Status = SessionStatus.COMPLETED,
        Product = record.Product,
        Service = record.Service,
        Meters = record.Meters,
    };

    private static IReadOnlyList<ChargingPeriod>? Periods(
        RememberedSession memory, DateTimeOffset? start, DateTimeOffset? until, decimal? kwh, SessionSettings cpo, bool goesOn) =>
        start < until ? SessionPeriods.Of(start.Value, until.Value, memory.Pauses, kwh, cpo.SuspendedIs, goesOn) : null;
}
