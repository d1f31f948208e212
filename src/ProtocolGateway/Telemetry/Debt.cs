namespace ProtocolGateway.Telemetry;

/// <summary>What the journal owes and waits for, at one moment.</summary>
internal sealed record Debt(IReadOnlyList<OwedTo> Owed, IReadOnlyList<Waiting> Held, IReadOnlyList<Waiting> InDoubt, IReadOnlyList<LastSeen> Seen)
{
    public static Debt None { get; } = new([], [], [], []);
}

/// <param name="Oldest">When the oldest of them was heard.</param>
internal sealed record OwedTo(string Partner, long Count, DateTimeOffset Oldest);

/// <summary>Deliveries that wait for data or for a person.</summary>
internal sealed record Waiting(string Partner, string Code, long Count);

/// <summary>When a partner last gave a sign of life, and last took something, by whatever node.</summary>
internal sealed record LastSeen(string Partner, DateTimeOffset? Heard, DateTimeOffset? Said);
