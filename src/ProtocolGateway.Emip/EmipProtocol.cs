using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Inbound;
using ProtocolGateway.Emip.Outbound;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip;

/// <summary>eMIP 0.7.4, hub side: SOAP 1.2 over HTTP POST (emip.md).</summary>
public sealed class EmipProtocol : IProtocol
{
    internal const string Dialect = "emip";

    internal const string HeartBeat = "HeartBeat";
    internal const string SetChargeDetailRecord = "SetChargeDetailRecord";
    internal const string SetChargeDetailRecordReading = "SetChargeDetailRecord (reading)";
    internal const string GetChargeDetailRecord = "GetChargeDetailRecord";

    private readonly EmipEndpoint endpoint;
    private readonly Teller teller;

    public EmipProtocol(IMappings mappings, TimeProvider clock, ILogger<EmipProtocol> log)
    {
        endpoint = new EmipEndpoint(mappings, clock, log);
        teller = new Teller(clock, log);
        Reading ReadAgain(HeardAgain again) => ChargeDetailRecordReading.Again(again, mappings.Current);
        Operations =
        [
            new(HeartBeat, null),
            new(SetChargeDetailRecord, typeof(ChargeDetailRecordIssued), "charge-detail-record", Said: true) { ReadAgain = ReadAgain, OncePerSession = true },
            new(SetChargeDetailRecordReading, typeof(SessionUpdated), "session-reading") { ReadAgain = ReadAgain },
            new(GetChargeDetailRecord, typeof(FindChargeDetailRecords), "find-charge-detail-records"),
        ];
    }

    public string Name => "emip";

    public IReadOnlyList<Operation> Operations { get; }

    public PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section) =>
        new EmipOptionsReader(partner, section).Read();

    public void MapInbound(IEndpointRouteBuilder routes) => endpoint.Map(routes);

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) => teller.TellAsync(delivery, cancellation);
}
