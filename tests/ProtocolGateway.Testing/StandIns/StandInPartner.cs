using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>
/// A partner's system on loopback: keeps everything that it is sent, and behaves as the test says. Records are counted by
/// what makes them one, so that a repeat is seen as a repeat.
/// </summary>
public abstract class StandInPartner : IAsyncDisposable
{
    private readonly ConcurrentQueue<Behaviour> script = new();
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ReceivedRequest>> records = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ReceivedRequest> taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly int port = Ports.Next();
    private WebApplication? server;

    /// <summary>Without a slash at the end.</summary>
    public string Address => $"{(Certificate is null ? "http" : "https")}://127.0.0.1:{port}";

    /// <summary>Shown to whoever calls, who must then show one too; null: plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What it does with records once the script is used up.</summary>
    public Behaviour Otherwise { get; set; } = Behaviour.Accepts;

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    /// <summary>The records that this partner holds: each once, as it came first.</summary>
    public IReadOnlyDictionary<string, ReceivedRequest> Taken => taken;

    /// <summary>Every sending of the record with that key, taken or not.</summary>
    public IReadOnlyList<ReceivedRequest> SendingsOf(string key) => records.TryGetValue(key, out var all) ? [.. all] : [];

    /// <summary>Every sending of any record, taken or not.</summary>
    public IReadOnlyList<ReceivedRequest> Sendings => [.. records.Values.SelectMany(all => all).OrderBy(request => request.At)];

    /// <summary>What it does with the next records, in order.</summary>
    public void Next(params Behaviour[] behaviours)
    {
        foreach (var behaviour in behaviours) script.Enqueue(behaviour);
    }

    /// <summary>The record's first sending, once it is taken.</summary>
    public Task<ReceivedRequest> UntilTakenAsync(string key, TimeSpan? within = null) =>
        Eventually.GetAsync(() => Task.FromResult(taken.GetValueOrDefault(key)), $"{GetType().Name} takes '{key}'", within,
            () => Task.FromResult($"{requests.Count} requests, taken: {string.Join(", ", taken.Keys.Take(10))}"));

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (Certificate is not null) listen.UseHttps(https =>
            {
                https.ServerCertificate = Certificate;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(300));
        server = builder.Build();
        server.Run(HandleAsync);
        await server.StartAsync();
    }

    /// <summary>Nobody answers any more; <see cref="StartAsync"/> brings it back on the same port.</summary>
    public async Task StopAsync()
    {
        if (server is null) return;
        await server.StopAsync();
        await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers everything; records are passed on to <see cref="BehaveAsync"/>.</summary>
    protected abstract Task AnswerAsync(HttpContext context, ReceivedRequest request);

    /// <summary>Answers a record as the script says.</summary>
    /// <param name="key">What makes it one.</param>
    /// <param name="take">Answers as a partner in good health; given the first sending if it has the record already.</param>
    /// <param name="refuse">Answers with the protocol's own code.</param>
    protected async Task BehaveAsync(
        HttpContext context, ReceivedRequest request, string key, Func<ReceivedRequest?, Task> take, Func<int, Task> refuse)
    {
        records.GetOrAdd(key, _ => []).Enqueue(request);
        var behaviour = script.TryDequeue(out var next) ? next : Otherwise;
        switch (behaviour)
        {
            case Behaviour.Healthy healthy:
                if (healthy.Delay > TimeSpan.Zero) await Task.Delay(healthy.Delay, context.RequestAborted);
                await take(taken.TryAdd(key, request) ? null : taken[key]);
                break;
            case Behaviour.Says says:
                if (says.Takes) taken.TryAdd(key, request);
                if (says.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", null);
                await WriteAsync(context, says.Status, says.ContentType, says.Body);
                break;
            case Behaviour.Drops drops:
                if (drops.Takes) taken.TryAdd(key, request);
                context.Abort();
                break;
            case Behaviour.Refuses refuses:
                await refuse(refuses.Value);
                break;
            default:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
        }
    }

    protected static async Task WriteAsync(HttpContext context, int status, string? contentType, string body)
    {
        context.Response.StatusCode = status;
        if (contentType is not null) context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var request = new ReceivedRequest(DateTimeOffset.UtcNow, context.Request.Method, target, headers, body.ToArray())
            {
                CallersThumbprint = context.Connection.ClientCertificate?.Thumbprint,
            };
            requests.Enqueue(request);
            await AnswerAsync(context, request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller gave up waiting, or the stand-in goes down: what "hangs" is for.
        }
    }
}
