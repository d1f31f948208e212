using System.Globalization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Deliveries;

/// <summary><c>/api/deliveries</c>: what is owed to whom and what became of it; and what a person may do about it.</summary>
internal static class DeliveryPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", ListAsync);
        api.MapGet("/deliveries/{id:guid}", async (Guid id, IDbContextFactory<JournalContext> journal, IConfigurationProvider views, CancellationToken cancellation) =>
            await FindAsync(id, journal, views, cancellation));
        api.MapPost("/deliveries/{id:guid}/retry", async (Guid id, IDeliveryActions actions, IDbContextFactory<JournalContext> journal, IConfigurationProvider views, CancellationToken cancellation) =>
            Answers.For(await actions.RetryAsync(id, cancellation)) ?? await FindAsync(id, journal, views, cancellation));
        api.MapPost("/deliveries/{id:guid}/drop", DropAsync);
    }

    private static async Task<IResult> ListAsync(
        IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation,
        string? state = null, string? partner = null, string? message = null, string? limit = null, string? after = null)
    {
        if (Paging.Read(limit, after, out var fault) is not var (most, before)) return fault!;
        DeliveryState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) || char.IsAsciiDigit(state[0]))
                return Answers.BadParameter("state", $"'{state}' was found; expected one of {string.Join(", ", Enum.GetNames<DeliveryState>())}");
            wanted = known;
        }
        await using var journal = contexts.CreateDbContext();
        var rows = journal.Deliveries.AsNoTracking();
        if (wanted is not null) rows = rows.Where(d => d.State == wanted);
        if (partner is not null) rows = rows.Where(d => d.PartnerId == partner);
        if (message is not null) rows = rows.Where(d => d.Message == message);
        // By sequence, not by page number: rows that arrive meanwhile move nothing.
        if (before is not null) rows = rows.Where(d => d.Sequence < before);
        var items = await rows.OrderByDescending(d => d.Sequence).Take(most).ProjectTo<DeliveryView>(views).ToListAsync(cancellation);
        return Results.Ok(new Page<DeliveryView>(items, items.Count < most ? null : items[^1].Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> FindAsync(Guid id, IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var rows = journal.Deliveries.AsNoTracking().Where(d => d.Id == id);
        if (await rows.ProjectTo<DeliveryView>(views).SingleOrDefaultAsync(cancellation) is not { } delivery) return Answers.NotFound("delivery");
        var rest = await rows.Select(d => new { d.Sequence, d.Sent, d.Answer, d.Losses }).SingleAsync(cancellation);
        var history = await journal.Moves.AsNoTracking().Where(m => m.Delivery == rest.Sequence).OrderBy(m => m.Number)
            .ProjectTo<MoveView>(views).ToListAsync(cancellation);
        return Results.Ok(new WholeDelivery(delivery, rest.Sent, rest.Answer, LossJson.Read(rest.Losses), history));
    }

    private static async Task<IResult> DropAsync(
        Guid id, Drop? drop, IDeliveryActions actions, IDbContextFactory<JournalContext> journal, IConfigurationProvider views, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(drop?.Reason)
            ? Answers.BadParameter("reason", "nothing was found; expected a body { \"reason\": \"why\" }")
            : Answers.For(await actions.DropAsync(id, drop.Reason.Trim(), cancellation)) ?? await FindAsync(id, journal, views, cancellation);

    internal sealed record Drop(string? Reason);
}
