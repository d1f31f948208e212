using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

/// <summary>One queue for each partner.</summary>
internal sealed class PartnerQueues(PartnerBook partners, TimeProvider time, ILogger<PartnerQueues> logger)
{
    private readonly FrozenDictionary<string, PartnerQueue> queues =
        partners.All.ToFrozenDictionary(p => p.Id, p => new PartnerQueue(p, time, logger));

    public PartnerQueue Of(string partner) => queues[partner];
}
