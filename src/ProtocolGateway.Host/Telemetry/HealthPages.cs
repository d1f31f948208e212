using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Host.Telemetry;

/// <summary><c>/health/live</c> and <c>/health/ready</c> (contract.md section 3). Partners learn no more than the word; operators what stands behind it.</summary>
internal static class HealthPages
{
    public static void MapHealth(this IEndpointRouteBuilder routes, bool operators)
    {
        routes.MapGet("/health/live", (IHealth health) =>
            Tell(health, health.IsLive, health.IsLive ? "alive" : "not alive", operators));
        routes.MapGet("/health/ready", (IHealth health, IHostApplicationLifetime life) =>
        {
            var serving = life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested && health.JournalIsUp;
            return Tell(health, serving, serving ? "ready" : "not ready", operators);
        });
    }

    private static IResult Tell(IHealth health, bool good, string word, bool operators)
    {
        Untraced.Mark();
        var status = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (!operators) return Results.Text(word, statusCode: status);
        return Results.Text(
            $$"""{"status":"{{word}}","journal":"{{Word(health.JournalIsUp)}}","bus":"{{Word(health.BusIsUp)}}"}""", "application/json", statusCode: status);
    }

    private static string Word(bool up) => up ? "up" : "down";
}
