using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Testing.Clients;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>An OCPI partner of any role and version that is asked, commanded and told: it answers as a test says.</summary>
public sealed class OcpiTalkStandIn(string version = "2.2.1") : StandInPartner
{
    private static readonly string[] Modules = ["tokens", "sessions", "commands", "chargingprofiles", "cdrs", "locations"];

    private readonly ConcurrentQueue<(string Method, string Part, Func<ReceivedRequest, OcpiSaid> Answer)> answers = new();

    /// <summary>What the gateway has to present, as it is.</summary>
    public const string Token = "token-of-the-gateway";

    public string Version => version;

    public string VersionsUrl => $"{Address}/ocpi/versions";

    /// <summary>How it answers requests whose path has that part.</summary>
    public OcpiTalkStandIn On(string method, string part, Func<ReceivedRequest, OcpiSaid> answer)
    {
        answers.Enqueue((method, part, answer));
        return this;
    }

    /// <summary>Answers that a command was taken, and gives where its result is to go.</summary>
    public OcpiTalkStandIn Takes(string command, Action<string> responseUrl, string result = "ACCEPTED") => On("POST", $"/commands/{command}", request =>
    {
        responseUrl(JsonNode.Parse(request.Body.Span)!["response_url"]!.GetValue<string>());
        return new(200, 1000, new JsonObject { ["result"] = result, ["timeout"] = 30 });
    });

    /// <summary>The first request whose path has that part, once it has come.</summary>
    public Task<ReceivedRequest> UntilHeardAsync(string method, string part) => Eventually.GetAsync(
        () => Task.FromResult(Heard(method, part) is [var first, ..] ? first : null), $"{method} {part} comes", null,
        () => Task.FromResult(string.Join("\n", Requests.Select(r => $"{r.Method} {r.Path} {r.Text}"))));

    public IReadOnlyList<ReceivedRequest> Heard(string method, string part) =>
        [.. Requests.Where(r => r.Method == method && r.Path.Contains(part, StringComparison.Ordinal))];

    /// <summary>Tells a result where the gateway wants it.</summary>
    /// <param name="inbound">What it presents.</param>
    public static async Task<OcpiAnswer> TellAsync(string url, string json, string inbound)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };
        return await new OcpiCpoClient(client, inbound).SendAsync(HttpMethod.Post, new Uri(url).PathAndQuery, Encoding.UTF8.GetBytes(json));
    }

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.Header("Authorization") != $"Token {(version == "2.1.1" ? Token : Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)))}")
            return EnvelopeAsync(context, new(401, 2000, null));
        if (request.Path == "/ocpi/versions") return EnvelopeAsync(context, new(200, 1000, new JsonArray(new JsonObject { ["version"] = version, ["url"] = $"{Address}/ocpi" })));
        if (request.Path == "/ocpi") return EnvelopeAsync(context, new(200, 1000, new JsonObject { ["version"] = version, ["endpoints"] = Endpoints() }));
        var answer = answers.FirstOrDefault(a => a.Method == request.Method && request.Path.Contains(a.Part, StringComparison.Ordinal)).Answer;
        return EnvelopeAsync(context, answer?.Invoke(request) ?? new(200, 1000, null));
    }

    private JsonArray Endpoints()
    {
        var endpoints = new JsonArray();
        foreach (var module in Modules)
        {
            if (version == "2.1.1" && module is "chargingprofiles") continue;
            if (version == "2.1.1") endpoints.Add(new JsonObject { ["identifier"] = module, ["url"] = $"{Address}/{module}" });
            else
                foreach (var role in (string[])["SENDER", "RECEIVER"])
                    endpoints.Add(new JsonObject { ["identifier"] = module, ["role"] = role, ["url"] = $"{Address}/{role}/{module}/" });
        }
        return endpoints;
    }

    private static Task EnvelopeAsync(HttpContext context, OcpiSaid said)
    {
        var envelope = new JsonObject
        {
            ["status_code"] = said.Code,
            ["timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (said.Data is not null) envelope["data"] = said.Data.DeepClone();
        return WriteAsync(context, said.HttpStatus, "application/json", envelope.ToJsonString());
    }
}

/// <summary>What an OCPI partner answers.</summary>
public sealed record OcpiSaid(int HttpStatus, int Code, JsonNode? Data);
