using System.Globalization;
using ProtocolGateway.Emip.Inbound;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Emip.Upkeep;

/// <summary>A partner is alive; the answer says when it should say so again (emip.md 2.3).</summary>
internal static class HeartBeatAnswer
{
    public static Answered Give(Asked asked, IGateway gateway, TimeProvider clock)
    {
        gateway.HeardFrom(asked.Partner, asked.Heard.ReceivedAt);
        return new Answered(200, asked.Write(answer =>
        {
            answer.Text("heartBeatPeriod", asked.Options.HeartBeatPeriod.ToString(CultureInfo.InvariantCulture));
            answer.Text("currentTime", WireText.Instant(clock.GetUtcNow()));
            answer.Text("transactionId", asked.Header.TransactionId);
            answer.Text("requestStatus", "1");
        }));
    }
}
