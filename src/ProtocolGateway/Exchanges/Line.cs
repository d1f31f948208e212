using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// A partner's line: its standing, and what this node has seen that may change it (a circuit breaker). Each node counts for
/// itself, since what one can't reach another may; once one finds the partner unreachable all leave it alone but for one probe
/// at a time. Polly's breaker keeps its state inside one process, lets no caller ask before it calls whether it would be let
/// through, and has no waits that grow: it doesn't fit.
/// </summary>
/// <param name="unreachableAfter">So many failures in a row make the partner unreachable.</param>
internal sealed class Line(int unreachableAfter)
{
    private readonly HashSet<Guid> failed = [];
    private Standing standing = Standing.Clear;
    private int failures;

    public Standing Standing
    {
        get { lock (failed) return standing; }
        set
        {
            lock (failed)
            {
                if (standing.UnreachableAt is not null && value.UnreachableAt is null) Forget();
                standing = value;
            }
        }
    }

    public void Pause() => Standing = Standing with { Paused = true };

    public void Follow(LineChange change) => Standing = Standing with { UnreachableAt = change.UnreachableAt, LeaveUntil = change.LeaveUntil };

    /// <summary>What an attempt tells of the partner; null when nothing new.</summary>
    /// <param name="probes">It was the one that looked for an unreachable partner.</param>
    public LineChange? After(Attempt attempt, Guid delivery, bool probes, DateTimeOffset now)
    {
        lock (failed)
        {
            if (attempt.Failed) return Failed(attempt.Outcome, delivery, now);
            if (attempt is { Begun: true, OurFault: false, Cut: false, Outcome: not (Outcome.Held { Sent: null } or Outcome.Unwanted) })
            {
                Forget();
                return standing.UnreachableAt is null ? null : LineChange.Reached;
            }
            // It told nothing: the next one may look at once.
            return probes && standing.UnreachableAt is { } since ? new(since, now, "What was to look for it could not be said.") : null;
        }
    }

    private LineChange? Failed(Outcome outcome, Guid delivery, DateTimeOffset now)
    {
        // An answer may be about this one message: the same delivery says the same again.
        if (outcome.Answer is null || failed.Add(delivery)) failures++;
        var (text, asked) = outcome switch
        {
            Outcome.Unreachable unreachable => (unreachable.Text, RetrySchedule.Asked(unreachable.RetryAfter)),
            Outcome.InDoubt doubt => (doubt.Text, null),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This outcome is no failure."),
        };
        if (standing.UnreachableAt is { } since) return new(since, now + Longer(RetrySchedule.Probe(now - since), asked), text);
        if (failures >= unreachableAfter) return new(now, now + Longer(RetrySchedule.Probe(TimeSpan.Zero), asked), text) { IsNews = true };
        return asked > TimeSpan.Zero ? new(null, now + asked, text) : null;
    }

    private void Forget()
    {
        failures = 0;
        failed.Clear();
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? asked) => asked > wait ? asked.Value : wait;
}
