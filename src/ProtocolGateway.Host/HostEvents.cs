namespace ProtocolGateway.Host;

internal static partial class HostEvents
{
    [LoggerMessage(1, LogLevel.Information, "Ready. Partners: {Listen}, operators: {ConsoleListen}, data: {DataDirectory}, mappings: {Mappings}")]
    public static partial void Ready(ILogger log, string listen, string consoleListen, string dataDirectory, int mappings);

    [LoggerMessage(2, LogLevel.Warning, "{Warning}")]
    public static partial void Warning(ILogger log, string warning);
}
