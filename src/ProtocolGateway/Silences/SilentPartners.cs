using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Silences;

/// <summary>Who is silent, as this node has it: judged every few seconds by what all nodes have written.</summary>
internal sealed class SilentPartners(
    IDbContextFactory<JournalContext> contexts, PartnerBook partners, IEnumerable<ISignsOfLife> signs, PartnerActivity activity, TimeProvider time,
    ILogger<SilentPartners> logger)
{
    // While nobody listened, nothing could be heard.
    private readonly DateTimeOffset listening = time.GetUtcNow();
    private readonly ConcurrentDictionary<string, Silence> silent = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> answered = new();

    public Silence? Find(Partner partner) => silent.GetValueOrDefault(partner.Id);

    /// <summary>When the partner last answered a heartbeat of ours; null when it never did.</summary>
    public DateTimeOffset? LastAnswered(Partner partner) => answered.TryGetValue(partner.Id, out var at) ? at : null;

    public async Task JudgeAsync(CancellationToken cancellation)
    {
        List<SignOfLifeRow> rows;
        Dictionary<string, DateTimeOffset?> heard;
        try
        {
            await using var journal = contexts.CreateDbContext();
            rows = await journal.SignsOfLife.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            heard = await journal.PartnerStates.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, s => s.LastHeardAt, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            // What was known stands.
            SilenceLog.NotJudged(logger, unavailable.Text);
            return;
        }
        foreach (var row in rows)
        {
            if (partners.Find(row.PartnerId) is not { } partner) continue;
            if (row.AnsweredAt is { } at) answered[partner.Id] = at;
            Change(partner, Judge(partner, row, heard.GetValueOrDefault(partner.Id)));
        }
    }

    private Silence? Judge(Partner partner, SignOfLifeRow row, DateTimeOffset? written)
    {
        foreach (var sign in signs)
        {
            if (sign.AreSaidTo(partner)) return Silence.OfHub(row);
            if (row.HeardAt is null || sign.ExpectedFrom(partner) is not { } period) continue;
            var last = new[] { listening, row.HeardAt.Value, written ?? listening, activity.LastHeard(partner.Id) ?? listening }.Max();
            return Silence.OfPartner(period, last, time.GetUtcNow());
        }
        return null;
    }

    private void Change(Partner partner, Silence? now)
    {
        var before = Find(partner);
        if (now is not null) silent[partner.Id] = now;
        else silent.TryRemove(partner.Id, out _);
        if (now is not null && before is null) SilenceLog.Fell(logger, partner.Id, now.Since, now.Reason);
        else if (now is null && before is not null) SilenceLog.Spoke(logger, partner.Id);
    }
}
