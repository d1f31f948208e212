namespace ProtocolGateway.Journal;

/// <summary>The signs of life between us and a partner, in either direction.</summary>
public sealed class SignOfLifeRow
{
    public string PartnerId { get; init; } = "";

    /// <summary>When it last gave one (a heartbeat, no other message); null: it never did, and none is expected.</summary>
    public DateTimeOffset? HeardAt { get; set; }

    /// <summary>When it last answered ours.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>How often it wants ours; null before it said so.</summary>
    public long? PeriodSeconds { get; set; }

    /// <summary>When ours is due.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>How many of ours failed in a row, since when, and why the last did.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    public string? Reason { get; set; }

    /// <summary>The node that gives ours right now.</summary>
    public string? ClaimNode { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }
}
