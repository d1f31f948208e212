using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Questions;

/// <summary>Forgets answers that nobody may ask for again, open sessions that never ended as far as anybody told, and commands that nobody will hear of.</summary>
internal sealed class OldQuestions(IDbContextFactory<JournalContext> contexts, TimeProvider time, ILogger<OldQuestions> logger)
{
    /// <summary>A session of which nobody has told an end for so long is open no longer (translation.md section 3, clocks).</summary>
    public static TimeSpan LongestSession { get; } = TimeSpan.FromHours(72);

    /// <summary>Results may come so long after their commands: a CPO takes a reservation back whenever it likes.</summary>
    private static readonly TimeSpan LongestCommand = TimeSpan.FromDays(7);

    /// <summary>A record that comes even later finds its session by its ids alone.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(90);

    private DateTimeOffset due = DateTimeOffset.MinValue;

    /// <summary>Does nothing until an hour has gone since the last time.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < due) return;
        try
        {
            await using var journal = contexts.CreateDbContext();
            var (answered, opened, passed) = (now - Conversations.Remembered, now - LongestSession, now - LongestCommand);
            await journal.Questions.Where(q => q.AskedAt < answered).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            await journal.OpenSessions.Where(s => s.OpenedAt < opened).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            var unrecorded = now - LongestWait;
            await journal.UnrecordedSessions.Where(s => s.HeardAt < unrecorded).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            await journal.Commands.Where(c => c.AskedAt < passed).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            await journal.Reservations.Where(r => r.ExpiresAt < passed).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            due = now + OldChanges.Interval;
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            QuestionLog.NotRemoved(logger, e);
        }
    }
}
