using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A directory of tokens only.</summary>
internal sealed class TestDirectory : IDirectory
{
    public List<Token> Tokens { get; } = [];

    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation) => new((PlacedEvse?)null);

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation) => new((PlacedEvse?)null);

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) =>
        new([.. Tokens.Where(t => t.Uid == uid && (type is null || t.Type == type))]);

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) => new([]);
}
