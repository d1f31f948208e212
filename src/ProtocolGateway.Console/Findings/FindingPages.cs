using System.Globalization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Findings;

/// <summary>Something that a person should look at.</summary>
public sealed record FindingView
{
    public long Id { get; init; }

    public string Code { get; init; } = "";

    public string Text { get; init; } = "";

    public string Subject { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public FindingState State { get; init; }
}

/// <summary><c>/api/findings</c>, newest first.</summary>
internal static class FindingPages
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/findings", ListAsync);

    private static async Task<IResult> ListAsync(
        IDbContextFactory<JournalContext> contexts, IConfigurationProvider views, CancellationToken cancellation, string? limit = null, string? after = null)
    {
        if (Paging.Read(limit, after, Paging.Number, out var fault) is not var (most, before)) return fault!;
        await using var journal = contexts.CreateDbContext();
        var items = await journal.Findings.AsNoTracking().Where(f => before == null || f.Id < before).OrderByDescending(f => f.Id).Take(most + 1)
            .ProjectTo<FindingView>(views).ToListAsync(cancellation);
        return Results.Ok(Paging.Cut(items, most, f => f.Id.ToString(CultureInfo.InvariantCulture)));
    }
}
