using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProtocolGateway.Telemetry;

/// <summary>How the journal's writer does. It is told by the writer's thread, and asked by any.</summary>
internal sealed class JournalMeter
{
    private readonly Histogram<double> batches;
    private readonly Histogram<double> commits;
    private readonly Counter<long> failures;
    private readonly Counter<long> refusals;
    private long writingSince;
    private volatile bool failing;

    public JournalMeter(GatewayMeter meter)
    {
        batches = meter.Histogram("journal.batch.size", "{work}", "Works that one commit makes durable.", Bounds.Batch);
        commits = meter.Histogram("journal.commit.duration", "s", "A batch from its first statement to the disk's word that it is durable.", Bounds.Commit);
        failures = meter.Counter("journal.failures", "{commit}", "Batches of which nothing was stored.");
        refusals = meter.Counter("journal.queue.refusals", "{work}", "Works turned away because too much was waiting: their senders got 503.");
        meter.Gauge("journal.up", "", "1 when the last commit succeeded, else 0.", () => IsUp ? 1 : 0);
        meter.Gauge("journal.queue.length", "{work}", "Works that wait for the writer.", () => Waiting());
    }

    /// <summary>The last commit succeeded, or there was none yet.</summary>
    public bool IsUp => !failing;

    /// <summary>How many works wait; the writer says.</summary>
    public Func<int> Waiting { get; set; } = () => 0;

    /// <summary>True while the writer's thread lives; the writer says.</summary>
    public Func<bool> IsAlive { get; set; } = () => true;

    /// <summary>How long the batch in progress has taken; zero between batches.</summary>
    public TimeSpan WritingFor => Volatile.Read(ref writingSince) is > 0 and var since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Tells what never happened as 0, so that its first time is seen as a rise.</summary>
    public void Open()
    {
        failures.Add(0);
        refusals.Add(0);
    }

    public void Begins() => Volatile.Write(ref writingSince, Stopwatch.GetTimestamp());

    /// <param name="works">How many of them are durable now.</param>
    public void Committed(int works)
    {
        failing = false;
        batches.Record(works);
        if (commits.Enabled) commits.Record(WritingFor.TotalSeconds);
        Volatile.Write(ref writingSince, 0);
    }

    public void Failed()
    {
        failing = true;
        failures.Add(1);
        Volatile.Write(ref writingSince, 0);
    }

    /// <summary>The queue was full.</summary>
    public void TurnedAway() => refusals.Add(1);
}
