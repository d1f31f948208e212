using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Ocpi.Outbound;

internal static partial class OutboundLog
{
    [LoggerMessage(3201, LogLevel.Debug, "Delivery {Delivery} to {Partner}: {Outcome}")]
    public static partial void Said(ILogger logger, Guid delivery, string partner, string outcome);
}
