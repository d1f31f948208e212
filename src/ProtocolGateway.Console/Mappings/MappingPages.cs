using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Console.Mappings;

/// <summary>The mappings in force on this node.</summary>
/// <param name="Version">Which files they were made of.</param>
/// <param name="Refused">Changed files that can't be taken; null when what lies in the folder is in force.</param>
public sealed record MappingsView(string Version, DateTimeOffset LoadedAt, int Mappings, RefusedView? Refused)
{
    internal static MappingsView Of(IMappings mappings)
    {
        var (book, refused) = (mappings.Current, mappings.Refused);
        return new MappingsView(
            book.Version, book.LoadedAt, book.All.Count(), refused is null ? null : new RefusedView(refused.Version, refused.At, [.. refused.Faults.Select(f => f.ToString())]));
    }
}

/// <param name="Faults"><c>file:line:column: what; how to fix it</c>, all of them.</param>
public sealed record RefusedView(string Version, DateTimeOffset At, IReadOnlyList<string> Faults);

/// <summary><c>/api/mappings</c>.</summary>
internal static class MappingPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/mappings", ([FromServices] IMappings mappings) => Results.Ok(MappingsView.Of(mappings)));
        MappingHistoryPages.Map(api);
        MappingPreviewPages.Map(api);
    }
}
