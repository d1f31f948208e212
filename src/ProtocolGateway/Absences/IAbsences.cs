using ProtocolGateway.Partners;

namespace ProtocolGateway.Absences;

/// <summary>
/// The times in which partners could not tell us what they had to tell: no node lived, or they were answered 5xx. Where a
/// protocol's senders keep nothing for later, it asks them for what they have made since (translation.md section 11).
/// </summary>
public interface IAbsences
{
    /// <summary>
    /// Takes a module for this node, to be pulled from the beginning of the oldest absence on that is over and not yet caught
    /// up, or from where its last pull was interrupted. Null when there is nothing to do now: nothing is open, another node
    /// pulls it, the last failure is too recent, or the journal is out of reach.
    /// </summary>
    /// <param name="module">The protocol's own name of it, which is kept: <c>cdrs BE*BEC</c>.</param>
    /// <param name="first">From when on a module is pulled that never was; null for the last time away only.</param>
    Task<CatchUp?> ClaimAsync(Partner partner, string module, DateTimeOffset? first, CancellationToken cancellation);

    /// <summary>Everything before <paramref name="page"/> is taken: an interrupted pull goes on there, on whichever node. False when it is ours no longer.</summary>
    Task<bool> AdvanceAsync(CatchUp catchUp, string page);

    /// <summary>The module is caught up with every absence that it was claimed for. False when it is ours no longer.</summary>
    Task<bool> EndAsync(CatchUp catchUp);

    /// <summary>It goes on later where it stands, or anew; a failure that lasts is a finding.</summary>
    Task PostponeAsync(CatchUp catchUp, Postponement postponement);
}

/// <summary>A module of a partner that this node is catching up.</summary>
/// <param name="From">The beginning of the oldest absence that it covers.</param>
/// <param name="Page">Where to go on; null for the beginning.</param>
/// <param name="Attempts">How often that place has failed since it was reached.</param>
public sealed record CatchUp(Partner Partner, string Module, DateTimeOffset From, string? Page, int Attempts);

/// <summary>Why a pull can't go on now.</summary>
/// <param name="RetryAfter">How long the partner asked us to wait.</param>
/// <param name="Anew">The place where it stands is no longer there: it begins again.</param>
public sealed record Postponement(string Reason, TimeSpan? RetryAfter = null, bool Anew = false);
