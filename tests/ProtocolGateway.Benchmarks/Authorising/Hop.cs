using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>The bare hop: posts on whatever it gets, and answers what it was answered. It reads nothing and keeps nothing.</summary>
internal static class Hop
{
    public static Task<int> RunAsync(string target) => Served.RunAsync(app =>
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var content = new ReadOnlyMemoryContent(await Served.BodyAsync(context));
            using var answer = await client.PostAsync(target, content, context.RequestAborted);
            await Served.AnswerAsync(context, "application/soap+xml; charset=utf-8", await answer.Content.ReadAsStringAsync(context.RequestAborted));
        });
    });
}
