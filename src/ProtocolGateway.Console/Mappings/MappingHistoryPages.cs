using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Console.Mappings;

/// <summary>From <paramref name="At"/> on the version was in force.</summary>
/// <param name="Node">The node that had it first.</param>
public sealed record MappingUseView(string Version, DateTimeOffset At, string Node);

/// <summary>A version of the mapping files.</summary>
/// <param name="Files">Their paths below the mappings' folder.</param>
public sealed record MappingVersionView(string Version, IReadOnlyList<string> Files);

/// <summary><c>/api/mappings/history</c>: every version of the mapping files that was in force once, and how two of them differ.</summary>
internal static class MappingHistoryPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/mappings/history", ListAsync);
        api.MapGet("/mappings/history/{version}", FindAsync);
        api.MapGet("/mappings/history/{version}/files/{**path}", ReadAsync);
        api.MapGet("/mappings/history/{version}/changes", CompareAsync);
    }

    private static async Task<IResult> ListAsync(IMappingHistory history, CancellationToken cancellation, string? limit = null, string? after = null)
    {
        if (Paging.Read(limit, after, Paging.Number, out var fault) is not var (most, before)) return fault!;
        var uses = await history.ListAsync(most + 1, before, cancellation);
        var page = Paging.Cut(uses, most, u => u.Id.ToString(CultureInfo.InvariantCulture));
        return Results.Ok(new Page<MappingUseView>([.. page.Items.Select(u => new MappingUseView(u.Version, u.At, u.Node))], page.Next));
    }

    private static async Task<IResult> FindAsync(string version, IMappingHistory history, CancellationToken cancellation) =>
        await history.FindAsync(version, cancellation) is { } files
            ? Results.Ok(new MappingVersionView(files.Version, [.. files.All.Keys]))
            : Answers.NotFound("version of the mapping files");

    private static async Task<IResult> ReadAsync(string version, string path, IMappingHistory history, CancellationToken cancellation)
    {
        if (await history.FindAsync(version, cancellation) is not { } files) return Answers.NotFound("version of the mapping files");
        return files.Text(path) is { } text ? Results.Text(text, "text/plain; charset=utf-8") : Answers.NotFound("file in this version");
    }

    /// <param name="since">The older version.</param>
    private static async Task<IResult> CompareAsync(string version, IMappingHistory history, CancellationToken cancellation, string? since = null)
    {
        if (string.IsNullOrEmpty(since)) return Answers.BadParameter("since", "nothing was found; expected a version of the mapping files");
        return await history.FindAsync(version, cancellation) is { } files && await history.FindAsync(since, cancellation) is { } before
            ? Results.Ok(MappingChange.Between(before, files))
            : Answers.NotFound("version of the mapping files");
    }
}
