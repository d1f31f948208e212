using System.Diagnostics.Metrics;
using System.Globalization;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Tests.Telemetry;

/// <summary>Everything that one gateway's meter tells, a line for each series: <c>exchanges.heard{operation=Record,partner=cpo}</c>.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, double> sums = [];
    private readonly Dictionary<string, double> gauges = [];

    public Counted(GatewayMeter meter)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (meter.Owns(instrument)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Counters by their sum; histograms by how often something was recorded, with <c>#</c> behind the name.</summary>
    public double this[string series]
    {
        get { lock (sums) return sums.GetValueOrDefault(series); }
    }

    /// <summary>Every series of one instrument that was counted, in order: <c>{partner=cpo} 1</c>.</summary>
    public IEnumerable<string> Of(string name)
    {
        lock (sums) return [.. sums.Where(s => s.Key.Split('{')[0] == name).Select(s => Line(s, name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every series of one gauge as it stands now.</summary>
    public IEnumerable<string> Now(string name)
    {
        lock (sums) gauges.Clear();
        listener.RecordObservableInstruments();
        lock (sums) return [.. gauges.Where(s => s.Key.Split('{')[0] == name).Select(s => Line(s, name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The largest value of a histogram's series so far.</summary>
    public double Most(string series) => this[$"{series}^"];

    public void Dispose() => listener.Dispose();

    private static string Line(KeyValuePair<string, double> series, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{series.Key[name.Length..]} {series.Value:0.###}").Trim();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name["protocolgateway.".Length..];
        var labels = tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal).ToArray();
        var attributes = labels.Length == 0 ? "" : $"{{{string.Join(',', labels)}}}";
        lock (sums)
        {
            if (instrument.IsObservable) gauges[name + attributes] = value;
            else if (instrument is Histogram<double>)
            {
                sums[$"{name}#{attributes}"] = sums.GetValueOrDefault($"{name}#{attributes}") + 1;
                sums[$"{name}{attributes}^"] = Math.Max(value, sums.GetValueOrDefault($"{name}{attributes}^"));
            }
            else sums[name + attributes] = sums.GetValueOrDefault(name + attributes) + value;
        }
    }
}
