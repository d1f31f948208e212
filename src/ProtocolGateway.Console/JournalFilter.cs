using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console;

/// <summary>Whoever asks while the journal is locked or can't be read is told so; everything else that is thrown is a bug.</summary>
internal sealed partial class JournalFilter(ILogger<JournalFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (JournalReach.WhyNot(e) is { } reason)
        {
            OutOfReach(logger, context.HttpContext.Request.Path, reason, e);
            return Answers.OutOfReach(reason);
        }
    }

    [LoggerMessage(1600, LogLevel.Error, "{Path} could not be answered: {Reason}")]
    private static partial void OutOfReach(ILogger logger, string path, string reason, Exception exception);
}
