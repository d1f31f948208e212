namespace ProtocolGateway.Mapping.Files;

/// <summary>One step of a path in a document: <c>meterReport[meterTypeId=2]</c>.</summary>
/// <param name="Key">The child that tells the elements of a list apart; null without a filter.</param>
/// <param name="KeyValue">Its value.</param>
/// <param name="Others">The elements that no other row of the list takes.</param>
internal readonly record struct PathStep(string Name, string? Key = null, string? KeyValue = null, bool Others = false)
{
    public bool IsUp => Name == "..";

    /// <summary>Reads <c>a/b[k=v]/c</c>; null when the text is no path.</summary>
    public static List<PathStep>? Parse(string path)
    {
        var steps = new List<PathStep>();
        foreach (var part in path.Split('/'))
        {
            var open = part.IndexOf('[', StringComparison.Ordinal);
            if (open < 0)
            {
                if (part.Length == 0) return null;
                steps.Add(new PathStep(part));
                continue;
            }
            if (open == 0 || !part.EndsWith(']')) return null;
            var filter = part[(open + 1)..^1].Split('=', 2);
            if (filter is ["others"]) steps.Add(new PathStep(part[..open], Others: true));
            else if (filter is [{ Length: > 0 } key, { Length: > 0 } value]) steps.Add(new PathStep(part[..open], key, value));
            else return null;
        }
        return steps;
    }
}
