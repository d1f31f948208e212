using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Absences;

/// <summary>Events 1400 to 1499: catching up.</summary>
internal static partial class AbsenceLog
{
    [LoggerMessage(1400, LogLevel.Information, "{Module} of {Partner} are caught up since {From}")]
    public static partial void CaughtUp(ILogger logger, string partner, string module, DateTimeOffset from);

    [LoggerMessage(1401, LogLevel.Warning, "{Module} of {Partner} can't be asked for, attempt {Attempt}: {Reason}")]
    public static partial void Postponed(ILogger logger, string partner, string module, int attempt, string reason);

    [LoggerMessage(1404, LogLevel.Warning, "{Partner} offers {Module} and has none: {Reason}. It is asked once a day from now on")]
    public static partial void NotThere(ILogger logger, string partner, string module, string reason);

    [LoggerMessage(1402, LogLevel.Warning, "How far {Module} of {Partner} came could not be written: {Reason}")]
    public static partial void Lost(ILogger logger, string partner, string module, string reason);

    [LoggerMessage(1403, LogLevel.Warning, "Whether {Module} of {Partner} are to be caught up is not known: {Reason}")]
    public static partial void NotClaimed(ILogger logger, string partner, string module, string reason);
}
