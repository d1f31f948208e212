using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Ocpi;

/// <summary>What OCPI writes to the log. Ids and values only: no tokens.</summary>
internal static partial class OcpiEvents
{
    [LoggerMessage(3101, LogLevel.Warning, "OCPI {Method} {Path} from {Address}: the token is missing or unknown")]
    public static partial void Stranger(ILogger log, string method, PathString path, IPAddress? address);

    [LoggerMessage(3102, LogLevel.Warning, "OCPI {Method} {Path} of partner {Partner} refused: HTTP {Status}, {Refusal}")]
    public static partial void Refused(ILogger log, string method, PathString path, string partner, int status, string refusal);

    [LoggerMessage(3103, LogLevel.Error, "OCPI {Method} {Path} failed")]
    public static partial void Failed(ILogger log, Exception exception, string method, PathString path);

    [LoggerMessage(3104, LogLevel.Debug, "OCPI delivery {Delivery} to {Partner}: {Outcome}")]
    public static partial void Said(ILogger log, Guid delivery, string partner, string outcome);

    [LoggerMessage(3105, LogLevel.Error, "Asking for {List} of {Partner} failed")]
    public static partial void PullFailed(ILogger log, Exception exception, string list, string partner);

    [LoggerMessage(3106, LogLevel.Information, "Partner {Partner} has no list of {List} to be asked for")]
    public static partial void NoList(ILogger log, string list, string partner);

    [LoggerMessage(3107, LogLevel.Warning, "The list of {List} of {Partner} is not read any further: {Reason}")]
    public static partial void Endless(ILogger log, string list, string partner, string reason);

    [LoggerMessage(3120, LogLevel.Warning, "Credentials of {Partner}: {Note}")]
    public static partial void Announced(ILogger log, string partner, string note);

    [LoggerMessage(3122, LogLevel.Warning, "How parties stand could not be exchanged with {Partner}: {Reason}. It is tried again")]
    public static partial void PartyNewsFailed(ILogger log, string partner, string reason);

    [LoggerMessage(3123, LogLevel.Warning, "What {Partner} lists of how parties stand can't be read in part: {Refusal}")]
    public static partial void PartyNewsUnread(ILogger log, string partner, string refusal);

    [LoggerMessage(3124, LogLevel.Error, "A look at how parties stand failed")]
    public static partial void PartyNewsBroke(ILogger log, Exception exception);

    [LoggerMessage(3121, LogLevel.Error, "A handshake failed")]
    public static partial void HandshakeFailed(ILogger log, Exception exception);

    [LoggerMessage(3110, LogLevel.Warning, "{Object} is left out of a list for {Partner}: {Reason}")]
    public static partial void LeftOut(ILogger log, string @object, string partner, string reason);
}
