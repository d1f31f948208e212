using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Publishing;

/// <summary>Events 2000 to 2099: what partners publish.</summary>
internal static partial class PublishingLog
{
    [LoggerMessage(2000, LogLevel.Debug, "{Partner} said {Key}: {Publication}")]
    public static partial void Taken(ILogger logger, string partner, string key, Publication publication);

    [LoggerMessage(2001, LogLevel.Warning, "The directory could not be searched for what is still to be told")]
    public static partial void NotSearched(ILogger logger, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "{Count} objects of the directory could not be owed and are tried again: {Reason}")]
    public static partial void NotOwed(ILogger logger, int count, string reason);

    [LoggerMessage(2004, LogLevel.Information, "{Key} of {Partner} is gone: its whole list lacks it")]
    public static partial void Gone(ILogger logger, string partner, string key);

    [LoggerMessage(2005, LogLevel.Warning, "{Module} of {Partner}: {Text}")]
    public static partial void Missing(ILogger logger, string partner, string module, string text);

    [LoggerMessage(2003, LogLevel.Error, "A round of telling what imports brought failed")]
    public static partial void RoundFailed(ILogger logger, Exception exception);
}
