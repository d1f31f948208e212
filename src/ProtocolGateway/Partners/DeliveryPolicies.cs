using System.Collections.Frozen;

namespace ProtocolGateway.Partners;

/// <summary>What counts for each fact where nothing is set (design.md section 3).</summary>
internal static class DeliveryPolicies
{
    /// <summary>The message that is always owed, in order, until it is taken.</summary>
    public const string Record = "ChargeDetailRecordIssued";

    /// <summary>Every fact's name, and which of its messages are owed.</summary>
    public static IReadOnlyList<(string Message, Owing Policy)> Facts { get; } =
    [
        (Record, Owing.Fifo), ("SessionUpdated", Owing.Fifo), ("CommandCompleted", Owing.Fifo), ("EvseStatusChanged", Owing.Latest),
        ("LocationPublished", Owing.Latest), ("TariffPublished", Owing.Latest), ("TokenPublished", Owing.Latest),
    ];

    public static IReadOnlyList<TimeSpan> UsualRetry { get; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    /// <summary>News of yesterday is worth a look before it is told.</summary>
    public static TimeSpan UsualGiveUpAfter { get; } = TimeSpan.FromDays(1);

    public static IReadOnlyDictionary<string, DeliveryPolicy> Default { get; } = Facts.ToFrozenDictionary(
        f => f.Message, f => new DeliveryPolicy { Policy = f.Policy, GiveUpAfter = GiveUpAfter(f.Message) });

    /// <summary>What counts for a message where nothing is set.</summary>
    public static TimeSpan? GiveUpAfter(string message) => message switch
    {
        Record => null,
        // Whoever gave a command has stopped waiting for its result by then.
        "CommandCompleted" => TimeSpan.FromMinutes(10),
        _ => UsualGiveUpAfter,
    };
}
