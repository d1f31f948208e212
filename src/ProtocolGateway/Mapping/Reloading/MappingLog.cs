using Microsoft.Extensions.Logging;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Reloading;

internal static partial class MappingLog
{
    [LoggerMessage(2101, LogLevel.Information, "The mapping files were changed: version {Version} is in force, after {Before}; checking it took {Duration}")]
    public static partial void Taken(ILogger log, string version, string before, TimeSpan duration);

    [LoggerMessage(2102, LogLevel.Error, "The mapping files were changed, and version {Version} has {Count} faults: {Current} stays in force")]
    public static partial void Refused(ILogger log, string version, int count, string current);

    [LoggerMessage(2103, LogLevel.Error, "{Fault}")]
    public static partial void Fault(ILogger log, MappingFault fault);

    [LoggerMessage(2104, LogLevel.Information, "The mapping files are again those of version {Version}, which is in force")]
    public static partial void Undone(ILogger log, string version);

    [LoggerMessage(2105, LogLevel.Error, "The mapping files could not be looked at")]
    public static partial void Failed(ILogger log, Exception bug);

    [LoggerMessage(2106, LogLevel.Error, "The mapping files in force could not be kept in the journal")]
    public static partial void NotKept(ILogger log, Exception bug);

    [LoggerMessage(2107, LogLevel.Error, "What other mapping files would make of the delivery {Delivery} could not be found out")]
    public static partial void NotPreviewed(ILogger logger, Guid delivery, Exception bug);
}
