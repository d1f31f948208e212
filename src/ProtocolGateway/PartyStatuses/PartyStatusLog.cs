using Microsoft.Extensions.Logging;

namespace ProtocolGateway.PartyStatuses;

/// <summary>Events 1900 to 1999: how parties stand.</summary>
internal static partial class PartyStatusLog
{
    [LoggerMessage(1900, LogLevel.Warning, "How parties stand is not known, or not written: {Reason}")]
    public static partial void OutOfReach(ILogger logger, string reason);
}
