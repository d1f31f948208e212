using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Questions;

/// <summary>Events 1900 to 1999: what questions leave behind.</summary>
internal static partial class QuestionLog
{
    [LoggerMessage(1900, LogLevel.Warning, "Old answers and open sessions could not be removed from the journal")]
    public static partial void NotRemoved(ILogger logger, Exception exception);

    [LoggerMessage(1901, LogLevel.Warning, "Sessions without a record could not be looked for")]
    public static partial void NotSearched(ILogger logger, Exception exception);

    [LoggerMessage(1902, LogLevel.Warning, "Commands without a result could not be looked for")]
    public static partial void NotSettled(ILogger logger, Exception exception);

    [LoggerMessage(1903, LogLevel.Error, "The {Question} of {Partner}, exchange {Exchange}, could not be passed on")]
    public static partial void NotPassedOn(ILogger logger, string question, string partner, Guid exchange, Exception exception);

    [LoggerMessage(1904, LogLevel.Error, "The session {Session} has reached a ceiling and could not be stopped")]
    public static partial void NotStopped(ILogger logger, string session, Exception exception);
}
