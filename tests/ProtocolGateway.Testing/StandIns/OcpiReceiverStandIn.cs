using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>An OCPI 2.2.1 partner that takes what others publish: the Receiver interfaces of some modules, and what lies there now.</summary>
/// <param name="token">What the gateway has to present, as it is.</param>
/// <param name="modules">Those that it offers.</param>
public sealed class OcpiReceiverStandIn(string token, params string[] modules) : StandInPartner
{
    private readonly ConcurrentDictionary<string, JsonNode> objects = new();

    public string Token => token;

    public string VersionsUrl => $"{Address}/ocpi/versions";

    /// <summary>What lies at an address below the version's, such as <c>locations/FR/798/LOC1</c>, once something does.</summary>
    public Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool>? fits = null) => Eventually.GetAsync(
        () => Task.FromResult(objects.TryGetValue(path, out var found) && fits?.Invoke(found) != false ? found : null), $"something lies at {path}",
        seen: () => Task.FromResult(string.Join(", ", objects.Keys)));

    public Task UntilGoneAsync(string path) => Eventually.TrueAsync(() => !objects.ContainsKey(path), $"nothing lies at {path}");

    public bool Has(string path) => objects.ContainsKey(path);

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.Header("Authorization") != $"Token {Convert.ToBase64String(Encoding.UTF8.GetBytes(token))}") return AnswerAsync(context, 401, 2000);
        if (request.Path == "/ocpi/versions") return AnswerAsync(context, 200, 1000, $$"""[{"version":"2.2.1","url":"{{Address}}/ocpi/2.2.1"}]""");
        if (request.Path == "/ocpi/2.2.1")
        {
            var endpoints = modules.Select(m => $$"""{"identifier":"{{m}}","role":"RECEIVER","url":"{{Address}}/ocpi/2.2.1/{{m}}"}""");
            return AnswerAsync(context, 200, 1000, $$"""{"version":"2.2.1","endpoints":[{{string.Join(',', endpoints)}}]}""");
        }
        var path = request.Path["/ocpi/2.2.1/".Length..];
        switch (request.Method)
        {
            case "PUT":
                var created = !objects.ContainsKey(path);
                objects[path] = JsonNode.Parse(request.Body.Span)!;
                return AnswerAsync(context, created ? 201 : 200, 1000);
            case "DELETE":
                return AnswerAsync(context, objects.TryRemove(path, out _) ? 200 : 404, 1000);
            default:
                return AnswerAsync(context, 405, 2000);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, int code, string? data = null) => WriteAsync(
        context, status, "application/json", $$"""{{{(data is null ? "" : $"\"data\":{data},")}}"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""");
}
