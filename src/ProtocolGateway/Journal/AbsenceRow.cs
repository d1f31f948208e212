namespace ProtocolGateway.Journal;

/// <summary>When any node of this journal last gave a sign of life; outlives the nodes' own rows, which a clean end removes.</summary>
public sealed class PresenceRow
{
    /// <summary>There is one: <c>gateway</c>.</summary>
    public string Name { get; init; } = "";

    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>A time in which a partner could not tell us what it had to tell, or for which a person wants it asked.</summary>
public sealed class AbsenceRow
{
    public long Id { get; init; }

    /// <summary>Null for all partners.</summary>
    public string? PartnerId { get; init; }

    public DateTimeOffset FromAt { get; init; }

    /// <summary>Moves on while it lasts.</summary>
    public DateTimeOffset ToAt { get; set; }

    public AbsenceKind Kind { get; init; }
}

public enum AbsenceKind
{
    /// <summary>No node lived, after a clean end or any other.</summary>
    Away,

    /// <summary>The partner was answered 5xx.</summary>
    Failing,

    /// <summary>The partner could not be reached, or knew us no longer; an instant: that at which it did again.</summary>
    Cut,

    /// <summary>A person wants its lists asked for.</summary>
    Asked,

    /// <summary>A person wants all of its lists, and says that what they lack is gone.</summary>
    Confirmed,
}

/// <summary>How far one module of a partner is caught up, and the pull that is under way.</summary>
public sealed class CatchUpRow
{
    public string PartnerId { get; init; } = "";

    /// <summary>The protocol's own name of it: <c>cdrs BE*BEC</c>.</summary>
    public string Module { get; init; } = "";

    /// <summary>Every absence up to that one is caught up.</summary>
    public long Through { get; set; }

    /// <summary>The last absence that the pull under way covers; null when none is.</summary>
    public long? Target { get; set; }

    /// <summary>From when on the pull under way asks.</summary>
    public DateTimeOffset? FromAt { get; set; }

    /// <summary>When the pull under way began.</summary>
    public DateTimeOffset? BeganAt { get; set; }

    /// <summary>When the last pull that came to its end began: everything before that is known. Null before the first.</summary>
    public DateTimeOffset? ReachedAt { get; set; }

    /// <summary>When the last complete pull of everything there is began.</summary>
    public DateTimeOffset? WholeAt { get; set; }

    /// <summary>What became of what that one lacked, in words; null when it lacked nothing.</summary>
    public string? Missing { get; set; }

    /// <summary>Where the pull goes on; null for its beginning.</summary>
    public string? Page { get; set; }

    /// <summary>How often that place has failed.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Why it failed last.</summary>
    public string? Reason { get; set; }

    /// <summary>The node that pulls.</summary>
    public string? ClaimNode { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }
}
