namespace ProtocolGateway.Exchanges;

/// <summary>What deliveries carry in this version, by the canonical names.</summary>
public static class FactNames
{
    public static IReadOnlyList<string> All { get; } = [.. FactKinds.All.Select(k => k.Name)];
}
