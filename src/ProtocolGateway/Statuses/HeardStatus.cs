using ProtocolGateway.Protocols;

namespace ProtocolGateway.Statuses;

/// <summary>A status report heard and read.</summary>
public sealed record HeardStatus
{
    public required Heard Heard { get; init; }

    /// <summary>The reading of <see cref="Heard"/> as an <see cref="Canonical.EvseStatusReport"/>, without faults.</summary>
    public required Reading Reading { get; init; }

    /// <summary>Writes the answer that the partner will get; it is kept with the report.</summary>
    public required Func<StatusTaking, string> Answer { get; init; }
}

/// <summary>What became of a status report. The set is closed.</summary>
public abstract record StatusTaking
{
    private StatusTaking() { }

    /// <summary>Durable, or older than what is known.</summary>
    /// <param name="Known">False when the directory doesn't know what it is about: it is kept for when that arrives.</param>
    public sealed record Taken(bool Known) : StatusTaking;

    /// <summary>Refused; the refusal is journaled.</summary>
    public sealed record Refused(Refusal Refusal) : StatusTaking;

    /// <summary>The journal is out of reach or full: nothing was taken, the sender tries again (HTTP 503).</summary>
    public sealed record Busy(string Text) : StatusTaking;
}
