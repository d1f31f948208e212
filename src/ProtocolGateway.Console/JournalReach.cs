using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console;

/// <summary>A journal that can't be read is told as such; whatever else is thrown is a bug and stays one.</summary>
internal sealed partial class JournalReach(ILogger<JournalReach> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (DbException e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            OutOfReach(logger, context.HttpContext.Request.Path, e);
            return Answers.OutOfReach(unavailable.Text);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path}: the journal is out of reach")]
    private static partial void OutOfReach(ILogger logger, string path, Exception exception);
}
