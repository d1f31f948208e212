using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Bus;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Console.Tests;

/// <summary>The operators' addresses on a real port, over a journal of their own; nothing is delivered and no time passes.</summary>
internal sealed class ConsoleUnderTest : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly HttpClient client;

    private ConsoleUnderTest(WebApplication application, LogLines log, string folder)
    {
        this.application = application;
        Log = log;
        Folder = folder;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Folder { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => application.Services;

    public static async Task<ConsoleUnderTest> StartAsync(string? licenseKey = null)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("console-").FullName;
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(new StoppedTime());
        var own = builder.Services.Count;
        builder.Services
            .AddPartners(Rows.Settings(folder, licenseKey))
            .AddSingleton<IMappings, MappingsInForce>()
            .AddJournal(new JournalOptions { DataDirectory = folder, LockTimeout = TimeSpan.FromSeconds(1) })
            .AddDirectory()
            .AddSessions()
            .AddInMemoryBus()
            .AddExchanges();
        // The engine's work in the background would move the rows that a test has written.
        for (var i = builder.Services.Count - 1; i >= own; i--)
            if (builder.Services[i].ServiceType == typeof(IHostedService)) builder.Services.RemoveAt(i);
        builder.Services.AddConsole();
        var application = builder.Build();
        application.MapConsole();
        await application.StartAsync();
        return new ConsoleUnderTest(application, log, folder);
    }

    public async Task WriteAsync(params object[] rows)
    {
        await using var journal = application.Services.GetRequiredService<IDbContextFactory<JournalContext>>().CreateDbContext();
        journal.AddRange(rows);
        await journal.SaveChangesAsync();
    }

    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await client.GetAsync(path));

    /// <param name="body">Sent as what curl calls a body that it knows nothing of.</param>
    public async Task<Answer> PostAsync(string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, null, "application/x-www-form-urlencoded");
        return await Answer.ReadAsync(await client.PostAsync(path, content));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await application.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (System.IO.Directory.Exists(Folder)) System.IO.Directory.Delete(Folder, recursive: true);
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Rows.Now;
    }
}

/// <summary>An answer as the operator got it.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The members named, of each item: <c>3 2 1</c>.</summary>
    public string Items(string member) => string.Join(' ', Json["items"]!.AsArray().Select(i => i![member]));

    public string? Next => Json["next"]?.ToString();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The whole document, members in their order; white space aside.</summary>
    public void Shows(int status, string json)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        Assert.That(Json.ToJsonString(), Is.EqualTo(JsonNode.Parse(json)!.ToJsonString()));
    }

    /// <summary>A problem, whole but for the id of its trace, which no two have alike.</summary>
    public void IsWholeProblem(int status, string json)
    {
        Assert.That((Status, MediaType), Is.EqualTo((status, "application/problem+json")), Text);
        var problem = Json.AsObject();
        problem.Remove("traceId");
        Assert.That(problem.ToJsonString(), Is.EqualTo(JsonNode.Parse(json)!.ToJsonString()));
    }

    /// <summary>A problem, by its title and detail.</summary>
    public void IsProblem(int status, string title, string? detail = null)
    {
        Assert.That((Status, MediaType), Is.EqualTo((status, "application/problem+json")), Text);
        Assert.That((Json["status"]?.GetValue<int>(), Json["title"]?.ToString(), Json["detail"]?.ToString()), Is.EqualTo(((int?)status, title, detail)));
    }
}
