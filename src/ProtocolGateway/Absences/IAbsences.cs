using ProtocolGateway.Partners;

namespace ProtocolGateway.Absences;

/// <summary>
/// The times in which partners could not tell us what they had to tell: no node lived, they were answered 5xx, or they were cut off.
/// Where a protocol's senders keep nothing for later, it asks them for what they have made since (translation.md section 11); and from
/// time to time for those that tell nothing by themselves.
/// </summary>
public interface IAbsences
{
    /// <summary>
    /// Takes a module for this node, to be pulled from where its last complete pull reached, or from the beginning of the oldest absence
    /// on that is over and not yet caught up, whichever is earlier; or on from where its last pull was interrupted. Null when there is
    /// nothing to do now: nothing is open or due, another node pulls it, the last failure is too recent, or the journal is out of reach.
    /// </summary>
    /// <param name="module">The protocol's own name of it, which is kept: <c>cdrs BE*BEC</c>.</param>
    Task<CatchUp?> ClaimAsync(Partner partner, string module, PullPlan plan, CancellationToken cancellation);

    /// <summary>Everything before <paramref name="page"/> is taken: an interrupted pull goes on there, on whichever node. False when it is ours no longer.</summary>
    Task<bool> AdvanceAsync(CatchUp catchUp, string page);

    /// <summary>The module is caught up with every absence that it was claimed for. False when it is ours no longer.</summary>
    /// <param name="missing">Of a pull of everything: what became of what it lacked, in words; null when it lacked nothing.</param>
    Task<bool> EndAsync(CatchUp catchUp, string? missing = null);

    /// <summary>It goes on later where it stands, or anew; a failure that lasts is a finding.</summary>
    Task PostponeAsync(CatchUp catchUp, Postponement postponement);

    /// <summary>All modules of the partner are to be pulled at once, whatever failed before. False when the journal is out of reach.</summary>
    /// <param name="from">From then on at the latest; null: from where the last complete pull reached.</param>
    /// <param name="confirmed">What whole lists lack then is gone, however much that is.</param>
    Task<bool> AskAsync(Partner partner, DateTimeOffset? from, bool confirmed = false);
}

/// <summary>When a module is pulled.</summary>
/// <param name="First">From when on when it never was; null: what is made from now on, and in the last time away.</param>
/// <param name="Every">So long after a complete pull began the next one is due, or a little sooner: not all partners' at once.</param>
public sealed record PullPlan(DateTimeOffset? First, TimeSpan Every)
{
    /// <summary>So long after a complete pull of everything began the next one asks for everything again, or a little sooner; null: none does by itself.</summary>
    public TimeSpan? Whole { get; init; }
}

/// <summary>A module of a partner that this node is catching up.</summary>
/// <param name="From">What was changed before is known, or not wanted.</param>
/// <param name="Page">Where to go on; null for the beginning.</param>
/// <param name="Attempts">How often that place has failed since it was reached.</param>
public sealed record CatchUp(Partner Partner, string Module, DateTimeOffset From, string? Page, int Attempts)
{
    /// <summary>The <see cref="From"/> of a pull that wants everything there is.</summary>
    public static DateTimeOffset Ever => DateTimeOffset.UnixEpoch;

    public bool IsWhole => From <= Ever;

    /// <summary>Why it failed last; null when it didn't.</summary>
    public string? Reason { get; init; }

    /// <summary>A person said that what it lacks is gone.</summary>
    public bool IsConfirmed { get; init; }
}

/// <summary>Why a pull can't go on now.</summary>
/// <param name="RetryAfter">How long the partner asked us to wait.</param>
/// <param name="Anew">The place where it stands is no longer there: it begins again.</param>
public sealed record Postponement(string Reason, TimeSpan? RetryAfter = null, bool Anew = false)
{
    /// <summary>The partner says that there is no such list: it is asked again a day later, and whoever reads the log is told once.</summary>
    public bool IsLasting { get; init; }
}
