using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Absences;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Questions;
using ProtocolGateway.Registrations;
using ProtocolGateway.Silences;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

public static class ExchangeServices
{
    /// <summary>
    /// The gateway's heart: <see cref="IGateway"/> takes what is heard, and what is owed is delivered. Needs the journal
    /// (<see cref="JournalServices.AddJournal"/>), the bus, the partners, the mappings, the directory, the sessions, and a
    /// <see cref="TimeProvider"/>. Register it after the bus: what starts last stops first.
    /// For operators: <see cref="IDeliveryActions"/>, <see cref="IPartnerStates"/> and <see cref="IPartnerActions"/>.
    /// </summary>
    public static IServiceCollection AddExchanges(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new IntakeLimits());
        return services
            .AddSingleton<Intake>()
            .AddSingleton(s => Node.Create(s.GetService<GatewaySettings>()?.Node ?? Environment.MachineName, alone: !s.GetRequiredService<JournalDatabase>().IsRemote))
            .AddExchangeMeters()
            .AddRetelling()
            .AddSingleton<Routing>()
            .AddSingleton<Archive>()
            .AddSingleton<IRecordLists, RecordLists>()
            .AddMappingHistory()
            .AddExplanations()
            .AddSingleton<PartnerActivity>()
            .AddSingleton<Lanes>()
            .AddSingleton<DueReader>()
            .AddSingleton<Calls>()
            .AddSingleton<OutboundLimits>()
            .AddSingleton<Repeats>()
            .AddSingleton<Forsaken>()
            .AddSingleton<UnknownPlaces>()
            .AddSingleton<Saying>()
            .AddSingleton<Deliverer>()
            .AddSingleton<DispatcherSignal>()
            .AddSingleton<Dispatcher>()
            .AddSingleton<NewestRelease>()
            .AddSingleton<Release>()
            .AddSingleton<Releaser>()
            .AddSingleton<OldChanges>()
            .AddSingleton<LostClaims>()
            .AddSingleton<AbsenceRecord>()
            .AddSingleton<IAbsences, JournalAbsences>()
            .AddSingleton<SessionWatch>()
            .AddSingleton<Heartbeat>()
            .AddSingleton<SilentPartners>()
            .AddSingleton<IPartnerStates, PartnerStates>()
            .AddSingleton<PartnerActions>()
            .AddSingleton<IPartnerActions>(s => s.GetRequiredService<PartnerActions>())
            .AddSingleton<IDeliveryActions, DeliveryActions>()
            .AddRegistrations()
            .AddPartyStatuses()
            .AddQuestions()
            .AddSingleton<IGateway, Gateway>()
            .AddHostedService<DeliveryService>();
    }
}
