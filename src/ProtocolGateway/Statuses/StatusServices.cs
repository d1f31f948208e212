using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Partners;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Statuses;

public static class StatusServices
{
    /// <summary>
    /// How EVSEs stand: <see cref="IEvseStates"/> takes reports, and what has been stable for long enough is owed. Needs the journal,
    /// the directory and the exchanges; takes the settings from <see cref="GatewaySettings"/> where those are registered.
    /// </summary>
    public static IServiceCollection AddStatuses(this IServiceCollection services)
    {
        services.TryAddSingleton(s => s.GetService<GatewaySettings>()?.Statuses ?? StatusSettings.Default);
        return services
            .AddSingleton<StatusMeter>()
            .AddSingleton<StateResolution>()
            .AddSingleton<StatusGathering>()
            .AddSingleton<StatusRouting>()
            .AddSingleton<IEvseStates, EvseStates>()
            .AddSingleton<IEvseSearch, EvseSearch>()
            .AddSingleton<StatusOwing>()
            .AddSingleton<StatusArrivals>()
            .AddHostedService<StatusService>();
    }
}
