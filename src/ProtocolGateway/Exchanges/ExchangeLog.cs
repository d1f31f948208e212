using Microsoft.Extensions.Logging;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>Events 1100 to 1199: what is heard.</summary>
internal static partial class ExchangeLog
{
    [LoggerMessage(1100, LogLevel.Debug, "{Partner} said {Key}: {Acceptance}")]
    public static partial void Taken(ILogger logger, string partner, string key, Acceptance acceptance);

    [LoggerMessage(1101, LogLevel.Information, "Exchange {Exchange} of {Partner} ({Operation}) was refused, {Kind}: {Refusal}")]
    public static partial void Refused(ILogger logger, Guid exchange, string? partner, string operation, RefusalKind kind, Refusal refusal);

    [LoggerMessage(1102, LogLevel.Error, "What {Partner} said ({Operation}) was answered but not journaled: {Reason}")]
    public static partial void NotJournaled(ILogger logger, string? partner, string operation, string reason);

    [LoggerMessage(1103, LogLevel.Error, "What {Partner} said ({Operation}) was not taken, and will be sent again: {Reason}")]
    public static partial void NotReadable(ILogger logger, string partner, string operation, string reason);

    [LoggerMessage(1104, LogLevel.Debug, "Exchange {Exchange} of {Partner} ({Operation}) was answered")]
    public static partial void Answered(ILogger logger, Guid exchange, string partner, string operation);
}
