using System.Collections.Frozen;

namespace ProtocolGateway.Exchanges;

/// <summary>The facts that this version carries.</summary>
internal static class FactKinds
{
    public static IReadOnlyList<FactKind> All { get; } =
    [
        new ChargeDetailRecordKind(), new SessionKind(), new EvseStatusKind(), new LocationKind(), new TariffKind(), new TokenKind(),
        new CommandCompletedKind(),
    ];

    private static readonly FrozenDictionary<Type, FactKind> ByType = All.ToFrozenDictionary(k => k.Message);
    private static readonly FrozenDictionary<string, FactKind> ByName = All.ToFrozenDictionary(k => k.Name);

    public static FactKind Of(object message) =>
        ByType.GetValueOrDefault(message.GetType()) ?? throw new ArgumentException($"{message.GetType().Name} is no fact of this version.", nameof(message));

    /// <summary>The kind of a fact about a session.</summary>
    public static SessionFactKind OfSession(object message) =>
        Of(message) as SessionFactKind ?? throw new ArgumentException($"{message.GetType().Name} is no fact about a session.", nameof(message));

    /// <inheritdoc cref="OfSession(object)"/>
    public static SessionFactKind OfSession(string name) => (SessionFactKind)Of(name);

    public static FactKind Of(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is no fact of this version.", nameof(name));
}
