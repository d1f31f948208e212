using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>
/// Gathers reports while the journal writes those before them: a storm makes larger batches, not more of them, and what waits is
/// one state for each place. A report is acknowledged by the commit of the batch that it is in.
/// </summary>
internal sealed class StatusGathering(JournalWriter writer, Node node)
{
    private readonly Lock gate = new();
    private StatusBatch next = new();
    private bool writing;

    /// <summary>Null when there is no room; else completes with null when the report is durable, or with why it is not.</summary>
    /// <param name="evses">The EVSEs that a pool, a station or a connector stands for, and their ids.</param>
    /// <param name="coalesced">It costs the journal nothing: another report of the same place is written with it.</param>
    public Task<JournalUnavailable?>? Add(EvseState state, IReadOnlyList<(StatusPlace, string)> evses, out bool coalesced)
    {
        bool begin;
        Task<JournalUnavailable?> written;
        lock (gate)
        {
            if (!next.TryAdd(state, evses, out coalesced)) return null;
            written = next.Written;
            begin = !writing;
            writing = true;
        }
        if (begin) _ = Task.Run(WriteAsync);
        return written;
    }

    private async Task WriteAsync()
    {
        while (Take() is { } batch)
        {
#pragma warning disable CA1031 // Whoever waits is told of a bug, and the next batch is written all the same.
            try
            {
                var written = await writer.WriteAsync(new StateWork(batch, node)).ConfigureAwait(false);
                batch.Done(written.Unavailable);
            }
            catch (Exception bug)
            {
                batch.Fail(bug);
            }
#pragma warning restore CA1031
        }
    }

    private StatusBatch? Take()
    {
        lock (gate)
        {
            if (next.IsEmpty)
            {
                writing = false;
                return null;
            }
            var batch = next;
            next = new();
            return batch;
        }
    }
}
