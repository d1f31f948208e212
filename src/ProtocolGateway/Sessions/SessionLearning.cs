using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>What a session's memory learns from a report of its CPO (translation.md sections 3 and 8).</summary>
internal static class SessionLearning
{
    public static RememberedSession Learn(RememberedSession session, Session report) => report switch
    {
        _ when session.State is SessionState.CLOSED => session,
        { Status: not null } => LearnWhole(session, report),
        { Event: { Type: not null, At: { } at } happened } => LearnEvent(session, happened, at),
        { Event: null, ReadAt: { } at } => LearnReading(session, report, at),
        _ => session,
    };

    private static RememberedSession LearnWhole(RememberedSession session, Session report) => report.Status switch
    {
        SessionStatus.ACTIVE => session with { State = SessionState.ACTIVE, StartedAt = report.StartDateTime, EndedAt = report.EndDateTime },
        SessionStatus.COMPLETED =>
            session with { State = SessionState.ENDED, StartedAt = report.StartDateTime, EndedAt = report.EndDateTime ?? report.LastUpdated },
        // Nobody pays it: no record is waited for.
        SessionStatus.INVALID => session with { State = SessionState.CLOSED, EndedAt = report.EndDateTime ?? report.LastUpdated },
        _ => session,
    };

    /// <summary>What is told late doesn't call back what ended.</summary>
    private static RememberedSession LearnEvent(RememberedSession session, SessionEvent happened, DateTimeOffset at)
    {
        var ended = session.State is SessionState.ENDED;
        return happened.Type switch
        {
            SessionEventType.STARTED => (session.Pauses is null ? session : session with { Pauses = End(session.Pauses, at) }) with
            {
                State = ended ? SessionState.ENDED : SessionState.ACTIVE,
                StartedAt = session.StartedAt ?? at,
            },
            SessionEventType.SUSPENDED => session with
            {
                State = ended ? SessionState.ENDED : SessionState.SUSPENDED,
                Pauses = Begin(session, at),
            },
            _ => session with { State = SessionState.ENDED, EndedAt = at },
        };
    }

    private static RememberedSession LearnReading(RememberedSession session, Session report, DateTimeOffset at) => session with
    {
        // A meter that runs is a start, whoever never reports one.
        State = session.State is SessionState.SUSPENDED or SessionState.ENDED ? session.State : SessionState.ACTIVE,
        StartedAt = session.StartedAt ?? report.StartDateTime,
        Reading = session.Reading is not { } last ? new(at, report.Kwh, report.TotalCost, report.Currency)
            : last.At > at ? last
            : new(at, report.Kwh ?? last.Kwh, report.TotalCost ?? last.Cost, report.Currency ?? last.Currency),
        Pauses = session.Pauses is { } pauses && report.Kwh is not null ? [.. pauses.Select(p => Covers(p, at) ? p with { Kwh = report.Kwh } : p)] : session.Pauses,
    };

    private static IReadOnlyList<SessionPause> Begin(RememberedSession session, DateTimeOffset at)
    {
        var pauses = session.Pauses ?? [];
        if (pauses.Any(p => Covers(p, at))) return pauses;
        var kwh = session.Reading is { } reading && reading.At >= at ? reading.Kwh : null;
        return [.. pauses.Append(new(at, pauses.FirstOrDefault(p => p.From > at)?.From, kwh)).OrderBy(p => p.From)];
    }

    private static IReadOnlyList<SessionPause> End(IReadOnlyList<SessionPause> pauses, DateTimeOffset at) =>
        [.. pauses.Select(p => p.To is null && p.From <= at ? p with { To = at } : p)];

    private static bool Covers(SessionPause pause, DateTimeOffset at) => pause.From <= at && !(pause.To < at);
}
