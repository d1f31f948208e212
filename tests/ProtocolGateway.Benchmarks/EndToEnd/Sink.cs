using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>
/// An OCPI 2.2.1 eMSP that takes every CDR and does as little as it may. Each arrival is a line on standard output, the
/// record's id and the machine's monotonic clock in ticks, so that the load generator knows it without asking.
/// </summary>
internal static class Sink
{
    public static Task<int> RunAsync() => Served.RunAsync(app =>
    {
        var arrivals = new BlockingCollection<(string Id, long Ticks)>();
        var teller = new Thread(() => Tell(arrivals)) { IsBackground = true };
        teller.Start();
        // One eMSP, or one of many that the path tells.
        Map(app, "", arrivals);
        Map(app, "/{party}", arrivals);
    });

    private static void Map(WebApplication app, string root, BlockingCollection<(string Id, long Ticks)> arrivals)
    {
        app.MapGet(root + "/ocpi/versions", (HttpRequest request) =>
            Results.Text(Success($$"""[{"version":"2.2.1","url":"{{Root(request)}}/ocpi/2.2.1"}]"""), "application/json"));
        app.MapGet(root + "/ocpi/2.2.1", (HttpRequest request) =>
            Results.Text(Success($$"""{"version":"2.2.1","endpoints":[{"identifier":"cdrs","role":"RECEIVER","url":"{{Root(request)}}/ocpi/2.2.1/cdrs"}]}"""), "application/json"));
        app.MapPost(root + "/ocpi/2.2.1/cdrs", async (HttpContext context) =>
        {
            var body = await Served.BodyAsync(context);
            if (context.Request.RouteValues["party"] is string party && body.Span.IndexOf(Encoding.UTF8.GetBytes($"\"DE-{party}-")) < 0)
            {
                context.Response.StatusCode = 400; // Another's: the gateway must say so too.
                return;
            }
            var id = IdOf(body.Span);
            arrivals.Add((id, Stopwatch.GetTimestamp()));
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = $"{Root(context.Request)}/ocpi/2.2.1/cdrs/{id}";
            await Served.AnswerAsync(context, "application/json", Success(null));
        });
    }

    private static string Root(HttpRequest request) =>
        $"http://{request.Host}{(request.RouteValues["party"] is string party ? "/" + party : "")}";

    private static string Success(string? data) =>
        $$"""{{{(data is null ? "" : $"\"data\":{data},")}}"status_code":1000,"timestamp":"{{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""";

    private static string IdOf(ReadOnlySpan<byte> cdr)
    {
        var json = new Utf8JsonReader(cdr);
        while (json.Read())
            if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("id"u8))
                return json.Read() ? json.GetString()! : "";
        return "";
    }

    private static void Tell(BlockingCollection<(string Id, long Ticks)> arrivals)
    {
        using var output = new StreamWriter(System.Console.OpenStandardOutput()) { AutoFlush = false };
        foreach (var (id, ticks) in arrivals.GetConsumingEnumerable())
        {
            output.WriteLine($"{id} {ticks}");
            if (arrivals.Count == 0) output.Flush();
        }
    }
}
