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

/// <summary>eMIP 0.7.4, as a hub and as a partner of hubs: SOAP 1.2 over HTTP POST (emip.md).</summary>
internal sealed class EmipProtocol : IProtocol
{
    internal const string Dialect = "emip";

    internal const string HeartBeat = "HeartBeat";
    internal const string GetServiceAuthorisation = "GetServiceAuthorisation";
    internal const string SetServiceAuthorisation = "SetServiceAuthorisation";
    internal const string SetSessionActionRequest = "SetSessionActionRequest";
    internal const string SetSessionEventReport = "SetSessionEventReport";
    internal const string SetChargeDetailRecord = "SetChargeDetailRecord";
    internal const string SetChargeDetailRecordReading = "SetChargeDetailRecord (reading)";
    internal const string GetChargeDetailRecord = "GetChargeDetailRecord";
    internal const string SearchEvse = "SearchEVSE";
    internal const string SetEvseAvailabilityStatus = "SetEVSEAvailabilityStatus";
    internal const string SetEvseBusyStatus = "SetEVSEBusyStatus";
    internal const string SetEvseSyntheticStatus = "SetEVSESyntheticStatus";
    internal const string SetPoolAvailabilityStatus = "SetChargingPoolAvailabilityStatus";
    internal const string SetStationAvailabilityStatus = "SetChargingStationAvailabilityStatus";
    internal const string SetConnectorAvailabilityStatus = "SetChargingConnectorAvailabilityStatus";

    private readonly EmipEndpoint endpoint;
    private readonly Teller teller;
    private readonly StatusTeller statuses;

    public EmipProtocol(IMappings mappings, TimeProvider clock, ILogger<EmipProtocol> log)
    {
        Operations = [.. Table.Select(o => o.Service switch
        {
            SetChargeDetailRecord => o with { ReadAgain = ChargeDetailRecordReading.Again },
            SetSessionEventReport => o with { ReadAgain = SessionEventReading.Again },
            _ => o,
        })];
        endpoint = new EmipEndpoint(Table, mappings, clock, log);
        teller = new Teller(clock, log);
        statuses = new StatusTeller(Table, teller.TellAsync);
    }

    /// <summary>Everything that can be heard and said. Operations 20 to 24 of emip.md 1.4 are known by name only.</summary>
    internal static IReadOnlyList<EmipOperation> Table { get; } =
    [
        new(HeartBeat, null),

        // questions: somebody waits
        new(GetServiceAuthorisation, typeof(AuthorizeToken), "authorize-token-to-hub", Said: true) { IsAboutOneEvse = true, SaidTo = SaidTo.Hubs, AnswerMapping = "token-authorized-by-hub" },
        new(GetServiceAuthorisation, typeof(AuthorizeToken), "authorize-token-from-hub", Said: true) { IsAboutOneEvse = true, SaidTo = SaidTo.Parties, AnswerMapping = "token-authorized-by-emsp" },
        new(SetServiceAuthorisation, typeof(StartSession), "start-session-to-hub", Said: true) { IsAboutOneEvse = true, SaidTo = SaidTo.Hubs, AnswerMapping = "start-answered-by-hub" },
        new(SetServiceAuthorisation, typeof(StartSession), "start-session-from-hub", Said: true) { IsAboutOneEvse = true, SaidTo = SaidTo.Parties, AnswerMapping = "start-answered-by-cpo" },
        new(SetSessionActionRequest, typeof(ActOnSession), "act-on-session-to-hub", Said: true) { SaidTo = SaidTo.Hubs, AnswerMapping = "action-answered-by-hub" },
        new(SetSessionActionRequest, typeof(ActOnSession), "act-on-session-from-hub", Said: true) { SaidTo = SaidTo.Parties, AnswerMapping = "action-answered-by-cpo" },
        new(GetChargeDetailRecord, typeof(FindChargeDetailRecords), "find-charge-detail-records", Said: true) { SaidTo = SaidTo.Hubs, AnswerMapping = "charge-detail-records-found" },
        new(SearchEvse, typeof(FindEvses), "find-evses") { AnswerMapping = "evses-found" },

        // facts: owed until they are taken
        new(SetSessionEventReport, typeof(SessionUpdated), "session-event-to-hub", Said: true) { SaidTo = SaidTo.Hubs, Fits = IsEvent, Form = SessionForm.Moments },
        new(SetSessionEventReport, typeof(SessionUpdated), "session-event-from-hub", Said: true) { SaidTo = SaidTo.Parties, Fits = IsEvent, Form = SessionForm.Moments },
        new(SetChargeDetailRecordReading, typeof(SessionUpdated), "session-reading", Said: true) { Service = SetChargeDetailRecord, OnRequest = true, Form = SessionForm.Moments, RepeatIsHarmless = true },
        new(SetChargeDetailRecord, typeof(ChargeDetailRecordIssued), "charge-detail-record", Said: true) { OncePerSession = true },
        new(SetEvseAvailabilityStatus, typeof(EvseStatusChanged), "evse-availability-status", Said: true) { SaidTo = SaidTo.Hubs, Fits = TellsAvailability },
        new(SetEvseBusyStatus, typeof(EvseStatusChanged), "evse-busy-status", Said: true) { SaidTo = SaidTo.Hubs, Fits = TellsBusy },
        new(SetEvseSyntheticStatus, typeof(EvseStatusChanged), "evse-synthetic-status", Said: true) { SaidTo = SaidTo.Hubs },
        new(SetPoolAvailabilityStatus, typeof(EvseStatusChanged), "pool-availability-status"),
        new(SetStationAvailabilityStatus, typeof(EvseStatusChanged), "station-availability-status"),
        new(SetConnectorAvailabilityStatus, typeof(EvseStatusChanged), "connector-availability-status"),
    ];

    public string Name => "emip";

    public IReadOnlyList<Operation> Operations { get; }

    public PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section) =>
        new EmipOptionsReader(partner, section).Read();

    public void MapInbound(IEndpointRouteBuilder routes) => endpoint.Map(routes);

    public IReadOnlyList<Draft> Draft(Delivery delivery) =>
        delivery.Message is EvseStatusChanged ? [.. statuses.Calls(delivery).SelectMany(Teller.Draft)] : [.. Teller.Draft(delivery)];

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) =>
        delivery.Message is EvseStatusChanged ? statuses.TellAsync(delivery, cancellation) : teller.TellAsync(delivery, cancellation);

    private static bool TellsAvailability(object record) => record is EvseStatusReport { Availability: not null };

    private static bool TellsBusy(object record) => record is EvseStatusReport { Busy: not null };

    private static bool IsEvent(object record) => record is Session { Event: not null };
}
