using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Emip.Tests;

/// <summary>A directory and a memory in which nothing is known.</summary>
internal sealed class Nothing : IDirectory, ISessions
{
    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation) => default;

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation) => default;

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) => new([]);

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) => new([]);

    public ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation) => default;

    public ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation) => default;
}
