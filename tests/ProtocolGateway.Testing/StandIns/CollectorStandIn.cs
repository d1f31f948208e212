using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>A collector on loopback that takes OTLP over HTTP.</summary>
public sealed class CollectorStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<CollectedSpan> spans = new();
    private readonly ConcurrentQueue<string> metrics = new();
    private WebApplication? server;

    public string Url { get; } = $"http://127.0.0.1:{Ports.Next()}";

    /// <summary>Every span that came, in no order.</summary>
    public IReadOnlyList<CollectedSpan> Spans => [.. spans];

    /// <summary>How many pushes of metrics came.</summary>
    public int Metrics => metrics.Count;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        server = builder.Build();
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces")
                foreach (var span in OtlpTraces.Read(body.ToArray())) spans.Enqueue(span);
            else metrics.Enqueue(context.Request.Path);
            context.Response.ContentType = "application/x-protobuf";
        });
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}

/// <param name="Trace">Hexadecimal, as <paramref name="Id"/> and <paramref name="Parent"/>, which is empty for the first of its trace.</param>
/// <param name="Tags">Strings and whole numbers; others are empty.</param>
public sealed record CollectedSpan(string Trace, string Id, string Parent, string Source, string Name, IReadOnlyDictionary<string, string> Tags)
{
    public override string ToString() => $"{Source} {Name} {Trace} {Parent}->{Id} {string.Join(' ', Tags.Select(t => $"{t.Key}={t.Value}"))}";
}
