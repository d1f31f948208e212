using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Exchanges;

internal sealed class RecordLists(IDbContextFactory<JournalContext> contexts) : IRecordLists
{
    // A partner that nothing can be posted to asks for what is held for that reason alone.
    private const string NoModule = "NoModule";

    public async Task<RecordPage> ListAsync(RecordList list, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var (from, to) = (list.From ?? DateTimeOffset.UnixEpoch, list.To ?? DateTimeOffset.MaxValue);
        var cpo = list.Cpo?.ToString();
        var theirs = journal.Deliveries.AsNoTracking().Where(d =>
            d.PartnerId == list.Asker.Id && d.Message == nameof(ChargeDetailRecordIssued) && d.DeliverableAt != null
            && d.State != DeliveryState.Superseded && d.State != DeliveryState.Dropped
            && (d.State != DeliveryState.Held || d.ReasonCode == NoModule)
            && d.ReceivedAt >= from && d.ReceivedAt < to && (cpo == null || d.FromParty == cpo));
        var total = await theirs.LongCountAsync(cancellation).ConfigureAwait(false);
        var page = await (
            from delivery in theirs.Where(d => d.Sequence > list.After).OrderBy(d => d.Sequence).Skip(list.Offset).Take(list.Limit)
            join exchange in journal.Exchanges on delivery.ExchangeId equals exchange.Id
            orderby delivery.Sequence
            select new { delivery.Sequence, delivery.SourceId, delivery.FromParty, delivery.ToParty, delivery.DeliverableAt, delivery.ExchangeId, exchange.Canonical })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return new([.. page.Select(r => new ListedRecord(
            r.Sequence, (ChargeDetailRecord)CanonicalJson.Read(r.Canonical!, typeof(ChargeDetailRecord)), r.SourceId,
            Parties.Read(r.FromParty), Parties.Read(r.ToParty), r.DeliverableAt!.Value, r.ExchangeId))], total);
    }
}
