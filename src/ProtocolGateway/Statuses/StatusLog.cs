using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Statuses;

/// <summary>Events 1600 to 1699: EVSE states.</summary>
internal static partial class StatusLog
{
    [LoggerMessage(1600, LogLevel.Warning, "EVSE states could not be searched for what is due")]
    public static partial void NotSearched(ILogger logger, Exception exception);

    [LoggerMessage(1601, LogLevel.Warning, "The states of {Count} EVSEs could not be owed and are tried again: {Reason}")]
    public static partial void NotOwed(ILogger logger, int count, string reason);

    [LoggerMessage(1602, LogLevel.Warning, "EVSE states were not looked at again after locations arrived; it is tried again: {Reason}")]
    public static partial void ArrivalsNotFollowed(ILogger logger, string reason);

    [LoggerMessage(1603, LogLevel.Error, "A round of the EVSE states failed")]
    public static partial void RoundFailed(ILogger logger, Exception exception);
}
