using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Protocols;

/// <summary>
/// A language: how it is heard and how it is spoken. A protocol holds no gateway (the start would close a circle and hang);
/// the request brings it.
/// </summary>
public interface IProtocol
{
    /// <summary>The name in the settings: <c>emip</c>, <c>ocpi</c>. Unique among the protocols of a gateway.</summary>
    string Name { get; }

    /// <summary>What it can hear and say, and the canonical message that means the same.</summary>
    IReadOnlyList<Operation> Operations { get; }

    /// <summary>
    /// Reads the protocol's own part of a partner's settings (the section named after the protocol, such as <c>Emip</c>).
    /// All faults at once, in words that an operator can act on.
    /// </summary>
    PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section);

    /// <summary>Adds the partner-facing addresses.</summary>
    void MapInbound(IEndpointRouteBuilder routes);

    /// <summary>
    /// The documents that <see cref="SendAsync"/> would say, in order, without saying any; none where there is nothing to say beside an
    /// address, and by default. Looks nothing up.
    /// </summary>
    IReadOnlyList<Draft> Draft(Delivery delivery) => [];

    /// <summary>Says one message to its partner, once. What is expected to go wrong is an outcome; only bugs are thrown.</summary>
    Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation);
}
