using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Telemetry;

public static class TelemetryServices
{
    /// <summary>The gauges of the running gateway, and <see cref="IHealth"/>. Needs the journal, the exchanges, partners and mappings.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<DebtReader>()
        .AddSingleton(s => new DebtCache(
            s.GetRequiredService<DebtReader>().Read, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<DebtCache>>()))
        .AddSingleton(s => new Certificates(s.GetRequiredService<PartnerBook>(), s.GetRequiredService<TimeProvider>(), s.GetService<GatewaySettings>()))
        .AddSingleton(s => new Bearings(
            s.GetRequiredService<JournalMeter>(), s.GetRequiredService<Turns>(), s.GetRequiredService<Certificates>(), s.GetService<IBusControl>(), s.GetService<IMappings>()))
        .AddSingleton<IHealth>(s => s.GetRequiredService<Bearings>())
        .AddSingleton<Gauges>()
        .AddHostedService(s => s.GetRequiredService<Gauges>());

    /// <summary>What the journal counts by.</summary>
    internal static IServiceCollection AddJournalMeter(this IServiceCollection services)
    {
        services.TryAddSingleton<GatewayMeter>();
        services.TryAddSingleton<JournalMeter>();
        return services;
    }

    /// <summary>What exchanges and deliveries count by.</summary>
    internal static IServiceCollection AddExchangeMeters(this IServiceCollection services) => services
        .AddSingleton<ExchangeMeter>()
        .AddSingleton<DeliveryMeter>()
        .AddSingleton<Turns>();
}
