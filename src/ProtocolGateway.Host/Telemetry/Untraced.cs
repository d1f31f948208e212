using System.Diagnostics;

namespace ProtocolGateway.Host.Telemetry;

/// <summary>Requests that are no exchange (operators', scrapes, health checks) leave no trace.</summary>
internal static class Untraced
{
    public static void Mark()
    {
        if (Activity.Current is { } request) request.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    public static IApplicationBuilder UseUntraced(this IApplicationBuilder door) => door.Use((HttpContext context, RequestDelegate next) =>
    {
        Mark();
        return next(context);
    });
}
