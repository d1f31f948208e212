using System.Collections.Frozen;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Telemetry;

/// <summary>How attributes spell the engine's own closed sets, made once so that counting allocates nothing.</summary>
internal static class Names
{
    private static readonly FrozenDictionary<RefusalKind, string> Refusals = Enum.GetValues<RefusalKind>().ToFrozenDictionary(k => k, k => k.ToString());

    public static string Of(RefusalKind kind) => Refusals[kind];

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Delivered => "delivered",
        Outcome.Refused => "refused",
        Outcome.Held => "held",
        Outcome.Unwanted => "unwanted",
        Outcome.Unreachable => "unreachable",
        Outcome.InDoubt => "in_doubt",
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome."),
    };
}
