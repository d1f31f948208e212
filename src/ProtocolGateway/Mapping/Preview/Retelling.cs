using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>
/// Translates what the journal has once more, by any mapping files: read from the bytes that were heard, completed with the directory and
/// the sessions' memory of now, and written for whom it is owed to. Says nothing, and writes nothing down.
/// </summary>
internal sealed class Retelling(IDbContextFactory<JournalContext> contexts, ProtocolTable protocols, PartnerBook partners, Preparation preparation)
{
    /// <summary>Null when there is no such delivery.</summary>
    /// <param name="trail">Is told what happens; null where nobody asks.</param>
    public async Task<Retold?> RetellAsync(Guid delivery, MappingBook book, Trail? trail, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var found = await (
            from row in journal.Deliveries.AsNoTracking()
            join exchange in journal.Exchanges.AsNoTracking() on row.ExchangeId equals exchange.Id
            where row.Id == delivery
            select new { row, exchange }).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return found is null ? null : await RetellAsync(found.row, found.exchange, book, trail, cancellation).ConfigureAwait(false);
    }

    /// <param name="exchange">By which the delivery's fact was heard.</param>
    public async ValueTask<Retold> RetellAsync(DeliveryRow row, ExchangeRow exchange, MappingBook book, Trail? trail, CancellationToken cancellation)
    {
        var kind = FactKinds.Of(row.Message);
        var reading = Read(exchange, book, trail);
        // What is owed in a form of its own, and a status that came with a location, is more than what the document says, or less.
        var isWhole = reading is not null && row.Body is null && (reading.Message is null || reading.Message.GetType() == kind.Message);
        var told = new Retold
        {
            From = isWhole ? RetoldFrom.Document : IsDeleted(exchange) && CanBeRead(exchange) ? RetoldFrom.RecordOfDeleted : RetoldFrom.Record,
            Reading = reading,
            Partner = Find(row.PartnerId),
        };
        var message = isWhole ? reading!.Message : kind.Restore(row.Body ?? exchange.Canonical!);
        if (message is null) return told with { Hold = reading!.Hold };
        told = told with { Heard = kind.Matter(message) };
        if (!isWhole) trail?.Remembered(told.Heard);
        if (isWhole && reading!.Hold is { } unread) return told with { Hold = unread };
        if (told.Partner is not { } partner) return told;

        var prepared = await preparation.PrepareAsync(row.Id, ClaimedRow.Of(row), partner, message, book, trail, cancellation).ConfigureAwait(false);
        if (prepared.Delivery is not { } delivery) return told with { Hold = prepared.Hold };
        var drafts = protocols[partner.Protocol].Draft(delivery);
        return told with
        {
            Completed = kind.Matter(delivery.Message),
            Supplied = delivery.Supplied,
            Drafts = drafts,
            Hold = drafts.FirstOrDefault(d => d.Hold is not null)?.Hold,
        };
    }

    /// <summary>What an exchange's document says; null for what can't be read by itself, or no longer.</summary>
    public Reading? Read(ExchangeRow exchange, MappingBook book, Trail? trail) =>
        IsDeleted(exchange) || Find(exchange.PartnerId) is not { } source
            ? null
            : protocols.FindHeard(exchange.Protocol, exchange.Operation)?.ReadAgain?.Invoke(new(source, exchange.Body, exchange.Headers, book) { Trail = trail });

    private Partner? Find(string? id) => id is null ? null : partners.Find(id);

    private bool CanBeRead(ExchangeRow exchange) => protocols.FindHeard(exchange.Protocol, exchange.Operation)?.ReadAgain is not null;

    /// <summary>Retention takes away the bytes and the head.</summary>
    private static bool IsDeleted(ExchangeRow exchange) => exchange is { Body.Length: 0, Headers.Length: 0 };
}
