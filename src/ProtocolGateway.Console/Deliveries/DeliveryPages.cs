using System.Globalization;
using System.Linq.Expressions;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Console.Deliveries;

/// <summary><c>/api/deliveries</c>: what is owed to whom and what became of it; and what a person may do about it.</summary>
internal static class DeliveryPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", ListAsync);
        api.MapGet("/deliveries/{id}", FindAsync);
        api.MapPost("/deliveries/{id}/retry", RetryAsync);
        api.MapPost("/deliveries/{id}/drop", DropAsync);
    }

    private static async Task<IResult> ListAsync(
        IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation,
        string? state = null, string? partner = null, string? message = null, string? limit = null, string? after = null)
    {
        if (Paging.Read(limit, after, Paging.Number, out var fault) is not var (most, before)) return fault!;
        if (!Choice.Read("state", state, Enum.GetNames<DeliveryState>(), out var stateName, out fault)) return fault!;
        if (!Choice.Read("message", message, FactNames.All, out var fact, out fault)) return fault!;
        await using var journal = contexts.CreateDbContext();
        var rows = journal.Deliveries.AsNoTracking();
        if (stateName is not null)
        {
            var only = Enum.Parse<DeliveryState>(stateName);
            rows = rows.Where(d => d.State == only);
        }
        if (!string.IsNullOrEmpty(partner)) rows = rows.Where(With(partner));
        if (fact is not null) rows = rows.Where(d => d.Message == fact);
        // By sequence, not by page number: rows that arrive meanwhile move nothing.
        if (before is not null) rows = rows.Where(d => d.Sequence < before);
        var items = await rows.OrderByDescending(d => d.Sequence).Take(most + 1).ProjectTo<DeliveryView>(views).ToListAsync(cancellation);
        return Results.Ok(Paging.Cut(items, most, d => d.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>What that partner said or is owed. Ids are written without regard to case, as in the settings.</summary>
    private static Expression<Func<DeliveryRow, bool>> With(string partner)
    {
        var id = partner.ToLowerInvariant();
#pragma warning disable CA1862 // It becomes SQL, which knows no comparisons of ours.
        return d => d.SourceId.ToLower() == id || d.PartnerId!.ToLower() == id;
#pragma warning restore CA1862
    }

    private static async Task<IResult> FindAsync(string id, IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var known)) return Answers.NotFound("delivery");
        await using var journal = contexts.CreateDbContext();
        var rows = journal.Deliveries.AsNoTracking().Where(d => d.Id == known);
        if (await rows.ProjectTo<DeliveryView>(views).SingleOrDefaultAsync(cancellation) is not { } delivery) return Answers.NotFound("delivery");
        var first = await rows.Select(d => new { d.State, d.Cause }).SingleAsync(cancellation);
        var moves = await journal.Moves.AsNoTracking().Where(m => m.Delivery == delivery.Sequence).OrderBy(m => m.Id)
            .ProjectTo<MoveView>(views).ToListAsync(cancellation);
        var entry = new MoveView { At = delivery.ReceivedAt, To = moves.Count > 0 ? moves[0].From!.Value : first.State, Cause = first.Cause };
        return Results.Ok(new WholeDelivery(delivery)
        {
            Sent = moves.FindLast(m => m.Sent is not null)?.Sent,
            Answer = moves.FindLast(m => m.Answer is not null)?.Answer,
            Losses = LossJson.Read(moves.FindLast(m => m.Losses is not null)?.Losses),
            MappingVersion = moves.FindLast(m => m.MappingVersion is not null)?.MappingVersion,
            History = [entry, .. moves],
        });
    }

    /// <param name="mapping"><c>now</c> (the default), <c>then</c>, or a version of the mapping files.</param>
    private static async Task<IResult> RetryAsync(
        string id, IDeliveryActions actions, IDbContextFactory<JournalContext> journal, IConfigurationProvider views, CancellationToken cancellation,
        string? mapping = null)
    {
        var choice = MappingChoice.Parse(string.IsNullOrEmpty(mapping) ? "now" : mapping);
        return Answers.For(Guid.TryParse(id, out var known) ? await actions.RetryAsync(known, choice, cancellation) : new ActionResult.Unknown())
            ?? await FindAsync(id, journal, views, cancellation);
    }

    private static async Task<IResult> DropAsync(
        string id, HttpRequest request, IDeliveryActions actions, IDbContextFactory<JournalContext> journal, IConfigurationProvider views,
        CancellationToken cancellation)
    {
        if (await GivenReason.ReadAsync(request, cancellation) is not { } reason) return GivenReason.Missing;
        return Answers.For(Guid.TryParse(id, out var known) ? await actions.DropAsync(known, reason, cancellation) : new ActionResult.Unknown())
            ?? await FindAsync(id, journal, views, cancellation);
    }
}
