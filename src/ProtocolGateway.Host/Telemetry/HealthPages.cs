using System.Text.Encodings.Web;
using System.Text.Json;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Host.Telemetry;

/// <summary><c>/health/live</c> and <c>/health/ready</c> (contract.md section 3). Partners learn no more than the word; operators what stands behind it.</summary>
internal static class HealthPages
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapHealth(this IEndpointRouteBuilder routes, bool operators)
    {
        routes.MapGet("/health/live", (IHealth health) =>
            Tell(health, health.IsLive, health.IsLive ? "alive" : "not alive", operators));
        routes.MapGet("/health/ready", (IHealth health, IHostApplicationLifetime life) =>
        {
            var serving = life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested && health.JournalIsUp;
            return Tell(health, serving, serving ? "ready" : "not ready", operators, serving ? health.Warnings : []);
        });
    }

    private static IResult Tell(IHealth health, bool good, string word, bool operators, IReadOnlyList<string>? warnings = null)
    {
        Untraced.Mark();
        var status = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (!operators) return Results.Text(word, statusCode: status);
        var (told, more) = warnings is { Count: > 0 } ? ("degraded", $",\"warnings\":{JsonSerializer.Serialize(warnings, Plain)}") : (word, "");
        return Results.Text(
            $$"""{"status":"{{told}}","journal":"{{Word(health.JournalIsUp)}}","bus":"{{Word(health.BusIsUp)}}"{{more}}}""", "application/json", statusCode: status);
    }

    private static string Word(bool up) => up ? "up" : "down";
}
