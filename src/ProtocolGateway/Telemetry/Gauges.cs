using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Telemetry;

/// <summary>What is read when somebody looks: debt, partners, bus and mappings as they stand.</summary>
internal sealed class Gauges(
    GatewayMeter meter, DebtCache debt, Lanes lanes, Dispatcher dispatcher, PartnerActivity activity, PartnerBook partners, IMappings mappings,
    JournalMeter journal, Bearings bearings, Certificates certificates, TimeProvider time) : IHostedService
{
    private const string PartnerTag = "partner", CodeTag = "code";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Open();
        AddDebt();
        AddPartners();
        meter.Gauge("deliveries.saying", "{delivery}", "Deliveries that this node is saying right now.", () => dispatcher.Saying);
        meter.Gauge("bus.up", "", "1 when the bus takes messages, else 0.", () => bearings.BusIsUp ? 1 : 0);
        meter.Gauge("mappings.loaded.time", "s", "When the mappings in force were loaded, since 1970 UTC.", () => Seconds(mappings.Current.LoadedAt));
        meter.Gauge("mappings.loaded", "{mapping}", "How many mappings are in force.", () => mappings.Current.All.Count());
        meter.Gauge("mappings.faults", "{fault}", "Faults that keep changed mapping files from being taken; 0 when what lies in the folder is in force.",
            () => mappings.Refused?.Faults.Count ?? 0);
        meter.Gauge("mappings.reload.duration", "s", "How long changed mapping files were read, checked and tried by their cases, the last time; 0 before the first change.",
            () => mappings.LastReload.TotalSeconds);
        var started = Seconds(new DateTimeOffset(System.Diagnostics.Process.GetCurrentProcess().StartTime));
        meter.Gauge("process.start.time", "s", "When this process started, since 1970 UTC.", () => started);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void AddDebt()
    {
        // A partner that is owed nothing is told as 0: an absent series can't be told from one that is not scraped.
        meter.Gauge("deliveries.owed", "{delivery}", "Deliveries owed.", () => Each(p => Owed(p)?.Count ?? 0));
        meter.Gauge("deliveries.owed.age", "s", "How long ago the oldest delivery that is still owed was heard; 0 when none is owed.",
            () => Each(p => Owed(p) is { } owed ? Math.Max(0, (time.GetUtcNow() - owed.Oldest).TotalSeconds) : 0));
        meter.Gauge("deliveries.held", "{delivery}", "Deliveries that wait for data or for a person, by the reason's code.", () => debt.Current.Held.Select(Number));
        meter.Gauge("deliveries.in_doubt", "{delivery}", "Deliveries of which nobody knows whether they were heard: they wait for a person.",
            () => Each(p => debt.Current.InDoubt.Where(w => w.Partner == p).Sum(w => w.Count)));
    }

    private void AddPartners()
    {
        meter.Gauge("deliveries.on_bus", "{delivery}", "Deliveries that this node has on the bus.", () => lanes.All.Select(l => At(l.Count, l.Partner.Id)));
        meter.Gauge("partner.paused", "", "1 while nothing is sent to the partner until a person resumes, else 0.",
            () => lanes.All.Select(l => At(l.Line.Standing.Paused ? 1 : 0, l.Partner.Id)));
        meter.Gauge("partner.unreachable", "", "1 while nobody takes anything at the partner and one delivery at a time looks for it, else 0.",
            () => lanes.All.Select(l => At(l.Line.Standing.UnreachableAt is null ? 0 : 1, l.Partner.Id)));
        meter.Gauge("partner.heard.time", "s", "When the partner last gave a sign of life, since 1970 UTC.",
            () => Known(p => activity.LastHeard(p) ?? Seen(p)?.Heard));
        meter.Gauge("partner.said.time", "s", "When the partner last took a delivery, since 1970 UTC.",
            () => Known(p => activity.LastSaid(p) ?? Seen(p)?.Said));
        meter.Gauge("partner.certificate.remaining", "d", "Days until the client certificate that we show the partner expires; below 0 afterwards.",
            () => certificates.PartnerDays.Select(c => At(c.Days, c.Partner)));
        meter.Gauge("server.certificate.remaining", "d", "Days until the certificate expires that we show to whoever comes by https; below 0 afterwards.",
            () => certificates.ServerDays is { } days ? [new Measurement<double>(days)] : []);
    }

    private OwedTo? Owed(string partner) => debt.Current.Owed.FirstOrDefault(o => o.Partner == partner);

    private LastSeen? Seen(string partner) => debt.Current.Seen.FirstOrDefault(s => s.Partner == partner);

    private IEnumerable<Measurement<double>> Each(Func<string, double> read) => partners.All.Select(p => At(read(p.Id), p.Id));

    private IEnumerable<Measurement<double>> Known(Func<string, DateTimeOffset?> read) =>
        from partner in partners.All let at = read(partner.Id) where at is not null select At(Seconds(at.Value), partner.Id);

    private static Measurement<double> At(double value, string partner) => new(value, new KeyValuePair<string, object?>(PartnerTag, partner));

    private static Measurement<double> Number(Waiting waiting) =>
        new(waiting.Count, new KeyValuePair<string, object?>(PartnerTag, waiting.Partner), new KeyValuePair<string, object?>(CodeTag, waiting.Code));

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000d;
}
