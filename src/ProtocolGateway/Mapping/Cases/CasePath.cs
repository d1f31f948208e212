using System.Globalization;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>
/// Paths in cases, spelt as in rows: <c>total_cost.before_taxes</c> of ours, <c>meterReportList/meterReport[meterTypeId=2]</c> of
/// theirs; and <c>evses[0].uid</c>, counted from 0, on either side.
/// </summary>
internal static class CasePath
{
    public const char Ours = '.', Theirs = '/';

    /// <summary>One step: a name, and which of several.</summary>
    private readonly record struct Step(string Name, int? Index = null, string? Key = null, string? Value = null);

    /// <summary>What stands there; null where nothing does.</summary>
    public static CaseNode? Find(CaseNode root, string path, char separator)
    {
        var node = root;
        foreach (var step in Parse(path, separator))
        {
            if (node.Member(step.Name) is not { } next) return null;
            var several = next.Kind == CaseKind.List ? next.Items.ToList() : [next];
            if (step.Index is { } index) next = index < several.Count ? several[index] : null;
            else if (step.Key is { } key) next = several.Find(i => i.Member(key) is { } value && Says(value, step.Value!));
            if (next is null) return null;
            node = next;
        }
        return node;
    }

    /// <summary>Puts a value there; what is missing on the way is made. Nothing takes the value away.</summary>
    public static void Set(CaseNode root, string path, char separator, CaseNode value)
    {
        var steps = Parse(path, separator);
        var node = root;
        for (var i = 0; i < steps.Count - 1; i++) node = Enter(node, steps[i], value.At);
        Put(node, steps[^1], value);
    }

    /// <summary>Lays every member of a tree over another: objects member by member, the rest as a whole.</summary>
    public static void Lay(CaseNode root, CaseNode over, char separator)
    {
        foreach (var (path, value) in over.Members)
        {
            if (value.Kind == CaseKind.Object && Find(root, path, separator) is { Kind: CaseKind.Object } below) Lay(below, value, separator);
            else Set(root, path, separator, value.Kind == CaseKind.Object ? Spread(value, separator) : Items(value, separator));
        }
    }

    /// <summary>An object with every path that it has for a name as a tree.</summary>
    public static CaseNode Spread(CaseNode node, char separator)
    {
        var tree = new CaseNode(CaseKind.Object, node.At);
        Lay(tree, node, separator);
        return tree;
    }

    /// <summary>The schema's or record's names on the way, without what chooses among several.</summary>
    public static IEnumerable<string> Names(string path, char separator) => Parse(path, separator).Select(s => s.Name);

    private static CaseNode Items(CaseNode value, char separator)
    {
        if (value.Kind != CaseKind.List) return value;
        var list = new CaseNode(CaseKind.List, value.At);
        foreach (var item in value.Items) list.Add(item.Kind == CaseKind.Object ? Spread(item, separator) : Items(item, separator));
        return list;
    }

    private static CaseNode Enter(CaseNode node, Step step, Position at)
    {
        if (Chosen(node, step) is { Kind: CaseKind.Object } there) return there;
        var made = new CaseNode(CaseKind.Object, at);
        Put(node, step, made);
        return made;
    }

    private static CaseNode? Chosen(CaseNode node, Step step) => Find(node, Write(step), Theirs);

    private static void Put(CaseNode node, Step step, CaseNode value)
    {
        if (step is { Index: null, Key: null })
        {
            node.Put(step.Name, value);
            return;
        }
        var list = node.Member(step.Name);
        if (list is not { Kind: CaseKind.List })
        {
            var only = list;
            list = new CaseNode(CaseKind.List, value.At);
            if (only is not null) list.Add(only);
            node.Put(step.Name, list);
        }
        if (step.Index is { } index)
        {
            list.Put(index, value);
            return;
        }
        if (value.Kind == CaseKind.Object && value.Member(step.Key!) is null) value.Add(step.Key!, new CaseNode(CaseKind.Plain, value.At, step.Value!));
        var place = list.Items.ToList().FindIndex(i => i.Member(step.Key!) is { } key && Says(key, step.Value!));
        if (place >= 0) list.Put(place, value);
        else list.Add(value);
    }

    private static bool Says(CaseNode key, string value) => key.Text == value || key.Text.StartsWith(value + ":", StringComparison.Ordinal);

    private static string Write(Step step) =>
        step.Index is { } index ? $"{step.Name}[{index}]" : step.Key is null ? step.Name : $"{step.Name}[{step.Key}={step.Value}]";

    private static List<Step> Parse(string path, char separator)
    {
        var steps = new List<Step>();
        // An element of another namespace: {urn:x}name.
        foreach (var part in path.StartsWith('{') ? [path] : path.Split(separator))
        {
            var open = part.IndexOf('[', StringComparison.Ordinal);
            if (open <= 0 || !part.EndsWith(']'))
            {
                steps.Add(new Step(part));
                continue;
            }
            var inside = part[(open + 1)..^1];
            if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) steps.Add(new Step(part[..open], index));
            else if (inside.Split('=', 2) is [var key, var value]) steps.Add(new Step(part[..open], Key: key, Value: value));
            else steps.Add(new Step(part));
        }
        return steps;
    }
}
