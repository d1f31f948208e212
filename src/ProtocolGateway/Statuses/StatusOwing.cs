using Microsoft.Extensions.Logging;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Statuses;

/// <summary>Finds the EVSEs whose state has been stable for long enough, and has it owed.</summary>
internal sealed class StatusOwing(
    JournalWriter writer, StateResolution states, StatusRouting routing, IDirectory directory, PartnerBook partners, Dispatcher dispatcher,
    StatusSettings settings, Node node, TimeProvider time, ILogger<StatusOwing> logger)
{
    // What else waits for the journal waits for no more.
    private const int Piece = 100;

    public async Task OweAsync(CancellationToken cancellation)
    {
        try
        {
            while (await OweSomeAsync(cancellation).ConfigureAwait(false) == Piece) { }
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            StatusLog.NotSearched(logger, e);
        }
    }

    /// <summary>How many were found due; fewer than a piece when the journal could not be written.</summary>
    private async Task<int> OweSomeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = states.Ask(queries => queries.Due(now, Piece));
        if (due.Count == 0) return 0;
        var looks = new List<DueLook>(due.Count);
        foreach (var evse in due.OrderBy(d => d.Place.Owner, StringComparer.Ordinal).ThenBy(d => d.Place.Key, StringComparer.Ordinal))
            looks.Add(await LookAsync(evse, now, cancellation).ConfigureAwait(false));
        var written = await writer.WriteAsync(new OweStatusWork(looks, routing, partners, settings, node, now)).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable)
        {
            StatusLog.NotOwed(logger, due.Count, unavailable.Text);
            return 0;
        }
        foreach (var delivery in written.Value!) dispatcher.Offer(delivery);
        return due.Count;
    }

    private async Task<DueLook> LookAsync(DueState evse, DateTimeOffset now, CancellationToken cancellation)
    {
        var placed = await directory.FindEvseAsync(evse.Id, now, cancellation).ConfigureAwait(false);
        if (placed is not { Exact: true, Location.Party: { } owner } || owner.Key != evse.Place.Owner) placed = null;
        return new(
            evse, placed, placed is null ? [] : states.FindWider(evse.Place.Owner, placed),
            evse.OwedExchange is { } exchange ? states.Ask(queries => queries.Deliveries(exchange)) : new Dictionary<string, DeliveryState>());
    }
}
