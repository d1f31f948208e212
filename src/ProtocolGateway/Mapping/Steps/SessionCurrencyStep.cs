using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 8: OCPI demands a session's currency also while nobody knows its cost.</summary>
internal sealed class SessionCurrencyStep() : RecordStep<Session>(
    "session-currency", "The currency of a session that names none: the agreement's, else that of the tariffs at its connector.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record.Currency is not null) return null;
        var (currency, from) = completion.Agreement?.Currency is { } agreed ? (agreed, "the agreement") : (await OfTariffsAsync(record, completion, cancellation).ConfigureAwait(false), "the tariffs of its connector");
        if (currency is null)
            return new Hold("NoCurrency", "Nobody tells the session's currency. The agreement may: \"Currency\": \"EUR\".", "settings");
        completion.Supplied("currency", from, completion.Agreement?.Currency is null ? null : completion.Agreement);
        completion.Message = record with { Currency = currency };
        return null;
    }

    /// <summary>Null where they don't agree, or there are none.</summary>
    private static async ValueTask<string?> OfTariffsAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (await SessionPlaceStep.FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { Location.Party: { } owner } place) return null;
        var connector = place.Evse.Connectors?.FirstOrDefault(c => Ids.Same(c.Id, record.ConnectorId));
        var currencies = new HashSet<string>();
        foreach (var id in connector?.TariffIds ?? [])
        {
            var history = await completion.Directory.FindTariffAsync(owner, id, cancellation).ConfigureAwait(false);
            if (history?.At(record.StartDateTime ?? completion.At)?.Currency is { } currency) currencies.Add(currency);
        }
        return currencies.Count == 1 ? currencies.First() : null;
    }
}
