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
        var registers = settings.Flag("Registers");
        settings.OnlyKnows(registers ? ["Url", "Registers"] : ["Url"]);
        settings.Required("Url", "the partner's address");
        var url = settings.Url("Url");
        return new PartnerReading(faults.Count > 0 ? null : registers ? new Negotiated(name) : url, name, url?.Host, 1, faults);
    }

    public void MapInbound(IEndpointRouteBuilder routes) { }

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) =>
        Task.FromResult<Outcome>(new Outcome.Delivered());

    private sealed record Negotiated(string Dialect) : INegotiated
    {
        public bool Registers => true;

        public bool IsRegistered => false;
    }
}
