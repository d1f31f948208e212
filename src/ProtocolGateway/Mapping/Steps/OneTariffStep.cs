using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.3, tariff_ids: 2.1.1 names one tariff of a connector, the first that is valid now and not for some drivers only.</summary>
internal sealed class OneTariffStep() : RecordStep<Location>(
    "one-tariff", "Of a connector's tariffs the first that is valid now and meant for everybody, as far as the directory knows them.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Location record, Completion completion, CancellationToken cancellation)
    {
        if (record.Party is not { } cpo || record.Evses is not { } evses || !evses.Any(e => e.Connectors?.Any(c => c.TariffIds is { Count: > 0 }) == true)) return null;
        var changed = new List<Evse>(evses.Count);
        foreach (var evse in evses)
        {
            var connectors = new List<Connector>(evse.Connectors?.Count ?? 0);
            foreach (var connector in evse.Connectors ?? []) connectors.Add(await ChooseAsync(connector, cpo, completion, cancellation).ConfigureAwait(false));
            changed.Add(evse.Connectors is null ? evse : evse with { Connectors = connectors });
        }
        completion.Message = record with { Evses = changed };
        return null;
    }

    private static async ValueTask<Connector> ChooseAsync(Connector connector, PartyId cpo, Completion completion, CancellationToken cancellation)
    {
        if (connector.TariffIds is not { Count: > 0 } ids) return connector;
        string? unknown = null;
        foreach (var id in ids)
        {
            var history = await completion.Directory.FindTariffAsync(cpo, id, cancellation).ConfigureAwait(false);
            if (history is null) unknown ??= id;
            else if (history.At(completion.At) is { Type: null or TariffType.REGULAR }) return Only(connector, id, completion);
        }
        return Only(connector, unknown, completion);
    }

    private static Connector Only(Connector connector, string? chosen, Completion completion)
    {
        foreach (var other in connector.TariffIds!.Where(id => id != chosen))
            completion.Losses.Add(new Loss(LossKind.Untold, "evses[]/connectors[]/tariff_ids", $"{other} of connector {connector.Id}: {(chosen is null ? "none is valid now and for everybody" : $"{chosen} is told, and one has a place here")}"));
        return connector with { TariffIds = chosen is null ? null : [chosen] };
    }
}
