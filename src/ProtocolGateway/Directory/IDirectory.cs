using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>What is known of places, tokens and tariffs. Filled by imports and by the partners' own messages.</summary>
public interface IDirectory
{
    /// <summary>The EVSE with that public id, as its location was at that time; null when nobody has it.</summary>
    /// <param name="evseId">In any notation; compared canonically.</param>
    ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The EVSE that its CPO calls <paramref name="uid"/>.</summary>
    ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>All tokens with that uid (of that type, if given), whoever issued them.</summary>
    ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation);

    /// <summary>All tokens of that contract.</summary>
    ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation);

    /// <summary>The tariff that its CPO calls <paramref name="id"/>, in all its versions, also when it was withdrawn; null when nobody told it.</summary>
    ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation);
}

/// <summary>An EVSE within the version of its location that was asked for.</summary>
/// <param name="Exact">False when the ids are equal only without their separators: held, never matched (translation.md section 1, rule 6).</param>
public sealed record PlacedEvse(Location Location, Evse Evse, bool Exact = true);
