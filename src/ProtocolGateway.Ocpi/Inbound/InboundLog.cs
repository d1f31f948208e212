using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Ocpi.Inbound;

internal static partial class InboundLog
{
    [LoggerMessage(3101, LogLevel.Warning, "OCPI {Method} {Path} from {Address}: the token is missing or unknown")]
    public static partial void Stranger(ILogger logger, string method, PathString path, IPAddress? address);

    [LoggerMessage(3102, LogLevel.Error, "OCPI {Method} {Path} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string method, PathString path);
}
