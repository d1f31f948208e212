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
}
