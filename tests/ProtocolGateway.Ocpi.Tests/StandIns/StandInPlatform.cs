using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>A partner's platform: versions, details and credentials, with good manners until a test takes some of them away.</summary>
internal sealed class StandInPlatform : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private int tokens;

    private StandInPlatform(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public string VersionsUrl => $"{Address}/versions";

    /// <summary>What it takes of who calls.</summary>
    public HashSet<string> Accepts { get; } = [];

    /// <summary>It reads tokens in Base64 only; else as they are only.</summary>
    public bool Encoded { get; set; } = true;

    public IReadOnlyList<string> Versions { get; set; } = ["2.2.1"];

    public bool ListsCredentials { get; set; } = true;

    /// <summary>Further modules, with the role of their interface.</summary>
    public List<(string Module, string Role)> Modules { get; } = [];

    /// <summary>What it lists of any of them.</summary>
    public string List { get; set; } = "[]";

    /// <summary>What it was told there, with the path below the version.</summary>
    public ConcurrentQueue<(string Path, JsonElement Body)> Puts { get; } = [];

    /// <summary>As roles of the Credentials.</summary>
    public IReadOnlyList<(string Role, string Country, string Id)> Roles { get; set; } = [("EMSP", "DE", "ABC")];

    /// <summary>Where the connection breaks: <c>GET versions</c>, <c>GET details</c>, <c>POST</c>, or after it was acted on: <c>POST done</c>.</summary>
    public string? BreaksAt { get; set; }

    /// <summary>It looks at the caller's pages before it answers, as it should.</summary>
    public bool CallsBack { get; set; } = true;

    public bool Registered { get; set; }

    /// <summary>What it presents to the gateway.</summary>
    public string? Token { get; set; }

    /// <summary>What the caller told last, with what it saw at the caller's pages.</summary>
    public JsonElement? Told { get; private set; }

    public ConcurrentQueue<string> Calls { get; } = [];

    public ConcurrentQueue<string> CalledBack { get; } = [];

    public static async Task<StandInPlatform> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var platform = new StandInPlatform(app);
        app.Run(platform.HandleAsync);
        await app.StartAsync();
        return platform;
    }

    public string NewToken() => $"platform-token-{Interlocked.Increment(ref tokens)}-{Guid.NewGuid():N}";

    /// <summary>Its Credentials as the version has them.</summary>
    public string Credentials(string token, string version) => version == "2.1.1"
        ? $$"""{"token":"{{token}}","url":"{{VersionsUrl}}","business_details":{"name":"Volt"},"party_id":"{{Roles[0].Id}}","country_code":"{{Roles[0].Country}}"}"""
        : $$"""{"token":"{{token}}","url":"{{VersionsUrl}}","roles":[{{string.Join(',', Roles.Select(r => $$"""{"role":"{{r.Role}}","business_details":{"name":"Volt"},"party_id":"{{r.Id}}","country_code":"{{r.Country}}"}"""))}}]}""";

    /// <summary>Looks at a page of the gateway; the HTTP status.</summary>
    public async Task<int> LookAsync(string url, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Authorization", "Token " + Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        using var response = await client.SendAsync(request);
        CalledBack.Enqueue($"{(int)response.StatusCode}");
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/').Split('/');
        var step = path switch { ["versions"] => "GET versions", [_] => "GET details", _ => http.Request.Method };
        Calls.Enqueue(step);
        if (BreaksAt == step)
        {
            http.Abort();
            return;
        }
        if (!Accepts.Contains(Presented(http) ?? "")) await AnswerAsync(http, 401, 2000, null);
        else if (step == "GET versions") await AnswerAsync(http, 200, 1000, $"[{string.Join(',', Versions.Select(v => $$"""{"version":"{{v}}","url":"{{Address}}/{{v}}"}"""))}]");
        else if (step == "GET details") await AnswerAsync(http, 200, 1000, $$"""{"version":"{{path[0]}}","endpoints":[{{string.Join(',', Endpoints(path[0]))}}]}""");
        else if (path[1] != "credentials" && step == "GET") await AnswerAsync(http, 200, 1000, List);
        else if (path[1] != "credentials")
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            Puts.Enqueue((string.Join('/', path.Skip(1)), body.RootElement.Clone()));
            await AnswerAsync(http, 200, 1000, null);
        }
        else await CredentialsAsync(http, path[0]);
    }

    private IEnumerable<string> Endpoints(string version) => Modules.Prepend(("credentials", "SENDER")).Skip(ListsCredentials ? 0 : 1)
        .Select(m => $$"""{"identifier":"{{m.Item1}}","role":"{{m.Item2}}","url":"{{Address}}/{{version}}/{{m.Item1}}"}""");

    private async Task CredentialsAsync(HttpContext http, string version)
    {
        var method = http.Request.Method;
        if ((method == "POST") == Registered)
        {
            await AnswerAsync(http, 405, 2000, null);
            return;
        }
        if (method == "DELETE")
        {
            (Registered, Token) = (false, null);
            Accepts.Clear();
            await AnswerAsync(http, 200, 1000, null);
            return;
        }
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Told = body.RootElement.Clone();
        var (theirs, url) = (Told.Value.GetProperty("token").GetString()!, Told.Value.GetProperty("url").GetString()!);
        if (CallsBack && await LookAsync(url, theirs) != 200)
        {
            await AnswerAsync(http, 200, 3001, null);
            return;
        }
        (Registered, Token) = (true, theirs);
        var token = NewToken();
        Accepts.Clear();
        Accepts.Add(token);
        if (BreaksAt == $"{method} done") http.Abort();
        else await AnswerAsync(http, 200, 1000, Credentials(token, version));
    }

    private string? Presented(HttpContext http)
    {
        var value = http.Request.Headers.Authorization.ToString();
        if (!value.StartsWith("Token ", StringComparison.Ordinal)) return null;
        if (!Encoded) return value[6..];
        var bytes = new byte[256];
        return Convert.TryFromBase64String(value[6..], bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static Task AnswerAsync(HttpContext http, int status, int code, string? data)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{ {{(data is null ? "" : $"\"data\":{data},")}}"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""");
    }
}
