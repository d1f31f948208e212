using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Retention;

/// <summary>Events 1500 to 1599: what is no longer kept.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(1500, LogLevel.Information, "Retention, {Stage}: {Count} exchanges done")]
    public static partial void Done(ILogger logger, string stage, int count);

    [LoggerMessage(1501, LogLevel.Warning, "Retention was interrupted and goes on later: {Reason}")]
    public static partial void Interrupted(ILogger logger, string reason);

    [LoggerMessage(1502, LogLevel.Error, "Retention failed")]
    public static partial void Failed(ILogger logger, Exception exception);
}
