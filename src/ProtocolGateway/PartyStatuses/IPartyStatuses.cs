using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.PartyStatuses;

/// <summary>
/// How parties stand that others reach through us, and how those stand that we reach through other hubs. What is told of them is
/// told once by one node. None of it throws for a journal out of reach.
/// </summary>
public interface IPartyStatuses
{
    /// <summary>Looks how everybody stands; a change is dated now. False when the journal is out of reach.</summary>
    Task<bool> RefreshAsync(CancellationToken cancellation);

    /// <summary>How everybody stood at the last look, in a stable order.</summary>
    IReadOnlyList<PartyStatus> Now { get; }

    /// <summary>What a hub told of those behind it.</summary>
    IReadOnlyList<PartyStatus> HeardFrom(Partner hub);

    /// <summary>Nothing is to be said to the party through that hub now, in whatever role, by what the hub told.</summary>
    bool IsAway(Partner hub, PartyId party);

    /// <summary>Nothing is said to the partner now.</summary>
    bool IsAway(Partner partner);

    /// <summary>Takes what a hub told, unless something newer is known. False when the journal is out of reach.</summary>
    Task<bool> HearAsync(Partner hub, IReadOnlyList<PartyStatus> statuses);

    /// <summary>What has changed since the partner was told. What it was never told of it is told when that changes.</summary>
    /// <param name="reachable">Whom the partner is told of.</param>
    Task<IReadOnlyList<ToldStatus>> FindUntoldAsync(Partner partner, IReadOnlyCollection<PartnerRole> reachable, CancellationToken cancellation);

    /// <summary>The partner is being told: by us, if this returns true.</summary>
    Task<bool> TellAsync(Partner partner, ToldStatus status);

    /// <summary>It was not told after all.</summary>
    Task UntellAsync(Partner partner, ToldStatus status);
}

/// <param name="Before">What the partner knows.</param>
public sealed record ToldStatus(PartyStatus Status, ConnectionStatus Before);
