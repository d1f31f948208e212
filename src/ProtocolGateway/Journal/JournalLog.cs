using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Journal;

/// <summary>Events 1000 to 1099.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1000, LogLevel.Error, "The journal is out of reach, {Count} works were not stored: {Reason}")]
    public static partial void Unavailable(ILogger logger, int count, string reason, Exception exception);

    [LoggerMessage(1001, LogLevel.Critical, "A batch of {Count} works failed")]
    public static partial void Failed(ILogger logger, int count, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "{Work} failed and is not stored")]
    public static partial void WorkFailed(ILogger logger, string work, Exception exception);

    [LoggerMessage(1004, LogLevel.Warning, "The journal could not be tidied up at the end; the next start does it")]
    public static partial void NotCheckpointed(ILogger logger, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "The journal's broken connection could not be closed")]
    public static partial void NotClosed(ILogger logger, Exception exception);
}
