using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Tests.Partners;

/// <summary>A protocol whose partners have an address and are recognised by it.</summary>
internal sealed class TestProtocol(string name) : IProtocol
{
    public string Name => name;

    public IReadOnlyList<Operation> Operations => [];

    public PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section)
    {
        var faults = new List<SettingFault>();
        var settings = new SettingSection(section, faults);
        settings.OnlyKnows("Url");
        settings.Required("Url", "the partner's address");
        var url = settings.Url("Url");
        return new PartnerReading(faults.Count > 0 ? null : url, name, url?.Host, 1, faults);
    }

    public void MapInbound(IEndpointRouteBuilder routes) { }

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) =>
        Task.FromResult<Outcome>(new Outcome.Delivered());
}
