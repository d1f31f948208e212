using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Registrations;

/// <summary>Events 1800 to 1899: handshakes with partners. Never a token.</summary>
internal static partial class RegistrationLog
{
    [LoggerMessage(1800, LogLevel.Information, "Registered with {Partner}: version {Version} at {Url}")]
    public static partial void Registered(ILogger logger, string partner, string version, string url);

    [LoggerMessage(1801, LogLevel.Warning, "Registering with {Partner} failed, {Failures} times in a row now: {Reason}")]
    public static partial void Failed(ILogger logger, string partner, int failures, string reason);

    [LoggerMessage(1802, LogLevel.Information, "The registration with {Partner} has ended")]
    public static partial void Ended(ILogger logger, string partner);

    [LoggerMessage(1803, LogLevel.Warning, "What was agreed with {Partner} can't be written: {Reason}")]
    public static partial void NotWritten(ILogger logger, string partner, string reason);

    [LoggerMessage(1804, LogLevel.Warning, "What was agreed with partners can't be read: {Reason}")]
    public static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(1805, LogLevel.Error, "The token for {Partner} was sealed with another key than this node's (Gateway:TokenKey): nothing can be said to it. Give the right key, or reset the registration")]
    public static partial void Sealed(ILogger logger, string partner);
}
