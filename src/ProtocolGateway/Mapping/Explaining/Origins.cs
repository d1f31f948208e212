using System.Text.RegularExpressions;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>Whence each value of a record is: first what read it, then what changed it on its way.</summary>
internal sealed partial class Origins
{
    private readonly Dictionary<string, List<FieldOrigin>> byPath = new(StringComparer.Ordinal);
    private SortedDictionary<string, string> leaves = new(StringComparer.Ordinal);

    /// <summary>The record's values by path.</summary>
    public IReadOnlyDictionary<string, string> Leaves => leaves;

    /// <summary>The record as the rows have read it.</summary>
    public void Read(object record, ReadUses uses)
    {
        foreach (var (instance, path) in OurObjects.Of(record))
            foreach (var (ours, origins) in uses.Of(instance))
                byPath[OurLeaves.Join(path, ours)] = [.. origins.Select(o => o with { Ours = OurLeaves.Join(path, ours) })];
        leaves = OurLeaves.Of(record);
    }

    /// <summary>The record where all of it has one origin.</summary>
    public void Begin(object record, Func<string, string, FieldOrigin> from)
    {
        byPath.Clear();
        leaves = OurLeaves.Of(record);
        foreach (var (path, value) in leaves) byPath[path] = [from(path, value)];
    }

    /// <summary>The record has been changed since.</summary>
    /// <param name="why">What changed the value at a path, and the other fields of ours that it was made of, if it tells them.</param>
    public void Changed(object record, Func<string, (FieldOrigin By, IReadOnlyList<string> Of)> why)
    {
        var now = OurLeaves.Of(record);
        var changed = new List<(string Path, List<FieldOrigin> Origins)>();
        foreach (var (path, value) in now)
        {
            if (leaves.TryGetValue(path, out var before) && before == value) continue;
            var (by, parts) = why(path);
            var earlier = parts.Count > 0 ? parts.SelectMany(Find) : Earlier(path, value, now) is { } same ? Find(same) : [];
            changed.Add((path, [by, .. earlier.Distinct()]));
        }
        foreach (var (path, origins) in changed) byPath[path] = origins;
        leaves = now;
    }

    /// <summary>Whence a field is; for one that is an object, whence its values are.</summary>
    public IReadOnlyList<FieldOrigin> Find(string path)
    {
        var found = new List<FieldOrigin>();
        foreach (var leaf in Below(path))
            foreach (var origin in Nearest(leaf))
                if (!found.Contains(origin)) found.Add(origin);
        return found;
    }

    private IEnumerable<string> Below(string path) =>
        leaves.ContainsKey(path) ? [path] : leaves.Keys.Where(k => k.Length > path.Length && k.StartsWith(path, StringComparison.Ordinal) && k[path.Length] is '.' or '[');

    /// <summary>What is known of the value, else of the object or list that it is in.</summary>
    private List<FieldOrigin> Nearest(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
            if (byPath.TryGetValue(at, out var origins)) return origins;
        return [];
    }

    /// <summary>
    /// Where the value was before: in its own place, or in another element of the list that it is in. Null where it is new, or
    /// where the list became another and several elements said the same.
    /// </summary>
    private string? Earlier(string path, string value, SortedDictionary<string, string> now)
    {
        var pattern = Everywhere(path);
        if (pattern == path) return leaves.ContainsKey(path) ? path : null;
        var then = leaves.Where(l => Everywhere(l.Key) == pattern).ToList();
        if (then.Count == now.Keys.Count(k => Everywhere(k) == pattern) && leaves.ContainsKey(path)) return path;
        return then.Where(l => l.Value == value).ToList() is [var only] ? only.Key : null;
    }

    /// <summary><c>elements[].price_components[].price</c></summary>
    public static string Everywhere(string path) => Indices().Replace(path, "[]");

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indices();
}
