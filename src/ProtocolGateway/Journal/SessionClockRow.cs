namespace ProtocolGateway.Journal;

/// <summary>A session whose charge detail record is awaited.</summary>
public sealed class SessionClockRow
{
    public Guid SessionId { get; init; }

    /// <summary>When it should have come.</summary>
    public DateTimeOffset DueAt { get; set; }
}
