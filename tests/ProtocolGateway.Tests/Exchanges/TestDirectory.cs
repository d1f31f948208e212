using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A directory that a test fills.</summary>
internal sealed class TestDirectory : IDirectory, IPlaces
{
    private FileDirectory files = new([], []);
    private Places glance = Places.None;

    public List<Token> Tokens { get; } = [];

    /// <summary>These locations are there from now on, and no others.</summary>
    public void Put(params Location[] locations)
    {
        files = new(locations, []);
        glance = new([.. locations.Select(l => new PlacedLocation(l.Party!.Key, l.Id!.ToUpperInvariant(), l.LastUpdated ?? default, l))]);
    }

    public Places Look() => glance;

    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation) => files.FindEvseAsync(evseId, at, cancellation);

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation) => files.FindEvseByUidAsync(cpo, uid, at, cancellation);

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) =>
        new([.. Tokens.Where(t => t.Uid == uid && (type is null || t.Type == type))]);

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) => new([]);

    public ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation) => new((TariffHistory?)null);
}
