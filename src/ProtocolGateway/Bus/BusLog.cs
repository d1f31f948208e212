using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Bus;

/// <summary>Events 1300 to 1399: the bus between nodes.</summary>
internal static partial class BusLog
{
    [LoggerMessage(1300, LogLevel.Information, "Queue {Queue} carries what is for {Partner}")]
    public static partial void Up(ILogger logger, string queue, string partner);

    [LoggerMessage(1301, LogLevel.Warning, "Queue {Queue} is out of reach: this node says itself what it has for {Partner}")]
    public static partial void Down(ILogger logger, string queue, string partner);

    [LoggerMessage(1302, LogLevel.Error, "Message {Message} of a kind that this node doesn't know was on {Queue}: it is in {Queue}_skipped now, and what is owed is sent again")]
    public static partial void Skipped(ILogger logger, Guid? message, string queue);

    [LoggerMessage(1303, LogLevel.Error, "Message {Message} on {Queue} can't be read: it is in {Queue}_error now, and what is owed is sent again")]
    public static partial void Unreadable(ILogger logger, Guid? message, string queue, Exception exception);

    [LoggerMessage(1304, LogLevel.Error, "{Question} of {Partner} failed")]
    public static partial void NotAsked(ILogger logger, string question, string partner, Exception exception);

    [LoggerMessage(1305, LogLevel.Warning, "{Question} of {Partner} could not be put on the bus: this node asks")]
    public static partial void NotOnBus(ILogger logger, string question, string partner, Exception exception);
}
