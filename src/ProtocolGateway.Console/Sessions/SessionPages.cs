using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Console.Sessions;

/// <summary>One session as every side knows it. The token is left out: its uid is personal.</summary>
public sealed record SessionView(
    Guid Id, string? Cpo, string? Emsp, string? EvseId, AuthMethod? AuthMethod, string? AuthorizationReference,
    DateTimeOffset UpdatedAt, IReadOnlyList<SessionName> Names);

/// <summary><c>/api/sessions</c>: the session's memory, newest first.</summary>
internal static class SessionPages
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sessions", ListAsync);

    private static async Task<IResult> ListAsync(
        IDbContextFactory<JournalContext> contexts, CancellationToken cancellation, string? limit = null, string? after = null)
    {
        if (Paging.Read(limit, after, Paging.Id, out var fault) is not var (most, before)) return fault!;
        await using var journal = contexts.CreateDbContext();
        var rows = journal.Sessions.AsNoTracking();
        // The ids are version 7, so that they are in the order in which sessions were met.
        if (before is { } cursor) rows = rows.Where(s => s.Id.CompareTo(cursor) < 0);
        var page = await rows.OrderByDescending(s => s.Id).Take(most + 1).ToListAsync(cancellation);
        return Results.Ok(Paging.Cut([.. page.Select(View)], most, s => s.Id.ToString()));
    }

    private static SessionView View(SessionRow row)
    {
        var session = (RememberedSession)CanonicalJson.Read(row.Body, typeof(RememberedSession));
        return new SessionView(
            row.Id, session.Cpo?.ToString(), session.Emsp?.ToString(), session.EvseId, session.AuthMethod, session.AuthorizationReference,
            row.UpdatedAt, session.Names);
    }
}
