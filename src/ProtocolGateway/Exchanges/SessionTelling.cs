using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>What a session's eMSP is owed of a report, in the form in which it is told sessions (translation.md section 8).</summary>
/// <param name="Owed">One delivery each, in order; null: the report as it was heard.</param>
/// <param name="Memory">The session's, with what telling it changes.</param>
internal sealed record SessionTelling(IReadOnlyList<Session?> Owed, RememberedSession Memory)
{
    private static readonly IReadOnlyList<Session?> AsHeard = [null];

    /// <summary>The session is settled: nobody is told any more.</summary>
    public bool IsLate { get; private init; }

    /// <summary>The message as it was heard.</summary>
    public static SessionTelling AsItIs(Route route, RememberedSession memory) => new(route.IsUnwanted ? [] : AsHeard, memory);

    /// <summary>A report after the session's record: kept, and told to nobody.</summary>
    public static SessionTelling TooLate(RememberedSession memory) => new(AsHeard, memory) { IsLate = true };

    /// <param name="route">Whom it is for.</param>
    /// <param name="source">Who said it.</param>
    /// <param name="before">The session's memory without the report; null for a session that nobody knew.</param>
    /// <param name="memory">The same with it.</param>
    public static SessionTelling Of(Route route, Partner source, RememberedSession? before, RememberedSession memory, Session report, DateTimeOffset now) =>
        route.Operation?.Form switch
        {
            SessionForm.Whole when report.Status is null => new([SessionWhole.Of(memory, report, source.Sessions)], memory),
            SessionForm.Moments when report.Status is not null => Moments(route, before, memory, report, now),
            _ => new(route.IsUnwanted ? [] : AsHeard, memory),
        };

    private static SessionTelling Moments(Route route, RememberedSession? before, RememberedSession memory, Session report, DateTimeOffset now)
    {
        if (Happened(before, report) is { } happened) return new([Moment(report, happened)], memory);
        if (report.Status is not SessionStatus.ACTIVE || memory.ReadingsWanted != true) return new([], memory);
        return memory.ReadingOwedAt + route.Partner!.Sessions.ReadingsEvery > now ? new([], memory) : new(AsHeard, memory with { ReadingOwedAt = now });
    }

    /// <summary>What the report tells that no earlier one has told; null for a reading.</summary>
    private static SessionEvent? Happened(RememberedSession? before, Session report)
    {
        var state = before?.State;
        if (state is SessionState.ENDED or SessionState.CLOSED) return null;
        return report.Status switch
        {
            SessionStatus.ACTIVE when state is not (SessionState.ACTIVE or SessionState.SUSPENDED) =>
                new() { Type = SessionEventType.STARTED, At = report.StartDateTime },
            SessionStatus.COMPLETED => new() { Type = SessionEventType.TERMINATED, At = report.EndDateTime ?? report.LastUpdated },
            SessionStatus.INVALID => new() { Type = SessionEventType.TERMINATED, At = report.EndDateTime ?? report.LastUpdated, Parameter = "invalid" },
            _ => null,
        };
    }

    /// <summary>The event, with what the report told beside it: whatever of that eMIP has no place for is reported.</summary>
    private static Session Moment(Session report, SessionEvent happened) => report with { CpoSessionId = report.CpoSessionId ?? report.Id, Event = happened };
}
