namespace ProtocolGateway.Partners;

/// <summary>How a partner is told what it is owed (section <c>Delivery</c>). Immutable.</summary>
public sealed record DeliverySettings
{
    /// <summary>What counts where nothing is set.</summary>
    public static DeliverySettings Default { get; } = new();

    public DeliveryOrder Order { get; init; }

    /// <summary>
    /// After so many attempts in a row that the partner did not take, it is unreachable: one delivery at a time probes, the
    /// others wait. Answers such as HTTP 500 count once for each delivery, since one bad message says nothing about the partner.
    /// </summary>
    public int UnreachableAfter { get; init; } = 5;

    /// <summary>By the canonical message's name.</summary>
    public IReadOnlyDictionary<string, DeliveryPolicy> Messages { get; init; } = DeliveryPolicies.Default;

    /// <summary>How that message is told.</summary>
    /// <exception cref="KeyNotFoundException">It is no fact.</exception>
    public DeliveryPolicy Of(string message) => Messages[message];
}

/// <summary>What waits for what.</summary>
public enum DeliveryOrder
{
    /// <summary>What is about one session, one EVSE, one location keeps its order; different subjects don't wait for each other.</summary>
    Subject,

    /// <summary>
    /// One queue, first in first out: for hubs that want it. Nothing is superseded, and a record waits for the session reports
    /// before it. What was heard before this was set keeps the order that it had.
    /// </summary>
    Partner,
}
