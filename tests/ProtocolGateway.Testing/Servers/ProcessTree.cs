using System.Globalization;

namespace ProtocolGateway.Testing.Servers;

/// <summary>Which processes there are below one, as Linux tells it.</summary>
public static class ProcessTree
{
    /// <summary>It and all of its descendants, by their ids.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        var children = System.IO.Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Read(id)))
            .Where(p => p.Fields is not null)
            .ToLookup(p => int.Parse(p.Fields![1], CultureInfo.InvariantCulture), p => p.Id);
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++) tree.AddRange(children[tree[i]]);
        return tree;
    }

    /// <summary>False for one that ended, also while nobody has taken notice of it.</summary>
    public static bool IsAlive(int id) => Read(id) is { } fields && fields[0] is not ("Z" or "X");

    /// <summary>State, parent and what follows; null when there is no such process.</summary>
    private static string[]? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The name before it may hold anything.
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
