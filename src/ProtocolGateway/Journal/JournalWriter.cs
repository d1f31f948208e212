using System.Threading.Channels;
using Microsoft.Extensions.Logging;

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
    private readonly Channel<JournalWork> waiting;
    private readonly Thread thread;
    private readonly List<JournalWork> batch = new(LargestBatch);
    private JournalSession? session;

    public JournalWriter(JournalDatabase database, ILogger<JournalWriter> logger)
    {
        this.database = database;
        this.logger = logger;
        waiting = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(database.Options.QueueLength)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        thread = new Thread(Work) { Name = "journal", IsBackground = true };
        thread.Start();
    }

    /// <summary>Never throws for a journal out of reach; a bug in the work comes as its own exception.</summary>
    public Task<Written<T>> WriteAsync<T>(JournalWork<T> work)
    {
        if (!waiting.Writer.TryWrite(work)) work.Fail(new JournalUnavailable("Too much is waiting for the journal."));
        return work.Done;
    }

    public Task<Written<T>> WriteAsync<T>(Func<JournalSession, T> write) => WriteAsync(new JournalCall<T>(write));

    /// <summary>Writes what is waiting, then ends. What comes later is refused.</summary>
    public void Dispose()
    {
        waiting.Writer.TryComplete();
        if (thread.IsAlive && Thread.CurrentThread != thread) thread.Join();
    }

    private void Work()
    {
        while (Wait())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && waiting.Reader.TryRead(out var work)) batch.Add(work);
            WriteBatch();
        }
        End();
    }

    private void End()
    {
        try
        {
            session?.Checkpoint();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            JournalLog.NotCheckpointed(logger, e);
        }
        Reset();
    }

    private bool Wait()
    {
        var ready = waiting.Reader.WaitToReadAsync();
        return ready.IsCompleted ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    private void WriteBatch()
    {
        try
        {
            if (!TryTogether()) OneByOne();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            JournalLog.Unavailable(logger, batch.Count, unavailable.Text, e);
            Reset();
            foreach (var work in batch) work.Fail(unavailable);
        }
#pragma warning disable CA1031 // The writer must outlive any bug; whoever waits is told of it.
        catch (Exception bug)
        {
            JournalLog.Failed(logger, batch.Count, bug);
            Reset();
            foreach (var work in batch) work.Fail(bug);
        }
#pragma warning restore CA1031
    }

    /// <summary>The usual way. False when one of them has a bug: everything is undone.</summary>
    private bool TryTogether()
    {
        session ??= new JournalSession(database.OpenForWriter());
        session.Begin();
        try
        {
            foreach (var work in batch) work.Run(session);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is null)
        {
            session.Rollback();
            return false;
        }
        session.Commit();
        foreach (var work in batch) work.Complete();
        return true;
    }

    private void OneByOne()
    {
        session!.Begin();
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                session.RunApart(batch[i]);
            }
            catch (Exception bug) when (JournalFaults.Explain(bug) is null)
            {
                JournalLog.WorkFailed(logger, batch[i].GetType().Name, bug);
                batch[i].Fail(bug);
                batch.RemoveAt(i--);
            }
        }
        session.Commit();
        foreach (var work in batch) work.Complete();
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
