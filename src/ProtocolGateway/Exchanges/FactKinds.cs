using System.Collections.Frozen;

namespace ProtocolGateway.Exchanges;

/// <summary>The facts that this version carries.</summary>
internal static class FactKinds
{
    public static IReadOnlyList<FactKind> All { get; } = [new ChargeDetailRecordKind(), new SessionKind()];

    private static readonly FrozenDictionary<Type, FactKind> ByType = All.ToFrozenDictionary(k => k.Message);
    private static readonly FrozenDictionary<string, FactKind> ByName = All.ToFrozenDictionary(k => k.Name);

    public static FactKind Of(object message) =>
        ByType.GetValueOrDefault(message.GetType()) ?? throw new ArgumentException($"{message.GetType().Name} is no fact of this version.", nameof(message));

    public static FactKind Of(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is no fact of this version.", nameof(name));
}
