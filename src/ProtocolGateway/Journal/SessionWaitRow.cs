namespace ProtocolGateway.Journal;

/// <summary>What a session waits for beside its record.</summary>
public sealed class SessionWaitRow
{
    public Guid SessionId { get; init; }

    public ProtocolGateway.Sessions.SessionAwaited Awaited { get; init; }

    /// <summary>When it should have come.</summary>
    public DateTimeOffset DueAt { get; set; }
}
