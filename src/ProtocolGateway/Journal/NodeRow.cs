namespace ProtocolGateway.Journal;

/// <summary>A running gateway process; silent for 10 s it is dead, and its claims are nobody's.</summary>
public sealed class NodeRow
{
    public string Id { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>What is known of a partner's line beyond its settings.</summary>
public sealed class PartnerStateRow
{
    public string PartnerId { get; init; } = "";

    public DateTimeOffset? LastHeardAt { get; set; }

    public DateTimeOffset? LastSaidAt { get; set; }

    /// <summary>Set while everything for the partner waits for a person.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public string? PauseReason { get; set; }

    public PausedBy? PausedBy { get; set; }

    /// <summary>Since when nobody takes anything there: one delivery at a time probes, the others wait.</summary>
    public DateTimeOffset? UnreachableAt { get; set; }

    /// <summary>Nothing is said before that time: the next probe's, or what the partner asked for.</summary>
    public DateTimeOffset? LeaveUntil { get; set; }

    public string? LeaveReason { get; set; }
}

/// <summary>Who keeps a partner from being told anything.</summary>
public enum PausedBy
{
    /// <summary>It answered that it doesn't know us (HTTP 401, 403). Ends at a start: the settings may have been put right.</summary>
    Partner,

    /// <summary>An operator. Ends when a person resumes it.</summary>
    Person,
}
