using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ProtocolGateway.Partners;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Silences;

/// <summary>Counts our heartbeats, and tells who is silent and whose clock is wrong.</summary>
internal sealed class SilenceMeter
{
    private const string PartnerTag = "partner", OutcomeTag = "outcome";

    private readonly ConcurrentDictionary<string, double> ahead = new();
    private readonly Counter<long> sent;

    public SilenceMeter(GatewayMeter meter, SilentPartners silent, PartnerBook partners)
    {
        sent = meter.Counter("heartbeats.sent", "{heartbeat}", "Heartbeats to partners that are hubs for us, by outcome: answered or failed.");
        meter.Gauge("partner.silent", "", "1 while nothing was heard of the partner for longer than it was to be, or it doesn't answer our heartbeats, else 0.",
            () => partners.All.Select(p => new Measurement<double>(silent.Find(p) is null ? 0 : 1, Tag(p.Id))));
        meter.Gauge("partner.clock.ahead", "s", "How far the partner's clock was ahead of ours in its last answer to a heartbeat of this node.",
            () => ahead.Select(a => new Measurement<double>(a.Value, Tag(a.Key))));
    }

    /// <summary>Tells what never happened as 0, so that its first time is seen as a rise.</summary>
    public void Open(Partner partner)
    {
        foreach (var outcome in new[] { "answered", "failed" }) sent.Add(0, Tag(partner.Id), new(OutcomeTag, outcome));
    }

    public void Sent(Partner partner, bool answered) => sent.Add(1, Tag(partner.Id), new(OutcomeTag, answered ? "answered" : "failed"));

    public void Clock(Partner partner, TimeSpan by) => ahead[partner.Id] = by.TotalSeconds;

    private static KeyValuePair<string, object?> Tag(string partner) => new(PartnerTag, partner);
}
