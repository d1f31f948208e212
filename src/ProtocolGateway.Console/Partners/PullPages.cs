using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Console.Partners;

/// <summary>
/// <c>POST /api/partners/{id}/pull</c>, with <c>{ "from": instant }</c> or without a body: all lists of a partner are asked for at once. With
/// <c>{ "missing": "gone" }</c> for everything, and what they lack then is deleted.
/// </summary>
internal static class PullPages
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/partners/{id}/pull", PullAsync);

    private static async Task<IResult> PullAsync(
        string id, HttpRequest request, PartnerBook book, Standings standings, IPartnerStates states, CancellationToken cancellation)
    {
        if (book.Find(id) is not { } partner) return Answers.NotFound("partner");
        var (from, confirmed, isFault) = await ReadAsync(request, cancellation);
        if (isFault) return Answers.BadParameter("from", "expected no body, { \"from\": \"2026-01-31T00:00:00Z\" }, or { \"missing\": \"gone\" }");
        if (standings.Puller(partner) is not { } puller)
            return Answers.For(new ActionResult.Impossible("The partner is not asked for lists: it speaks no OCPI, has no VersionsUrl, or its CatchUp is false."), "partner")!;
        return Answers.For(await puller.PullAsync(partner, from, confirmed, cancellation), "partner") ?? await PartnerPages.FindAsync(id, standings, states, cancellation);
    }

    private static async Task<(DateTimeOffset? From, bool Confirmed, bool IsFault)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        if (body.ToArray().AsSpan().Trim(" \t\r\n"u8).IsEmpty) return (null, false, false);
        try
        {
            var given = JsonSerializer.Deserialize<Given>(body.ToArray(), JsonSerializerOptions.Web);
            if (given is { From: null, Missing: not null }) return (null, true, given.Missing != "gone");
            if (given is not { From: { } text, Missing: null }) return (null, false, given is null or { Missing: not null });
            var isInstant = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from);
            return (from, false, !isInstant);
        }
        catch (JsonException)
        {
            return (null, false, true);
        }
    }

    private sealed record Given(string? From, string? Missing);
}
