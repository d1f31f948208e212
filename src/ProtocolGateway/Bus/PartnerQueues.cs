using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

/// <summary>The queues of each partner, as this node sees them.</summary>
internal sealed class PartnerQueues(PartnerBook partners, TimeProvider time, ILogger<PartnerQueues> logger)
{
    private readonly FrozenDictionary<string, PartnerQueue> deliveries =
        partners.All.ToFrozenDictionary(p => p.Id, p => new PartnerQueue(DeliveriesOf(p), p.Id, time, logger));

    private readonly FrozenDictionary<string, PartnerQueue> asks =
        partners.All.ToFrozenDictionary(p => p.Id, p => new PartnerQueue(AskLane.Queue(p.Id), p.Id, time, logger));

    public static bool IsSingle(Partner partner) => partner.Concurrency == 1;

    public PartnerQueue Of(string partner) => deliveries[partner];

    public PartnerQueue Asks(string partner) => asks[partner];

    /// <summary>
    /// <c>deliver-{partner}</c>; for a partner that gets one call at once from all nodes together, <c>deliver-{partner}.single</c>:
    /// a queue keeps the arguments that it was made with, and the setting may change.
    /// </summary>
    private static string DeliveriesOf(Partner partner) =>
        IsSingle(partner) ? $"{DeliveryBus.Queue(partner.Id)}.single" : DeliveryBus.Queue(partner.Id);
}
