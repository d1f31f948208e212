using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>An eMSP that speaks OCPI 2.2.1: versions, details and the cdrs receiver. A record's key is <c>FR*798|id</c>.</summary>
/// <param name="token">What the gateway has to present, as it is.</param>
public sealed class OcpiEmspStandIn(string token = "token-of-the-gateway") : StandInPartner
{
    /// <summary>What the gateway has to present, as it is.</summary>
    public string Token => token;

    public string VersionsUrl => $"{Address}/ocpi/versions";

    /// <summary>Presented as it is instead of in Base64.</summary>
    public bool PlainToken { get; init; }

    /// <summary>Answers a repeat by status code 2001, as some do, instead of the URL that it has.</summary>
    public bool RefusesRepeats { get; set; }

    /// <summary>How often a record came that it had already.</summary>
    public int Repeats => repeats;

    private int repeats;

    public static string Key(string party, string id) => $"{party}|{id}";

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        foreach (var name in new[] { "X-Request-ID", "X-Correlation-ID" })
            if (request.Header(name) is { } id) context.Response.Headers[name] = id;
        var presented = PlainToken ? token : Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
        if (request.Header("Authorization") != $"Token {presented}") return EnvelopeAsync(context, 401, 2000, "unknown token");
        return (request.Method, request.Path) switch
        {
            ("GET", "/ocpi/versions") => EnvelopeAsync(context, 200, 1000, data: new JsonArray(
                Version("2.1.1", "/ocpi/2.1.1"), Version("2.2.1", "/ocpi/2.2.1"))),
            ("GET", "/ocpi/2.2.1") => EnvelopeAsync(context, 200, 1000, data: new JsonObject
            {
                ["version"] = "2.2.1",
                ["endpoints"] = new JsonArray(
                    Endpoint("credentials", "SENDER"), Endpoint("tokens", "SENDER"), Endpoint("cdrs", "RECEIVER")),
            }),
            ("POST", "/ocpi/2.2.1/cdrs") => PostAsync(context, request),
            ("GET", _) when request.Path.StartsWith("/ocpi/2.2.1/cdrs/", StringComparison.Ordinal) => GetAsync(context, request),
            _ => EnvelopeAsync(context, 404, 2000, $"nothing at {request.Path}"),
        };
    }

    private async Task PostAsync(HttpContext context, ReceivedRequest request)
    {
        var record = JsonNode.Parse(request.Body.Span)!;
        var key = Key($"{record["country_code"]}*{record["party_id"]}", record["id"]!.GetValue<string>());
        await BehaveAsync(context, request, key,
            async first =>
            {
                if (first is not null) Interlocked.Increment(ref repeats);
                var same = first is null || JsonNode.DeepEquals(JsonNode.Parse(first.Body.Span), record);
                if (first is not null && (RefusesRepeats || !same))
                {
                    await EnvelopeAsync(context, 200, 2001, "a CDR of that id exists already");
                    return;
                }
                context.Response.Headers.Location = $"{Address}/ocpi/2.2.1/cdrs/{Uri.EscapeDataString(key)}";
                await EnvelopeAsync(context, first is null ? 201 : 200, 1000);
            },
            code => EnvelopeAsync(context, 200, code, "scripted"));
    }

    private Task GetAsync(HttpContext context, ReceivedRequest request)
    {
        var key = Uri.UnescapeDataString(request.Path["/ocpi/2.2.1/cdrs/".Length..]);
        return Taken.TryGetValue(key, out var first)
            ? EnvelopeAsync(context, 200, 1000, data: JsonNode.Parse(first.Body.Span))
            : EnvelopeAsync(context, 404, 2000, "no such CDR");
    }

    private JsonObject Version(string version, string path) => new() { ["version"] = version, ["url"] = Address + path };

    private JsonObject Endpoint(string module, string role) =>
        new() { ["identifier"] = module, ["role"] = role, ["url"] = $"{Address}/ocpi/2.2.1/{module}" };

    private static Task EnvelopeAsync(HttpContext context, int status, int code, string? message = null, JsonNode? data = null)
    {
        var envelope = new JsonObject
        {
            ["status_code"] = code,
            ["timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (message is not null) envelope["status_message"] = message;
        if (data is not null) envelope["data"] = data;
        return WriteAsync(context, status, "application/json", envelope.ToJsonString());
    }
}
