using Microsoft.Extensions.Logging;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Journal;

/// <summary>
/// The one writer of this process: takes what is waiting, writes it in one transaction, and tells each when it is durable.
/// It never waits for anybody but the disk, so it has a thread of its own.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private const int LargestBatch = 256;

    private readonly JournalDatabase database;
    private readonly ILogger<JournalWriter> logger;
    private readonly JournalMeter meter;
    private readonly JournalQueue waiting;
    private readonly Thread thread;
    private readonly List<JournalWork> batch = new(LargestBatch);
    private readonly HashSet<long> names = [];
    private readonly Queue<JournalWork> again = new();
    private JournalWork? postponed;
    private JournalSession? session;
    private bool committing;

    public JournalWriter(JournalDatabase database, JournalMeter meter, ILogger<JournalWriter> logger)
    {
        this.database = database;
        this.meter = meter;
        this.logger = logger;
        waiting = new JournalQueue(database.Options.QueueLength);
        thread = new Thread(Work) { Name = "journal", IsBackground = true };
        thread.Start();
        meter.Waiting = () => waiting.Count;
        meter.IsAlive = () => thread.IsAlive;
    }

    /// <summary>Never throws for a journal out of reach; a bug in the work comes as its own exception.</summary>
    public Task<Written<T>> WriteAsync<T>(JournalWork<T> work)
    {
        if (!waiting.TryAdd(work))
        {
            meter.TurnedAway();
            work.Fail(new JournalUnavailable("Too much is waiting for the journal."));
        }
        return work.Done;
    }

    public Task<Written<T>> WriteAsync<T>(Func<JournalSession, T> write) => WriteAsync(new JournalCall<T>(write));

    /// <summary>Writes what is waiting, then ends. What comes later is refused.</summary>
    public void Dispose()
    {
        waiting.Complete();
        if (!thread.IsAlive || Thread.CurrentThread == thread) return;
        thread.Join();
        waiting.Dispose();
    }

    private void Work()
    {
        while (postponed is not null || again.Count > 0 || waiting.Wait())
        {
            Gather();
            WriteBatch();
        }
        End();
    }

    /// <summary>What waits, up to the first that shares a name with one before it.</summary>
    private void Gather()
    {
        batch.Clear();
        names.Clear();
        while (batch.Count < LargestBatch && Next() is { } work)
        {
            if (database.IsRemote && !AddNames(work))
            {
                postponed = work;
                return;
            }
            batch.Add(work);
        }
    }

    private JournalWork? Next()
    {
        if (postponed is { } work)
        {
            postponed = null;
            return work;
        }
        return again.TryDequeue(out var raced) ? raced : waiting.TryTake();
    }

    private bool AddNames(JournalWork work)
    {
        if (work.Names.Any(names.Contains)) return false;
        names.UnionWith(work.Names);
        return true;
    }

    private void End()
    {
        try
        {
            session?.Tidy();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            JournalLog.NotCheckpointed(logger, e);
        }
        Reset();
    }

    private void WriteBatch()
    {
        meter.Begins();
        try
        {
            if (!TryTogetherTwice()) OneByOne();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            JournalLog.Unavailable(logger, batch.Count, unavailable.Text, e);
            meter.Failed();
            Reset();
            foreach (var work in batch) work.Fail(unavailable);
        }
#pragma warning disable CA1031 // The writer must outlive any bug; whoever waits is told of it.
        catch (Exception bug)
        {
            JournalLog.Failed(logger, batch.Count, bug);
            meter.Failed();
            Reset();
            foreach (var work in batch) work.Fail(bug);
        }
#pragma warning restore CA1031
    }

    /// <summary>
    /// That a server has closed a connection meanwhile shows only when it is used: then the batch is tried once more on a new
    /// one, unless its commit was on its way.
    /// </summary>
    private bool TryTogetherTwice()
    {
        var usedBefore = session is { IsRemote: true };
        try
        {
            return TryTogether();
        }
        catch (Exception e) when (usedBefore && !committing && JournalFaults.Explain(e) is not null)
        {
            Reset();
            return TryTogether();
        }
    }

    /// <summary>The usual way. False when one of them has a bug: everything is undone.</summary>
    private bool TryTogether()
    {
        session ??= new JournalSession(database.OpenForWriter());
        committing = false;
        session.Begin();
        try
        {
            if (session.IsRemote)
            {
                foreach (var work in batch) work.Foresee(session);
                session.Foresee(names);
            }
            foreach (var work in batch) work.Run(session);
            session.Flush();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is null)
        {
            session.Rollback();
            return false;
        }
        Commit();
        return true;
    }

    private void OneByOne()
    {
        session!.Begin();
        session.Foresee(names);
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                session.RunApart(batch[i]);
            }
            catch (Exception race) when (JournalFaults.IsRace(race))
            {
                // It may well do, or be answered by, what the other has written by then.
                if (batch[i].MayRaceAgain()) again.Enqueue(batch[i]);
                else batch[i].Fail(new JournalUnavailable("Another node was faster."));
                batch.RemoveAt(i--);
            }
            catch (Exception bug) when (JournalFaults.Explain(bug) is null)
            {
                JournalLog.WorkFailed(logger, batch[i].GetType().Name, bug);
                batch[i].Fail(bug);
                batch.RemoveAt(i--);
            }
        }
        Commit();
    }

    private void Commit()
    {
        committing = true;
        session!.Commit();
        meter.Committed(batch.Count);
        Tell();
    }

    /// <summary>Wakes one thread for all, which hands out the rest: waking one for each would take longer than many a work.</summary>
    private void Tell()
    {
        if (batch.Count == 1) batch[0].Complete();
        else ThreadPool.UnsafeQueueUserWorkItem(static works => Array.ForEach(works, static work => work.Complete()), batch.ToArray(), preferLocal: false);
    }

    /// <summary>The next batch starts with a connection of its own.</summary>
    private void Reset()
    {
        var broken = session;
        session = null;
        try
        {
            broken?.Dispose();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            JournalLog.NotClosed(logger, e);
        }
    }
}
