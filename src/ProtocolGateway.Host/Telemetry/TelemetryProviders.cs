using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ProtocolGateway.Partners;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Host.Telemetry;

/// <summary>
/// What collects: metrics always, for <c>/metrics</c>; traces only for a collector that is set. It is put together beside the
/// rest of the start.
/// </summary>
internal sealed class TelemetryProviders : IDisposable
{
    // What .NET tells of memory and threads costs nothing per message.
    private const string Runtime = "System.Runtime";

    private static readonly string[] Sources = [Traces.Name, "Microsoft.AspNetCore", "System.Net.Http", "MassTransit"];

    private readonly TelemetrySettings settings;
    private readonly int partners;
    private readonly string node;

    private TelemetryProviders(GatewaySettings all)
    {
        (settings, partners, node) = (all.Telemetry, all.Partners.All.Count, all.Node);
        // Everything that hears or sends over HTTP in this process asks it.
        DistributedContextPropagator.Current = settings.ShareTraces ? DistributedContextPropagator.CreateDefaultPropagator() : new SilentPropagator();
        Metrics = Task.Run(BuildMetrics);
        if (settings.Otlp is { } collector) Traced = BuildTraces(collector);
    }

    public Task<MeterProvider> Metrics { get; }

    /// <summary>Null while nobody is told.</summary>
    public TracerProvider? Traced { get; }

    public static TelemetryProviders Begin(GatewaySettings settings) => new(settings);

    public void Dispose()
    {
        Metrics.Result.Dispose();
        Traced?.Dispose();
    }

    private MeterProvider BuildMetrics()
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(GatewayMeter.Name, Runtime)
            .AddView(instrument => new MetricStreamConfiguration { CardinalityLimit = Most(instrument.Meter.Name, instrument.IsObservable) })
            .AddPrometheusExporter();
        if (settings.Otlp is { } collector) builder.AddOtlpExporter(o => Aim(o, collector, "v1/metrics"));
        return builder.Build();
    }

    private TracerProvider BuildTraces(Uri collector)
    {
        // .NET 10 keeps the attributes of requests to itself unless asked.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(Sources)
            .SetSampler(new ParentBasedSampler(new RequestSampler(settings.Sample)))
            .AddProcessor(new AddressBlanking())
            .AddOtlpExporter(o => Aim(o, collector, "v1/traces"))
            .Build();
    }

    /// <summary>Room for every combination of attributes that there can be, and no more: it is taken whether used or not.</summary>
    private int Most(string meter, bool gauge) => meter == Runtime ? 50 : 200 + (partners * (gauge ? 12 : 50));

    private void Describe(ResourceBuilder resource) => resource.AddService(
        "protocol-gateway", serviceVersion: typeof(TelemetryProviders).Assembly.GetName().Version!.ToString(3), serviceInstanceId: node);

    private void Aim(OtlpExporterOptions options, Uri collector, string path)
    {
        var grpc = settings.Protocol == OtlpProtocol.Grpc;
        options.Protocol = grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = grpc ? collector : new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}");
        options.Headers = settings.Headers;
    }
}
