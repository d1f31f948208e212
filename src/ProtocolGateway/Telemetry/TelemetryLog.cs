using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Telemetry;

/// <summary>Events 1800 to 1899.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(1800, LogLevel.Warning, "What is owed and held could not be counted; /metrics tells the last numbers")]
    public static partial void NotCounted(ILogger logger, Exception exception);
}
