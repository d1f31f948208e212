namespace ProtocolGateway.Exchanges;

/// <summary>Whether anything is said to a partner, as the journal has it. All nodes follow it.</summary>
/// <param name="Paused">Nothing is said until a person resumes.</param>
/// <param name="UnreachableAt">Since when nobody takes anything there: one delivery at a time probes.</param>
/// <param name="LeaveUntil">Nothing is said before that time.</param>
internal sealed record Standing(bool Paused, DateTimeOffset? UnreachableAt, DateTimeOffset? LeaveUntil)
{
    public static Standing Clear { get; } = new(false, null, null);

    public Passage At(DateTimeOffset now) =>
        Paused || LeaveUntil > now ? Passage.Closed : UnreachableAt is null ? Passage.Open : Passage.Probe;
}

/// <summary>What may be said to a partner right now.</summary>
internal enum Passage { Open, Probe, Closed }

/// <summary>What an attempt changes of a partner's standing; a pause is no part of it.</summary>
internal sealed record LineChange(DateTimeOffset? UnreachableAt, DateTimeOffset? LeaveUntil, string? Reason)
{
    /// <summary>The partner takes things again.</summary>
    public static LineChange Reached { get; } = new(null, null, null);

    /// <summary>It was reachable until now.</summary>
    public bool IsNews { get; init; }
}
