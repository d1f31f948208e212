using System.Diagnostics;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>
/// Writes in short transactions with pauses between them. SQLite lets one write at a time, and who waits looks only every
/// 100 ms whether it is its turn: a gateway on the same journal gets one in each pause.
/// </summary>
internal sealed class DirectoryWriter : IDisposable
{
    private const int Most = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(160);

    private readonly ImportedRows rows;
    private readonly TimeProvider time;
    private readonly JournalConnection connection;
    private readonly DirectoryStatements statements;
    private readonly Queue<Reading> waiting = new(Most);
    private long? ended;

    public DirectoryWriter(JournalDatabase database, ImportedRows rows, TimeProvider time)
    {
        (this.rows, this.time) = (rows, time);
        // Nobody waits for an import: it has patience with a busy gateway.
        connection = database.OpenPatiently();
        statements = new DirectoryStatements(connection);
    }

    /// <summary>Returns how many were written.</summary>
    public async ValueTask<int> AddAsync(Reading row, CancellationToken cancellation)
    {
        waiting.Enqueue(row);
        return waiting.Count < Most ? 0 : await FlushAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask<int> FlushAsync(CancellationToken cancellation)
    {
        var written = 0;
        while (waiting.Count > 0)
        {
            if (ended is { } last && Pause - Stopwatch.GetElapsedTime(last) is { Ticks: > 0 } rest)
                await Task.Delay(rest, cancellation).ConfigureAwait(false);
            written += WriteOnce();
            ended = Stopwatch.GetTimestamp();
        }
        return written;
    }

    public void Dispose()
    {
        statements.Dispose();
        connection.Dispose();
    }

    private int WriteOnce()
    {
        connection.Begin();
        try
        {
            var began = Stopwatch.GetTimestamp();
            var written = 0;
            while (Stopwatch.GetElapsedTime(began) < Longest && waiting.TryDequeue(out var row))
            {
                rows.Write(row, statements, time.GetUtcNow());
                written++;
            }
            connection.Commit();
            return written;
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }
}
