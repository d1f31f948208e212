using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Exchanges;

/// <summary>Events 1200 to 1299: what is owed and said.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(1200, LogLevel.Debug, "Delivery {Delivery} to {Partner} ({Key}, exchange {Exchange}) was taken")]
    public static partial void Delivered(ILogger logger, Guid delivery, string partner, string key, Guid exchange);

    [LoggerMessage(1201, LogLevel.Warning, "Delivery {Delivery} to {Partner} ({Key}, exchange {Exchange}), attempt {Attempt}: {Outcome}: {Reason}")]
    public static partial void NotDelivered(
        ILogger logger, Guid delivery, string partner, string key, Guid exchange, int attempt, string outcome, string reason);

    [LoggerMessage(1202, LogLevel.Error, "Delivery {Delivery} to {Partner} could not be claimed: {Reason}")]
    public static partial void NotClaimed(ILogger logger, Guid delivery, string partner, string reason);

    [LoggerMessage(1203, LogLevel.Error, "What became of delivery {Delivery} to {Partner} could not be written; it is in doubt: {Reason}")]
    public static partial void NotSettled(ILogger logger, Guid delivery, string partner, string reason);

    [LoggerMessage(1204, LogLevel.Error, "The claim on delivery {Delivery} to {Partner} was lost while it was being said")]
    public static partial void ClaimLost(ILogger logger, Guid delivery, string partner);

    [LoggerMessage(1205, LogLevel.Error, "Delivery {Delivery} to {Partner} failed before anything was sent")]
    public static partial void NotSaid(ILogger logger, Guid delivery, string partner, Exception exception);

    [LoggerMessage(1206, LogLevel.Error, "Delivery {Delivery} to {Partner} failed while it was being said")]
    public static partial void Thrown(ILogger logger, Guid delivery, string partner, Exception exception);

    [LoggerMessage(1207, LogLevel.Warning, "Delivery {Delivery} to {Partner} could not be put on the bus")]
    public static partial void NotOnBus(ILogger logger, Guid delivery, string partner, Exception exception);

    [LoggerMessage(1208, LogLevel.Warning, "The journal could not be searched for what is due")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1209, LogLevel.Warning, "Delivery {Delivery} was claimed by {Node}, which is gone: in doubt")]
    public static partial void ClaimAbandoned(ILogger logger, Guid delivery, string node);

    [LoggerMessage(1210, LogLevel.Information, "Delivery {Delivery} is released: {Cause}")]
    public static partial void Released(ILogger logger, Guid delivery, string cause);

    [LoggerMessage(1211, LogLevel.Error, "Delivery {Delivery} could not be released")]
    public static partial void NotReleased(ILogger logger, Guid delivery, Exception exception);

    [LoggerMessage(1212, LogLevel.Warning, "The sign of life could not be written: {Reason}")]
    public static partial void NotBeaten(ILogger logger, string reason);

    [LoggerMessage(1213, LogLevel.Error, "A round of the journal's clock failed")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1214, LogLevel.Error, "What became of delivery {Delivery} to {Partner} could not be written; it is given up, in doubt")]
    public static partial void NotWritten(ILogger logger, Guid delivery, string partner, Exception exception);

    [LoggerMessage(1220, LogLevel.Warning, "Old changes could not be removed from the journal")]
    public static partial void ChangesNotRemoved(ILogger logger, Exception exception);
}
