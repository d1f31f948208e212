using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Emip;

/// <summary>What eMIP writes to the log. Ids and values only: no tokens, no credentials.</summary>
internal static partial class EmipEvents
{
    [LoggerMessage(3001, LogLevel.Warning, "eMIP request of partner {Partner} from {Address} refused: HTTP {Status}, {Refusal}")]
    public static partial void Refused(ILogger log, string? partner, string? address, int status, string refusal);

    [LoggerMessage(3002, LogLevel.Debug, "eMIP request of partner {Partner} for {Root} names the action {Action}")]
    public static partial void OtherAction(ILogger log, string? partner, string root, string action);

    [LoggerMessage(3003, LogLevel.Error, "eMIP request from {Address} failed")]
    public static partial void Failed(ILogger log, Exception exception, string? address);

    [LoggerMessage(3004, LogLevel.Debug, "eMIP delivery {Delivery} to {Partner} had no answer: {Reason}")]
    public static partial void NoAnswer(ILogger log, Guid delivery, string partner, string reason);
}
