using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>A directory in memory, made from what was read from files (<c>translate --locations --tariffs --tokens</c>).</summary>
/// <param name="locations">Several of one owner and id are versions, each valid from its last_updated on; so with tariffs.</param>
public sealed class FileDirectory(IEnumerable<Location> locations, IEnumerable<Token> tokens, IEnumerable<Tariff>? tariffs = null) : IDirectory, IPlaces
{
    private readonly ILookup<string, LocationHistory> byEvseId = Histories(locations, (_, evse) => evse.EvseId is { } id ? Ids.Key(id) : null);
    private readonly ILookup<string, LocationHistory> byUid = Histories(locations, (location, evse) => Subjects.EvseUid(location.Party!, evse.Uid ?? ""));
    private readonly ILookup<string, Token> byTokenUid = tokens.ToLookup(t => Ids.Key(t.Uid ?? ""));
    private readonly ILookup<string, Token> byContract = tokens.Where(t => t.ContractId is not null).ToLookup(t => Ids.Key(t.ContractId!));
    private readonly Places places = new([.. locations.Where(l => l is { Party: not null, Id: not null }).OrderBy(l => l.LastUpdated)
        .Select(l => new PlacedLocation(l.Party!.Key, l.Id!.ToUpperInvariant(), l.LastUpdated ?? DateTimeOffset.MinValue, l))]);

    private readonly ILookup<string, Tariff> byTariff = (tariffs ?? []).ToLookup(t => Subjects.Tariff(t.Party!, t.Id!));

    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation) =>
        new(EvseNames.ById(byEvseId[Ids.Key(evseId)], evseId.Trim(), at));

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation) =>
        new(EvseNames.ByUid(byUid[Subjects.EvseUid(cpo, uid)], uid.Trim(), at));

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) =>
        new(TokenTypes.Choose([.. byTokenUid[Ids.Key(uid)]], uid, type));

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) =>
        new([.. byContract[Ids.Key(contractId)]]);

    public ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation) =>
        new(byTariff[Subjects.Tariff(cpo, id)].ToList() is { Count: > 0 } versions ? TariffHistory.Of(versions) : null);

    /// <summary>The newest version of each location.</summary>
    public Places Look() => places;

    /// <summary>The id of the CPO's tariff; null where it has none or several.</summary>
    public string? OnlyTariffOf(PartyId cpo) =>
        byTariff.Select(t => t.First()).Where(t => cpo.Equals(t.Party)).ToList() is [{ Id: var id }] ? id : null;

    private static ILookup<string, LocationHistory> Histories(IEnumerable<Location> locations, Func<Location, Evse, string?> key) => (
        from versions in locations.Where(l => l.Party is not null).GroupBy(l => (l.Party, l.Id?.ToUpperInvariant()))
        let history = new LocationHistory([.. versions
            .Select(l => new LocationVersion(l.LastUpdated ?? DateTimeOffset.MinValue, l)).OrderBy(v => v.ValidFrom)])
        from name in versions.SelectMany(l => (l.Evses ?? []).Select(e => key(l, e))).OfType<string>().Distinct()
        select (name, history)).ToLookup(pair => pair.name, pair => pair.history);
}
