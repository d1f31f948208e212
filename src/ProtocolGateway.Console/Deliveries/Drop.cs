using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console.Deliveries;

/// <summary>The body of a drop: <c>{ "reason": "why" }</c>.</summary>
internal sealed record Drop(string? Reason)
{
    /// <summary>The reason, trimmed; null when the body gives none. The media type doesn't matter: curl's default is a form's.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            var drop = await JsonSerializer.DeserializeAsync<Drop>(request.Body, JsonSerializerOptions.Web, cancellation).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(drop?.Reason) ? null : drop.Reason.Trim();
        }
        catch (JsonException)
        {
            // No JSON, no reason: the answer shows the body that is expected.
            return null;
        }
    }
}
