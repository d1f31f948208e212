using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 8: OCPI demands a session's currency also while nobody knows its cost.</summary>
internal sealed class SessionCurrencyStep() : RecordStep<Session>(
    "session-currency", "The currency of a session that names none: the agreement's, else that of the tariff which the agreement names, else that of the tariffs at its connector.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record.Currency is not null) return null;
        if (await FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { } found)
            return Missing(record, completion);
        completion.Supplied("currency", found.From, found.Entry);
        completion.Message = record with { Currency = found.Currency };
        return null;
    }

    private static async ValueTask<Found?> FindAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (completion.Agreement?.Currency is { } agreed) return new(agreed, "the agreement", completion.Agreement);
        if (completion.Agreement?.Tariff is { } id && record.Party is { } cpo && await OfTariffAsync(cpo, id, record, completion, cancellation).ConfigureAwait(false) is { Currency: { } named } tariff)
            return new(named, $"tariff {id} of {cpo}, which the agreement names", tariff);
        return await OfConnectorAsync(record, completion, cancellation).ConfigureAwait(false) is { } currency ? new(currency, "the tariffs of its connector", null) : null;
    }

    /// <summary>Null where they don't agree, or there are none.</summary>
    private static async ValueTask<string?> OfConnectorAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (await SessionPlaceStep.FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { Location.Party: { } owner } place) return null;
        var connector = place.Evse.Connectors?.FirstOrDefault(c => Ids.Same(c.Id, record.ConnectorId));
        var currencies = new HashSet<string>();
        foreach (var id in connector?.TariffIds ?? [])
            if ((await OfTariffAsync(owner, id, record, completion, cancellation).ConfigureAwait(false))?.Currency is { } currency) currencies.Add(currency);
        return currencies.Count == 1 ? currencies.First() : null;
    }

    private static async ValueTask<Tariff?> OfTariffAsync(PartyId cpo, string id, Session record, Completion completion, CancellationToken cancellation) =>
        (await completion.Directory.FindTariffAsync(cpo, id, cancellation).ConfigureAwait(false))?.At(record.StartDateTime ?? completion.At);

    private static Hold Missing(Session record, Completion completion) => completion.Agreement?.Tariff is { } id && record.Party is { } cpo
        ? new("NoCurrency", $"Nobody tells the session's currency: the directory has no tariff {id} of {cpo} for its start, which the agreement names. Import it (tariffs import), or let the agreement say: \"Currency\": \"EUR\".", Subjects.Tariff(cpo, id))
        : new("NoCurrency", "Nobody tells the session's currency. The agreement may: \"Currency\": \"EUR\".", "settings");

    /// <param name="From">Who tells it.</param>
    /// <param name="Entry">The agreement or tariff that does.</param>
    private sealed record Found(string Currency, string From, object? Entry);
}
