using System.Diagnostics.Metrics;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Telemetry;

/// <summary>EVSE statuses heard, and what a storm of them cost. Costs nothing while nobody listens.</summary>
internal sealed class StatusMeter(GatewayMeter meter)
{
    private const string Partner = "partner", Result = "result";

    private readonly Counter<long> heard = meter.Counter(
        "statuses.heard", "{report}", "EVSE status reports heard, by what became of them: taken, unknown (kept for an EVSE to come), refused or busy.");

    private readonly Counter<long> coalesced = meter.Counter(
        "statuses.coalesced", "{report}", "EVSE status reports that were written together with another one of the same place.");

    /// <summary>Tells what never happened as 0, so that its first time is seen as a rise.</summary>
    public void Open()
    {
        heard.Add(0);
        coalesced.Add(0);
    }

    public void Heard(Heard what, StatusTaking taking)
    {
        if (!heard.Enabled) return;
        var result = taking switch
        {
            StatusTaking.Taken { Known: true } => "taken",
            StatusTaking.Taken => "unknown",
            StatusTaking.Refused => "refused",
            _ => "busy",
        };
        heard.Add(1, new(Partner, what.Partner?.Id ?? GatewayMeter.Nobody), new(Result, result));
    }

    public void Coalesced(Heard what) => coalesced.Add(1, new KeyValuePair<string, object?>(Partner, what.Partner?.Id ?? GatewayMeter.Nobody));
}
