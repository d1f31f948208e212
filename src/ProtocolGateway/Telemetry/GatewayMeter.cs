using System.Diagnostics.Metrics;

namespace ProtocolGateway.Telemetry;

/// <summary>
/// The meter of one gateway. Names follow OpenTelemetry; docs/observability.md explains each as it stands in <c>/metrics</c>.
/// Attributes are partner, message, operation and codes only: never an id, a token or a party.
/// </summary>
public sealed class GatewayMeter : IDisposable
{
    public const string Name = "ProtocolGateway";

    /// <summary>What stands for a partner that was not recognised, or for a recipient that is not known yet.</summary>
    internal const string Nobody = "unknown";

    private readonly Meter meter = new(Name);

    /// <param name="unit">In UCUM: <c>s</c>, <c>{delivery}</c>.</param>
    internal Counter<long> Counter(string name, string unit, string description) =>
        meter.CreateCounter<long>(Full(name), unit, description);

    /// <param name="bounds">The buckets' upper bounds, in the unit.</param>
    internal Histogram<double> Histogram(string name, string unit, string description, double[] bounds) =>
        meter.CreateHistogram(Full(name), unit, description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    internal void Gauge(string name, string unit, string description, Func<IEnumerable<Measurement<double>>> read) =>
        meter.CreateObservableGauge(Full(name), read, unit, description);

    internal void Gauge(string name, string unit, string description, Func<double> read) =>
        meter.CreateObservableGauge(Full(name), read, unit, description);

    /// <summary>Told from other gateways' in one process (tests).</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    public void Dispose() => meter.Dispose();

    private static string Full(string name) => $"protocolgateway.{name}";
}
