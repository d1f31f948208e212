namespace ProtocolGateway.Canonical;

/// <summary>
/// What a document held beside the members that its schema knows: kept, and passed on within the same protocol
/// (OCPI 2.3.0 demands it).
/// </summary>
public sealed record OtherMembers
{
    /// <summary>The protocol that said them: <c>ocpi</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Name and value, the value as it was written (JSON text).</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
