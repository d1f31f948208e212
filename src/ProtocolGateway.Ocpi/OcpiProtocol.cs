using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Inbound.Sessions;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>OCPI, as CPOs, eMSPs and hubs speak it. The version is a partner's setting.</summary>
internal sealed class OcpiProtocol : IProtocol, IDisposable
{
    public const string ProtocolName = "ocpi";

    private static readonly IReadOnlyList<Role> Cpos = [Role.CPO];
    private static readonly IReadOnlyList<Role> Emsps = [Role.EMSP];

    private readonly OcpiEndpoint endpoint;
    private readonly OcpiSender sender;

    public OcpiProtocol(IMappings mappings, TimeProvider time, ILogger<OcpiProtocol> logger, IConfiguration? configuration = null)
    {
        var reader = new CdrReader(mappings);
        var cdrs = new CdrsReceiver(reader, mappings);
        var credentials = new CredentialsModule(time, logger);
        var questions = new QuestionInterfaces(mappings);
        IReadOnlyList<ModuleInterface> interfaces =
        [
            credentials.Interface,
            .. HubClientInfo.Interfaces,
            new("cdrs", Side.Receiver, Cpos)
            {
                Routes =
                [
                    new("POST", "", "POST cdrs", cdrs.PostAsync) { Unlimited = true },
                    new("GET", "{country}/{party}/{id}", "GET cdrs", cdrs.GetAsync) { Unlimited = true },
                ],
            },
            new CdrsSender(mappings, logger).Interface,
            new SessionsReceiver(mappings, logger).Interface,
            new SessionsSender(mappings, logger).Interface,
            .. ObjectsReceiver.Interfaces(mappings),
            .. ObjectsSender.Interfaces(mappings, logger),
            new("tokens", Side.Sender, Cpos) { Routes = [questions.Authorize] },
            new("sessions", Side.Sender, Emsps) { In = v => v.Routes, Routes = [questions.Preferences] },
            .. questions.Own,
        ];
        endpoint = new OcpiEndpoint(new OcpiAddresses(interfaces), time, logger);
        sender = new OcpiSender(new OwnAddress(configuration), time, logger);
        var sessions = new ObjectAgain(SessionsReceiver.Module, SessionsReceiver.Mapping, Cpos);
        Operations =
        [
            new Operation("GET versions", Message: null),
            new Operation("GET version", Message: null),
            new Operation("GET credentials", Message: null),
            new Operation("POST credentials", Message: null),
            new Operation("PUT credentials", Message: null),
            new Operation("DELETE credentials", Message: null),
            new Operation("GET hubclientinfo", Message: null),
            new Operation("PUT hubclientinfo", Message: null),
            new OcpiOperation("POST cdrs", typeof(ChargeDetailRecordIssued), CdrReader.MappingName, "POST", "cdrs", Side.Receiver)
            {
                ReadAgain = CdrReader.ReadAgain,
            },
            // Heard as the answer to our own asking; a partner's own GET of one CDR goes by that name too.
            new Operation(CdrsPull.Operation, typeof(ChargeDetailRecordIssued), CdrReader.MappingName) { ReadAgain = CdrReader.ReadAgain, Pulled = true },
            new OcpiOperation("PUT sessions", typeof(SessionUpdated), SessionsReceiver.Mapping, "PUT", SessionsReceiver.Module, Side.Receiver)
            {
                IsNews = true,
                Form = SessionForm.Whole,
                ReadAgain = sessions.Read,
                Path = matter => matter is Session session ? OcpiOperation.Owned(session.Party, session.Id) : [],
            },
            new Operation("GET sessions", Message: null) { ReadAgain = sessions.Read },
            new Operation("PATCH sessions", Message: null),
            new OcpiOperation("PATCH locations", typeof(EvseStatusChanged), "evse-status", "PATCH", "locations", Side.Receiver)
            {
                IsNews = true,
                Fits = matter => matter is EvseStatusReport { LocationId: not null, EvseUid: not null },
                Path = matter => matter is EvseStatusReport report ? OcpiOperation.Owned(report.Party, report.LocationId, report.EvseUid) : [],
            },
            .. ObjectOperations.All,
            .. OcpiQuestions.Operations,
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

    public IReadOnlyList<Draft> Draft(Delivery delivery) => sender.Draft(delivery) is { } draft ? [draft] : [];

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation) => sender.SendAsync(delivery, cancellation);

    public void Dispose() => sender.Dispose();
}
