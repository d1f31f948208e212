using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>The session's memory, read (translation.md section 3). It is written with the exchanges, in their transaction.</summary>
public interface ISessions
{
    /// <summary>The session that <paramref name="neighbour"/> knows by <paramref name="id"/>: an id that it gave or was given.</summary>
    /// <param name="neighbour">The party or hub, by <see cref="PartyId.Key"/>.</param>
    ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation);
}

/// <summary>One charging session as every side knows it.</summary>
public sealed record RememberedSession
{
    public required Guid Id { get; init; }

    public PartyId? Cpo { get; init; }

    public PartyId? Emsp { get; init; }

    /// <summary>The token as it was authorised or commanded.</summary>
    public CdrToken? Token { get; init; }

    public AuthMethod? AuthMethod { get; init; }

    public string? AuthorizationReference { get; init; }

    public string? EvseId { get; init; }

    public string? ConnectorId { get; init; }

    public TimeSpan? ParkingTime { get; init; }

    public IReadOnlyList<ChargingPeriod>? ChargingPeriods { get; init; }

    public IReadOnlyList<SessionName> Names { get; init; } = [];
}

/// <summary>What a neighbour calls the session.</summary>
/// <param name="Neighbour">The party's key.</param>
/// <param name="Kind">Whose id it is.</param>
public sealed record SessionName(string Neighbour, SessionNameKind Kind, string Value);

public enum SessionNameKind
{
    /// <summary>The hub's: eMIP serviceSessionId.</summary>
    Service,

    /// <summary>The CPO's: OCPI session id, eMIP execPartnerSessionId.</summary>
    Cpo,

    /// <summary>The eMSP's: eMIP salePartnerSessionId.</summary>
    Emsp,
}
