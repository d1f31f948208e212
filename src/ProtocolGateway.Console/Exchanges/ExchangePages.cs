using System.Text;
using System.Text.Json;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Console.Deliveries;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Exchanges;

/// <summary><c>/api/exchanges/{id}</c>: what was heard, byte for byte.</summary>
internal static class ExchangePages
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/exchanges/{id}", FindAsync);

    private static async Task<IResult> FindAsync(string id, IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var exchange)) return Answers.NotFound("exchange");
        await using var journal = contexts.CreateDbContext();
        var head = await journal.Exchanges.AsNoTracking().Where(e => e.Id == exchange).ProjectTo<ExchangeHead>(views).SingleOrDefaultAsync(cancellation);
        if (head is null) return Answers.NotFound("exchange");
        var deliveries = await journal.Deliveries.AsNoTracking().Where(d => d.ExchangeId == exchange).OrderBy(d => d.Sequence)
            .ProjectTo<DeliveryView>(views).ToListAsync(cancellation);
        var asked = await journal.Asks.AsNoTracking().Where(a => a.ExchangeId == exchange).OrderBy(a => a.Number).ProjectTo<AskView>(views).ToListAsync(cancellation);
        var text = Text(head.Body);
        JsonElement? canonical = head.Canonical is null ? null : JsonElement.Parse(head.Canonical);
        return Results.Ok(new ExchangeView(
            head.Id, head.Partner, head.Operation, head.ReceivedAt, head.Result, head.Headers,
            text, text is null ? Convert.ToBase64String(head.Body) : null, canonical, head.Answer, head.Refusal, asked, deliveries));
    }

    private static string? Text(byte[] body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            // Bytes in another encoding are shown as bytes: text that was repaired would be no evidence.
            return null;
        }
    }
}
