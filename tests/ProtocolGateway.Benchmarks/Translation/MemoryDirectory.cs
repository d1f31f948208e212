using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>The place and the token of the records, in memory: the product's counterpart of the yardstick's table.</summary>
internal sealed class MemoryDirectory(Location location, Token token) : IDirectory, ISessions
{
    private static readonly IReadOnlyList<Token> None = [];

    private readonly Dictionary<string, PlacedEvse> byEvseId = location.Evses!.ToDictionary(e => Ids.Key(e.EvseId!), e => new PlacedEvse(location, e));
    private readonly Dictionary<string, PlacedEvse> byUid = location.Evses!.ToDictionary(e => location.Party!.Key + e.Uid, e => new PlacedEvse(location, e));
    private readonly Dictionary<string, IReadOnlyList<Token>> byToken = new() { [token.Uid!] = [token] };
    private readonly Dictionary<string, IReadOnlyList<Token>> byContract = new() { [Ids.Key(token.ContractId!)] = [token] };

    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation) =>
        ValueTask.FromResult(byEvseId.GetValueOrDefault(Ids.Key(evseId)));

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation) =>
        ValueTask.FromResult(byUid.GetValueOrDefault(cpo.Key + uid));

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) =>
        ValueTask.FromResult(byToken.GetValueOrDefault(uid) ?? None);

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) =>
        ValueTask.FromResult(byContract.GetValueOrDefault(Ids.Key(contractId)) ?? None);

    /// <summary>No session of the records was seen before its record.</summary>
    public ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation) =>
        ValueTask.FromResult<RememberedSession?>(null);
}
