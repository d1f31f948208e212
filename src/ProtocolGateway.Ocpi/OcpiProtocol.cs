using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>OCPI, as CPOs, eMSPs and hubs speak it. The version is a partner's setting.</summary>
internal sealed class OcpiProtocol : IProtocol, IDisposable
{
    public const string ProtocolName = "ocpi";

    private readonly OcpiEndpoint endpoint;
    private readonly OcpiSender sender;

    public OcpiProtocol(IMappings mappings, TimeProvider time, ILogger<OcpiProtocol> logger)
    {
        var reader = new CdrReader(mappings);
        endpoint = new OcpiEndpoint(new CdrsReceiver(reader, mappings), time, logger);
        sender = new OcpiSender(time, logger);
        Operations =
        [
            new("GET versions", Message: null),
            new("GET version", Message: null),
            new("POST cdrs", typeof(ChargeDetailRecordIssued), CdrReader.MappingName, Said: true) { ReadAgain = reader.ReadAgain },
            // Heard as the answer to our own asking; a partner's own GET of one CDR goes by that name too.
            new(CdrsPull.Operation, typeof(ChargeDetailRecordIssued), CdrReader.MappingName) { ReadAgain = reader.ReadAgain },
            new(LocationsPull.Operation, Message: null),
        ];
    }

    public string Name => ProtocolName;

    public IReadOnlyList<Operation> Operations { get; }

    public PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section) =>
        new OcpiOptionsReader(partner, section).Read();

    public void MapInbound(IEndpointRouteBuilder routes)
    {
        routes.Map($"/{OcpiPath.Root}", endpoint.HandleAsync);
        routes.Map($"/{OcpiPath.Root}/{{**rest}}", endpoint.HandleAsync);
    }

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) => sender.SendAsync(delivery, cancellation);

    public void Dispose() => sender.Dispose();
}
