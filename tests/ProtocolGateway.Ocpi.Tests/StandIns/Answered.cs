using System.Text.Json;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>What a caller of ours got, its envelope checked against the schema.</summary>
internal sealed record Answered(int Http, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Text).RootElement;

    public int Code => Json.GetProperty("status_code").GetInt32();

    public string? Message => Json.TryGetProperty("status_message", out var message) ? message.GetString() : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answered> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
        Assert.That(await Schema.FaultsAsync(Schema.Response, text), Is.Empty, text);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answered((int)response.StatusCode, text, headers);
    }
}
