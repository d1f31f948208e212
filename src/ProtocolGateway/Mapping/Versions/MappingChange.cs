namespace ProtocolGateway.Mapping.Versions;

/// <summary>What became of one mapping file between two versions.</summary>
/// <param name="Path">Below the mappings' folder.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Lines">The lines that differ, with those around them, as a unified diff.</param>
public sealed record MappingChange(string Path, string Kind, string Lines)
{
    /// <summary>In the order of the files' paths.</summary>
    public static IReadOnlyList<MappingChange> Between(MappingFiles before, MappingFiles after) =>
    [
        .. from path in before.All.Keys.Union(after.All.Keys).Order(StringComparer.Ordinal)
           let was = before.Text(path)
           let now = after.Text(path)
           where was != now
           select new MappingChange(
               path, was is null ? "added" : now is null ? "removed" : "changed",
               TextComparison.Unified(was ?? "", now ?? "", was is null ? "/dev/null" : path, now is null ? "/dev/null" : path)),
    ];
}
