using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Silences;

/// <summary>Events 1700 to 1799: partners that are there, and those that are not.</summary>
internal static partial class SilenceLog
{
    [LoggerMessage(1700, LogLevel.Warning, "{Partner} is silent since {Since:u}: {Reason}")]
    public static partial void Fell(ILogger logger, string partner, DateTimeOffset since, string reason);

    [LoggerMessage(1701, LogLevel.Information, "{Partner} is silent no longer")]
    public static partial void Spoke(ILogger logger, string partner);

    [LoggerMessage(1702, LogLevel.Warning, "{Partner} does not answer our heartbeat: {Reason}. It is tried again, and told once only")]
    public static partial void NotAnswered(ILogger logger, string partner, string reason);

    [LoggerMessage(1703, LogLevel.Information, "{Partner} answers our heartbeat, and wants it every {Seconds} s")]
    public static partial void Answered(ILogger logger, string partner, double seconds);

    [LoggerMessage(1704, LogLevel.Warning, "The clock of {Partner} is {Seconds} s ahead of ours: times that it tells can't be relied on, or ours can't")]
    public static partial void ClockDiffers(ILogger logger, string partner, double seconds);

    [LoggerMessage(1705, LogLevel.Warning, "Whether a heartbeat to {Partner} is due, or what became of it, is not known: {Reason}")]
    public static partial void NotWritten(ILogger logger, string partner, string reason);

    [LoggerMessage(1706, LogLevel.Error, "A heartbeat to {Partner} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string partner);

    [LoggerMessage(1707, LogLevel.Warning, "Who is silent is not known: {Reason}")]
    public static partial void NotJudged(ILogger logger, string reason);
}
