using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Absences;

/// <summary>What a person may do about a partner's lists. A protocol that has none to ask for has no puller.</summary>
public interface IPuller
{
    /// <summary>The partner is asked for its lists.</summary>
    bool Serves(Partner partner);

    /// <summary>All of its lists are asked for at once; how it goes <see cref="PartnerState.Pulls"/> tells.</summary>
    /// <param name="from">From then on at the latest; null: from where the last complete pull of each reached.</param>
    /// <param name="confirmed">Everything is asked for, and what lists lack then is gone, however much that is.</param>
    Task<ActionResult> PullAsync(Partner partner, DateTimeOffset? from, bool confirmed, CancellationToken cancellation);
}
