namespace ProtocolGateway.Exchanges;

/// <summary>This process among those that share the journal. Every start is a node of its own.</summary>
internal sealed record Node(string Id)
{
    /// <summary>How long a call of a partner may take.</summary>
    public static TimeSpan CallTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim holds without being renewed.</summary>
    public static TimeSpan Lease { get; } = CallTimeout + TimeSpan.FromSeconds(30);

    /// <summary>A node silent for so long is dead.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(10);

    /// <summary>One process only may have the journal (embedded): claims of any other node are of an earlier start.</summary>
    public bool Alone { get; init; } = true;

    /// <param name="name">This process's among those that share the journal.</param>
    /// <param name="alone">See <see cref="Alone"/>.</param>
    public static Node Create(string name, bool alone) => new($"{name}-{Guid.NewGuid():n}") { Alone = alone };
}
