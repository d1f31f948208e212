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
}
