using System.Collections.Frozen;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>One lane for each partner.</summary>
internal sealed class Lanes(PartnerBook partners)
{
    /// <summary>So many may be on the bus for one partner at once.</summary>
    public const int Capacity = 1024;

    private readonly FrozenDictionary<string, Lane> lanes = partners.All.ToFrozenDictionary(p => p.Id, p => new Lane(p, Capacity));

    public IReadOnlyCollection<Lane> All => lanes.Values;

    /// <summary>Null for a partner that the settings don't name any more.</summary>
    public Lane? Find(string partner) => lanes.GetValueOrDefault(partner);
}
