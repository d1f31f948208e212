using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi;

public static class OcpiGatewayBuilderExtensions
{
    /// <summary>Adds OCPI, the protocol named <c>ocpi</c> in the settings.</summary>
    public static IServiceCollection AddOcpi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<IProtocol, OcpiProtocol>()
            .AddSingleton<IPaper, OcpiPaper>()
            .AddSingleton(s => new Registry(s.GetRequiredService<PartnerBook>(), s.GetService<IRegistrations>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton(s => new OwnCredentials(s.GetRequiredService<PartnerBook>(), s.GetService<IConfiguration>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton(s => new Registering(
                s.GetRequiredService<Registry>(), s.GetRequiredService<IRegistrations>(), s.GetRequiredService<OwnCredentials>(), s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<OcpiProtocol>>()))
            .AddSingleton<IRegistrar, OcpiRegistrar>()
            .AddSingleton<IPuller, OcpiPuller>()
            .AddHostedService<RegistrationService>()
            .AddHostedService<PartyNewsService>()
            .AddHostedService<CatchUpService>();
    }
}
