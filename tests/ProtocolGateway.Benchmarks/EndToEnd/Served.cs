using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>What the small servers of this program share: Kestrel on a free port, whose address is the first line they print.</summary>
internal static class Served
{
    public static async Task<int> RunAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        System.Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The request's body, whose length must have been told.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        var body = new byte[(int)(context.Request.ContentLength ?? throw new BadHttpRequestException("no Content-Length"))];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        return body;
    }

    public static Task AnswerAsync(HttpContext context, string mediaType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
