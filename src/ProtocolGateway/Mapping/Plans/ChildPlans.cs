using System.Collections.Frozen;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>The plans of an object's children by name. Documents follow their schema's order, so the next name is usually near the last.</summary>
internal sealed class ChildPlans
{
    private const int Near = 4;
    private readonly string[] names;
    private readonly ReadNode[] plans;
    private readonly FrozenDictionary<string, int> places;

    public ChildPlans(IEnumerable<ReadNode> nodes)
    {
        plans = [.. nodes];
        names = [.. plans.Select(p => p.Name)];
        places = names.Select((name, i) => KeyValuePair.Create(name, i)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <param name="next">Where to look first; afterwards the place behind the one that was found.</param>
    public ReadNode? Find(string name, ref int next)
    {
        var end = Math.Min(next + Near, names.Length);
        for (var i = next; i < end; i++)
        {
            if (names[i] != name) continue;
            next = i + 1;
            return plans[i];
        }
        if (!places.TryGetValue(name, out var place)) return null;
        next = place + 1;
        return plans[place];
    }
}
