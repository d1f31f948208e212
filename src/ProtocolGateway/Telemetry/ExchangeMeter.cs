using System.Diagnostics.Metrics;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Telemetry;

/// <summary>What is heard, and how fast it is answered. Costs nothing while nobody listens.</summary>
internal sealed class ExchangeMeter(GatewayMeter meter, ProtocolTable protocols, TimeProvider time)
{
    private const string Partner = "partner", Operation = "operation", Result = "result", Code = "code";

    private readonly Counter<long> heard = meter.Counter(
        "exchanges.heard", "{exchange}", "Exchanges heard, by what became of them: accepted, repeated, refused, answered or busy.");

    private readonly Counter<long> refused = meter.Counter(
        "exchanges.refused", "{exchange}", "Exchanges refused, by what was wrong with them.");

    private readonly Histogram<double> answered = meter.Histogram(
        "exchange.answer.duration", "s", "From a request's first line to our answer, the commit included.", Bounds.Answer);

    public void Taken(Heard what, Acceptance acceptance)
    {
        switch (acceptance)
        {
            case Acceptance.Accepted { Repeat: false }: Count(what, "accepted"); break;
            case Acceptance.Accepted: Count(what, "repeated"); break;
            case Acceptance.Refused { Refusal: var refusal }: Refused(what, refusal.Kind); break;
            case Acceptance.Busy: Count(what, "busy"); break;
        }
    }

    public void Taken(Heard what, Publication publication)
    {
        switch (publication)
        {
            case Publication.Taken { Changed: true }: Count(what, "accepted"); break;
            case Publication.Taken: Count(what, "repeated"); break;
            case Publication.Busy: Count(what, "busy"); break;
        }
    }

    public void Refused(Heard what, RefusalKind kind)
    {
        Count(what, "refused");
        if (refused.Enabled) refused.Add(1, new(Partner, Name(what)), new(Code, Names.Of(kind)));
    }

    /// <summary>A question.</summary>
    public void Answered(Heard what) => Count(what, "answered");

    private void Count(Heard what, string result)
    {
        if (!heard.Enabled && !answered.Enabled) return;
        // What partners name freely must not become a time series.
        var operation = protocols.FindHeard(what.Protocol, what.Operation)?.Name ?? "other";
        heard.Add(1, new(Partner, Name(what)), new(Operation, operation), new(Result, result));
        var took = Math.Max(0, (time.GetUtcNow() - what.ReceivedAt).TotalSeconds);
        answered.Record(took, new KeyValuePair<string, object?>(Partner, Name(what)), new(Operation, operation));
    }

    private static string Name(Heard what) => what.Partner?.Id ?? GatewayMeter.Nobody;
}
