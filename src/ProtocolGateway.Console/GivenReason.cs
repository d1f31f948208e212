using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console;

/// <summary>The body of what needs a reason, a drop or a pause: <c>{ "reason": "why" }</c>.</summary>
internal sealed record GivenReason(string? Reason)
{
    /// <summary>What a person is told who gave none.</summary>
    public static IResult Missing => Answers.BadParameter("reason", "nothing was found; expected a body { \"reason\": \"why\" }");

    /// <summary>The reason, trimmed; null when the body gives none. The media type doesn't matter: curl's default is a form's.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            var given = await JsonSerializer.DeserializeAsync<GivenReason>(request.Body, JsonSerializerOptions.Web, cancellation).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(given?.Reason) ? null : given.Reason.Trim();
        }
        catch (JsonException)
        {
            // No JSON, no reason: the answer shows the body that is expected.
            return null;
        }
    }
}
