using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Questions;

/// <summary>
/// Commands of which nobody knows in time what came of them, be it that the CPO keeps silent or that the node which asked is gone:
/// their askers are told so. Any number of nodes may do it at once.
/// </summary>
internal sealed class OverdueResults(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Dispatcher dispatcher, PartnerBook partners, TimeProvider time,
    ILogger<OverdueResults> logger)
{
    private const int AtOnce = 50;

    public async Task SettleAsync(CancellationToken cancellation)
    {
        try
        {
            var now = time.GetUtcNow();
            await using var journal = contexts.CreateDbContext();
            var overdue = await journal.Commands
                .Where(c => c.ResponseUrl != null && c.Result == null && c.Deadline <= now).OrderBy(c => c.Deadline).Select(c => c.Id)
                .Take(AtOnce).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (var command in overdue) await SettleAsync(command, now).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            QuestionLog.NotSettled(logger, e);
        }
    }

    private async Task SettleAsync(string id, DateTimeOffset now)
    {
        var written = await writer.WriteAsync(new OverdueWork(id, partners, now)).ConfigureAwait(false);
        if (written.Value?.Due is { } due) dispatcher.Offer(due);
    }

    private sealed class OverdueWork(string id, PartnerBook partners, DateTimeOffset now) : JournalWork<Overdue>
    {
        public override IReadOnlyCollection<long> Names => [ResultOwing.Name(id)];

        protected override Overdue Write(JournalSession journal)
        {
            if (journal.Commands.Find(id) is not { Result: null } command) return new(null);
            var asked = partners.Find(command.AskedId);
            var silence = new Heard
            {
                Partner = asked,
                Protocol = asked?.Protocol ?? "",
                Operation = command.Question,
                ReceivedAt = now,
                Body = default,
                Headers = "nothing was heard in time",
                Asked = true,
            };
            return new(ResultOwing.Settle(journal, command, new() { Result = CommandResult.TIMEOUT }, silence, null, null, now));
        }
    }

    private sealed record Overdue(DueDelivery? Due);
}
