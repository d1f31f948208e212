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
}
