using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Questions;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Sessions that were allowed and have not started in time, and sessions that have ended and whose record has not come in time
/// (translation.md sections 3 and 8). Any number of nodes may do it at once: each is settled once.
/// </summary>
internal sealed class SessionWatch(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Routing routing, PartnerBook partners, Dispatcher dispatcher, TimeProvider time,
    ILogger<SessionWatch> logger)
{
    private const int AtOnce = 50;

    public async Task SettleAsync(CancellationToken cancellation)
    {
        try
        {
            var now = time.GetUtcNow();
            foreach (var (session, awaited) in await DueAsync(now, cancellation).ConfigureAwait(false))
            {
                var work = new SessionWaitWork(session, awaited, partners, routing, now);
                var written = await writer.WriteAsync(work).ConfigureAwait(false);
                if (written.Value?.Due is { } due) dispatcher.Offer(due);
            }
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            QuestionLog.NotSettled(logger, e);
        }
    }

    private async Task<IReadOnlyList<(RememberedSession, SessionAwaited)>> DueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var found = await (
            from wait in journal.SessionWaits
            join session in journal.Sessions on wait.SessionId equals session.Id
            where wait.DueAt <= now
            orderby wait.DueAt
            select new { wait.Awaited, session.Body }).Take(AtOnce).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. found.Select(f => ((RememberedSession)CanonicalJson.Read(f.Body, typeof(RememberedSession)), f.Awaited))];
    }
}
