using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Testing.Clients;

/// <summary>Speaks OCPI 2.2.1 to the gateway as a CPO does.</summary>
/// <param name="gateway">Its base address is the gateway's <c>Listen</c>.</param>
/// <param name="token">What the gateway knows the CPO by; null presents none.</param>
/// <param name="plain">Presents it as it is instead of in Base64.</param>
public sealed class OcpiCpoClient(HttpClient gateway, string? token, bool plain = false)
{
    public Task<OcpiAnswer> PostAsync(JsonObject record) => PostAsync(record.ToJsonString());

    public Task<OcpiAnswer> PostAsync(string record) => PostAsync(Encoding.UTF8.GetBytes(record));

    public Task<OcpiAnswer> PostAsync(ReadOnlyMemory<byte> record) => SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", record);

    public Task<OcpiAnswer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    public async Task<OcpiAnswer> SendAsync(HttpMethod method, string address, ReadOnlyMemory<byte>? body)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null)
            request.Headers.Authorization = new("Token", plain ? token : Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString());
        request.Headers.Add("X-Correlation-ID", Guid.NewGuid().ToString());
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        using var response = await gateway.SendAsync(request);
        return new OcpiAnswer((int)response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync())
        {
            Headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase),
            RequestId = request.Headers.GetValues("X-Request-ID").Single(),
            CorrelationId = request.Headers.GetValues("X-Correlation-ID").Single(),
        };
    }
}

/// <summary>What the gateway answered.</summary>
public sealed record OcpiAnswer(int HttpStatus, string? Location, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What the request carried.</summary>
    public string RequestId { get; init; } = "";

    public string CorrelationId { get; init; } = "";

    /// <summary>The envelope; null when the body is none.</summary>
    public JsonObject? Envelope { get; } = Read(Body);

    public int? StatusCode => Envelope?["status_code"]?.GetValue<int>();

    public string? StatusMessage => Envelope?["status_message"]?.GetValue<string>();

    public JsonNode? Data => Envelope?["data"];

    public override string ToString() => $"HTTP {HttpStatus}\n{Body}";

    private static JsonObject? Read(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
