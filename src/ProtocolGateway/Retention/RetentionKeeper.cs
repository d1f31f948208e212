using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Retention;

/// <summary>
/// Lets go of what is settled and old enough, in small pieces between which everything else is written. Any number of nodes
/// may do it at once: what is done is done once.
/// </summary>
internal sealed class RetentionKeeper(
    JournalDatabase database, JournalWriter writer, RetentionSettings settings, TimeProvider time, ILogger<RetentionKeeper> logger)
{
    private const int Piece = 100;
    private const string Compacted = "compacted";

    // Making a file anew keeps senders waiting: not for every hour's few records.
    private static readonly TimeSpan BetweenCompactions = TimeSpan.FromDays(7);

    private DateTimeOffset? compactedAt;

    /// <summary>False when the journal is out of reach: the next run goes on where this one stopped.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation) =>
        await RunAsync(RetentionStage.Documents, settings.Documents, cancellation).ConfigureAwait(false)
        && await RunAsync(RetentionStage.PersonalData, settings.PersonalData, cancellation).ConfigureAwait(false)
        && await CompactAsync().ConfigureAwait(false);

    /// <summary>Makes the files anew once personal data went since the last time.</summary>
    private async Task<bool> CompactAsync()
    {
        var now = time.GetUtcNow();
        if (database.IsRemote || now - compactedAt < BetweenCompactions) return true;
        var gone = await writer.WriteAsync(session =>
        {
            using var journal = new RetentionStatements(session);
            return (UpTo: journal.UpTo(RetentionStage.PersonalData.Name), Compacted: journal.UpTo(Compacted));
        }).ConfigureAwait(false);
        if (gone.Unavailable is not null || gone.Value.UpTo == gone.Value.Compacted) return gone.Unavailable is null;
        try
        {
            database.Compact();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            RetentionLog.Interrupted(logger, unavailable.Text);
            return false;
        }
        compactedAt = now;
        return await WriteAsync(journal =>
        {
            journal.Advance(Compacted, gone.Value.UpTo);
            return new(0, null);
        }).ConfigureAwait(false) is not null;
    }

    private async Task<bool> RunAsync(RetentionStage stage, TimeSpan kept, CancellationToken cancellation)
    {
        var until = First(time.GetUtcNow() - kept);
        var rests = await RepeatAsync((journal, last) => Rests(stage, journal, last), cancellation).ConfigureAwait(false);
        if (rests is null) return false;
        var next = await RepeatAsync((journal, _) => Next(stage, journal, until), cancellation).ConfigureAwait(false);
        if (rests.Value + (next ?? 0) is > 0 and var done) RetentionLog.Done(logger, stage.Name, done);
        return next is not null;
    }

    /// <summary>Piece after piece to the end: how many exchanges are done; null when the journal is out of reach.</summary>
    private async Task<int?> RepeatAsync(Func<RetentionStatements, Guid, Part> piece, CancellationToken cancellation)
    {
        var done = 0;
        for (Guid? last = Guid.Empty; last is { } from;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await WriteAsync(journal => piece(journal, from)).ConfigureAwait(false) is not { } part) return null;
            (last, done) = (part.Last, done + part.Done);
        }
        return done;
    }

    private async Task<Part?> WriteAsync(Func<RetentionStatements, Part> write)
    {
        var written = await writer.WriteAsync(session =>
        {
            using var statements = new RetentionStatements(session);
            return write(statements);
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) RetentionLog.Interrupted(logger, unavailable.Text);
        return written.Value;
    }

    /// <summary>What an earlier run had to pass by.</summary>
    private static Part Rests(RetentionStage stage, RetentionStatements journal, Guid last)
    {
        var exchanges = journal.Rests(stage.Name, last, Piece);
        var settled = exchanges.Where(journal.IsSettled).ToList();
        foreach (var exchange in settled)
        {
            stage.Apply(journal, exchange);
            journal.Done(stage.Name, exchange);
        }
        return new(settled.Count, exchanges.Count < Piece ? null : exchanges[^1]);
    }

    private static Part Next(RetentionStage stage, RetentionStatements journal, Guid until)
    {
        var exchanges = journal.After(journal.UpTo(stage.Name), until, Piece);
        if (exchanges.Count == 0) return new(0, null);
        var done = 0;
        foreach (var exchange in exchanges)
        {
            if (!journal.IsSettled(exchange))
            {
                journal.PassBy(stage.Name, exchange);
                continue;
            }
            stage.Apply(journal, exchange);
            done++;
        }
        journal.Advance(stage.Name, exchanges[^1]);
        return new(done, exchanges[^1]);
    }

    /// <summary>The smallest id that an exchange of that time can have.</summary>
    private static Guid First(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }

    /// <param name="Last">Where to go on; null at the end.</param>
    private sealed record Part(int Done, Guid? Last);
}
