using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>
/// What the journal has of a time, the newest first. Read in pages, each in a transaction of its own: a long one would keep SQLite's log
/// from being taken back, and PostgreSQL's dead rows from being cleared away.
/// </summary>
internal sealed class PreviewedRows(IDbContextFactory<JournalContext> contexts, PreviewQuestion question)
{
    private const int Keys = 1000, AtOnce = 100;

    /// <summary>True once there were more than the question's limit.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Deliveries with the exchanges by which their facts were heard.</summary>
    public async IAsyncEnumerable<(DeliveryRow Delivery, ExchangeRow Exchange)> DeliveriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = question.Limit;
        await foreach (var keys in ChosenAsync(cancellation).ConfigureAwait(false))
        {
            if (keys.Count > left) IsCut = true;
            foreach (var chunk in keys.Take(left).Chunk(AtOnce))
                foreach (var row in await LoadAsync(chunk, cancellation).ConfigureAwait(false)) yield return row;
            left -= keys.Count;
            if (IsCut) yield break;
        }
    }

    /// <summary>Documents that were refused. Whose sender nobody recognised is none of them.</summary>
    public async IAsyncEnumerable<ExchangeRow> RefusedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (since, before, left) = (Guid.CreateVersion7(question.Since.AddMilliseconds(-1)), (Guid?)null, question.Limit);
        var partner = question.PartnerId?.ToLowerInvariant();
        while (true)
        {
            await using var journal = contexts.CreateDbContext();
            var rows = journal.Exchanges.AsNoTracking().Where(e => e.Result == ExchangeResult.Refused && e.PartnerId != null && e.Id.CompareTo(since) > 0);
            if (before is { } last) rows = rows.Where(e => e.Id.CompareTo(last) < 0);
#pragma warning disable CA1862 // It becomes SQL, which knows no comparisons of ours.
            if (partner is not null) rows = rows.Where(e => e.PartnerId!.ToLower() == partner);
#pragma warning restore CA1862
            var page = await rows.OrderByDescending(e => e.Id).Take(AtOnce).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (var row in page)
            {
                if (left-- == 0)
                {
                    IsCut = true;
                    yield break;
                }
                yield return row;
            }
            if (page.Count < AtOnce) yield break;
            before = page[^1].Id;
        }
    }

    /// <summary>The sequences that the question asks for, page by page. The order in which deliveries came is the only index of their time.</summary>
    private async IAsyncEnumerable<IReadOnlyList<long>> ChosenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = long.MaxValue;
        while (true)
        {
            await using var journal = contexts.CreateDbContext();
            var page = await journal.Deliveries.AsNoTracking().Where(d => d.Sequence < before).OrderByDescending(d => d.Sequence).Take(Keys)
                .Select(d => new { d.Sequence, d.ReceivedAt, d.SourceId, d.PartnerId, d.Message }).ToListAsync(cancellation).ConfigureAwait(false);
            yield return [.. page
                .Where(d => d.ReceivedAt >= question.Since && (question.Message is null || d.Message == question.Message) && (IsAsked(d.SourceId) || IsAsked(d.PartnerId)))
                .Select(d => d.Sequence)];
            // Nodes' clocks are not quite the same: a page is passed before it counts as the end.
            if (page.Count < Keys || page.TrueForAll(d => d.ReceivedAt < question.Since)) yield break;
            before = page[^1].Sequence;
        }
    }

    private bool IsAsked(string? partner) => question.PartnerId is null || question.PartnerId.Equals(partner, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<(DeliveryRow, ExchangeRow)>> LoadAsync(long[] sequences, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var rows = await (
            from delivery in journal.Deliveries.AsNoTracking()
            join exchange in journal.Exchanges.AsNoTracking() on delivery.ExchangeId equals exchange.Id
            where sequences.Contains(delivery.Sequence)
            orderby delivery.Sequence descending
            select new { delivery, exchange }).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(r => (r.delivery, r.exchange))];
    }
}
