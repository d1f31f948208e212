using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ProtocolGateway.Host.Telemetry;

/// <summary>Serves <c>/metrics</c>, and sees that nothing is heard before it is counted.</summary>
internal sealed class TelemetryExport(TelemetryProviders providers, IServiceProvider services) : IHostedService
{
    // A collector that is away must not hold up the end.
    private const int MostAtEnd = 1000;

    private RequestDelegate? page;

    public async Task StartAsync(CancellationToken cancellationToken) => page = new ApplicationBuilder(services)
        .UseOpenTelemetryPrometheusScrapingEndpoint(await providers.Metrics, _ => true, null, null, null)
        .Build();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        (await providers.Metrics).Shutdown(MostAtEnd);
        providers.Traced?.Shutdown(MostAtEnd);
    }

    /// <summary>Prometheus' text, or OpenMetrics for whoever asks for that.</summary>
    public Task WriteAsync(HttpContext context) => page!(context);
}

internal static class TelemetryExportServices
{
    /// <summary>Register it before what says anything: what starts later is counted from its first message on.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, TelemetryProviders providers) => services
        // By a function, so that it is disposed of with the rest.
        .AddSingleton(_ => providers)
        .AddSingleton<TelemetryExport>()
        .AddHostedService(s => s.GetRequiredService<TelemetryExport>());
}
