using ProtocolGateway.Bus;
using ProtocolGateway.Console;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Host.Telemetry;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Retention;
using ProtocolGateway.Sessions;
using ProtocolGateway.Silences;
using ProtocolGateway.Statuses;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Host;

/// <summary>Puts the gateway together from settings that are known to be good. Before it starts it needs its mappings.</summary>
internal static class GatewayHost
{
    public static WebApplication Build(GatewaySettings settings, IConfiguration configuration)
    {
        var telemetry = TelemetryProviders.Begin(settings);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ClearProviders().AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls(settings.Listen, settings.ConsoleListen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The protocols take 1 MB and say so in their own words. Kestrel only hangs up: a sender who is still writing would never
            // read why, so it lets through what is passed over quickly.
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            // For each of the two doors: a crowd at one doesn't close the other.
            kestrel.Limits.MaxConcurrentConnections = 16 * 1024;
            kestrel.ConfigureHttpsDefaults(https => https.Secure(settings));
        });

        builder.Services
            .AddPartners(settings)
            .AddProtocols()
            .AddMappingReload()
            .AddJournal(JournalOptions.Of(settings))
            .AddDirectory()
            .AddSessions()
            .AddBus(settings.Bus)
            .AddTelemetryExport(telemetry)
            .AddTelemetry()
            .AddExchanges()
            .AddSilences()
            .AddStatuses()
            .AddPublishing()
            .AddRetention(settings.Retention)
            .AddConsole();

        var app = builder.Build();
        Listen(app, settings);
        return app;
    }

    /// <summary>Partners and operators come by different doors, and neither finds the other's addresses.</summary>
    private static void Listen(WebApplication app, GatewaySettings settings)
    {
        var operators = BindingAddress.Parse(settings.ConsoleListen).Port;
        app.MapWhen(context => context.Connection.LocalPort == operators, door => door.UseUntraced().UseRouting().UseEndpoints(routes =>
        {
            routes.MapHealth(operators: true);
            routes.MapGet("/metrics", app.Services.GetRequiredService<TelemetryExport>().WriteAsync);
            routes.MapConsole();
        }));
        app.MapWhen(context => context.Connection.LocalPort != operators, door => door.UseTrustedProxies(settings).UseRouting().UseEndpoints(routes =>
        {
            routes.MapHealth(operators: false);
            foreach (var protocol in app.Services.GetServices<IProtocol>()) protocol.MapInbound(routes);
        }));
    }
}
