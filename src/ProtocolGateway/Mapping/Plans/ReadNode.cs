using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>How an element of their document is read: one pass over its children puts each in its slot, and reports what has none.</summary>
internal sealed class ReadNode
{
    private enum Way { Leave, Value, Object, Converted, List, Keyed }

    private readonly Place place;
    private readonly Way way;
    private readonly ChildPlans children;
    private readonly ReadNode[] mandatory;
    private readonly Dictionary<string, ReadNode>? variants;
    private readonly string? hint;

    private ReadNode(Place place, ref int slots)
    {
        this.place = place;
        Slot = slots++;
        way = WayOf(place);
        hint = Hint(place);
        foreach (var row in place.Rows) row.Slot = Slot;
        if (place.List is not null) place.List.Slot = Slot;
        if (place.Others is not null) place.Others.Slot = Slot;
        var nodes = new List<ReadNode>();
        if (way == Way.Object)
            foreach (var child in place.Children) nodes.Add(new ReadNode(child, ref slots));
        children = new ChildPlans(nodes);
        // Fixed companions are demanded of writers only: no known server reads them (emip.md 3.8).
        mandatory = [.. nodes.Where(n => n.place.Schema.Mandatory && n.place.IsTaken && n.place.Companions.Count == 0 && n.place.Envelope is null
            || n.place.Schema.Mandatory && n.way == Way.Object)];
        if (way != Way.Keyed) return;
        variants = new Dictionary<string, ReadNode>(StringComparer.Ordinal);
        foreach (var (value, variant) in place.Variants) variants[value] = new ReadNode(variant, ref slots);
    }

    public int Slot { get; }

    public string Name => place.Schema.Name;

    public static ReadNode Build(Place root, out int slots)
    {
        slots = 0;
        return new ReadNode(root, ref slots);
    }

    /// <summary>A key's value: the leading digits of a number, else the text.</summary>
    public static string KeyOf(DocumentNode key)
    {
        var text = key.Value;
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return (end > 0 ? text[..end] : text).ToString();
    }

    private static Way WayOf(Place place)
    {
        if (place.List is not null) return Way.List;
        if (place.Variants.Count > 0 || place.Others is not null) return Way.Keyed;
        if (place.Rows.Any(r => r.TakesObject)) return Way.Converted;
        if (place.Schema.Shape == ElementShape.Object && !place.Schema.Many) return place.Ignored ? Way.Leave : Way.Object;
        return place.IsTaken ? Way.Value : Way.Leave;
    }

    private static string? Hint(Place place) =>
        place.Rows.Count > 0 ? string.Join(" and ", place.Rows.Select(r => r.Ours.Text).Distinct()) : place.List?.Ours.Text;

    /// <summary>Reads an object's children.</summary>
    public void Walk(DocumentNode node, ref ReadFrame frame)
    {
        frame.At[Slot] = node.Index;
        var next = 0;
        for (var child = node.FirstChild; child.Exists; child = child.Next)
        {
            if (children.Find(child.Name, ref next) is { } plan) plan.Visit(child, ref frame);
            else if (!child.IsEmpty)
            {
                ReportUnread(child, frame.Run, "is unknown here");
                if (frame.KeepsUnknown) Keep(child, ref frame);
            }
        }
        foreach (var child in mandatory)
            if (frame.At[child.Slot] < 0) child.ReportMissing(node, frame.Run);
    }

    /// <summary>By its path within the record's object. What is in an element of a list that is no record could not be put back there.</summary>
    private static void Keep(DocumentNode node, ref ReadFrame frame)
    {
        var name = OtherMembers.NameOf(node.Name);
        for (var parent = node.Parent; parent.Index != frame.At[0]; parent = parent.Parent)
        {
            if (parent.Name.Length == 0) return;
            name = $"{OtherMembers.NameOf(parent.Name)}/{name}";
        }
        if ((frame.Unknown ??= new Dictionary<string, string>(StringComparer.Ordinal)).TryAdd(name, node.ToJson()))
            frame.Run.Context.Trail?.Kept(frame.Record, node, name);
    }

    /// <summary>The conversion that reads the object reports them.</summary>
    private void KeepBelow(DocumentNode node, ref ReadFrame frame)
    {
        for (var child = node.FirstChild; child.Exists; child = child.Next)
            if (!child.IsEmpty && place.Schema.Child(child.Name) is null) Keep(child, ref frame);
    }

    private void ReportMissing(DocumentNode parent, ReadRun run)
    {
        run.Faults.Add(new Protocols.Fault(PathIn(parent), hint is null ? "missing" : $"missing (it says {hint})"));
    }

    private string PathIn(DocumentNode parent) => parent.Path is { Length: > 0 } path ? $"{path}/{place.Schema.Name}" : place.Schema.Name;

    private void Visit(DocumentNode node, ref ReadFrame frame)
    {
        if (node.IsEmpty || (place.Schema.Mandatory && node is { Kind: NodeKind.List, FirstChild.Exists: false })) return;
        switch (way)
        {
            case Way.Leave:
                if (place.Ignored) ReportNew(node, place.Schema, frame.Run);
                else ReportUnread(node, frame.Run, "is known, and no row reads it");
                return;
            case Way.Keyed:
                VisitKeyed(node, ref frame);
                return;
            case Way.List:
                if (frame.At[Slot] < 0) frame.At[Slot] = node.Index;
                else if (node.Kind == NodeKind.List) Twice(node, ref frame);
                return;
        }
        if (frame.At[Slot] >= 0)
        {
            Twice(node, ref frame);
            return;
        }
        frame.At[Slot] = node.Index;
        if (way == Way.Object)
        {
            if (node.Kind == NodeKind.Object) Walk(node, ref frame);
            else frame.Run.Fault(node, "a single value where an object belongs");
        }
        else if (way == Way.Value) CheckAccepted(node, frame.Run);
        else if (way == Way.Converted && frame.KeepsUnknown && node.Kind == NodeKind.Object) KeepBelow(node, ref frame);
    }

    private void VisitKeyed(DocumentNode node, ref ReadFrame frame)
    {
        if (node.Kind == NodeKind.List)
        {
            if (frame.At[Slot] < 0) frame.At[Slot] = node.Index;
            for (var item = node.FirstChild; item.Exists; item = item.Next) VisitItem(item, ref frame);
            return;
        }
        if (frame.At[Slot] < 0) frame.At[Slot] = node.Index;
        VisitItem(node, ref frame);
    }

    private void VisitItem(DocumentNode item, ref ReadFrame frame)
    {
        var key = item.Child(place.Key ?? "");
        if (key.IsEmpty)
        {
            if (place.Key is not null) frame.Run.Fault(item, $"{place.Key} is missing");
        }
        else if (variants!.TryGetValue(KeyOf(key), out var variant)) variant.VisitVariant(item, ref frame);
        else if (place.Others is null) ReportUnread(item, frame.Run, "no row reads an element with this key");
    }

    private void VisitVariant(DocumentNode item, ref ReadFrame frame)
    {
        if (frame.At[Slot] >= 0)
        {
            if (!SameTree(new DocumentNode(frame.Document, frame.At[Slot]), item))
                frame.Run.Holds.Add(new Protocols.Hold("Ambiguous", $"{item.Path}: told twice, with different values"));
            return;
        }
        frame.At[Slot] = item.Index;
        if (way == Way.Object) Walk(item, ref frame);
    }

    private void Twice(DocumentNode node, ref ReadFrame frame)
    {
        if (!SameTree(new DocumentNode(frame.Document, frame.At[Slot]), node))
            frame.Run.Faults.Add(new Protocols.Fault(PathIn(node.Parent), "given twice, with different values"));
    }

    private void CheckAccepted(DocumentNode node, ReadRun run)
    {
        if (place.Fixed is { Text: var value } && !Says(node, value, run))
            run.Fault(node, $"{ReadRun.Quote(node.Value)} where this document says {value}");
        if (place.Accepted is not { } accepted) return;
        foreach (var text in accepted)
            if (Says(node, text, run)) return;
        run.Report(LossKind.Unread, node, $"{ReadRun.Quote(node.Value)} is none of {string.Join(", ", accepted)}");
    }

    /// <summary>As it stands; in eMIP also the leading digits (<c>1: final</c>) and words in any case.</summary>
    private static bool Says(DocumentNode node, string code, ReadRun run) =>
        node.Value.SequenceEqual(code) || (run.FromXml && (node.Value.Equals(code, StringComparison.OrdinalIgnoreCase) || KeyOf(node) == code));

    private static void ReportUnread(DocumentNode node, ReadRun run, string why)
    {
        if (node.IsEmpty) return;
        if (node.Kind is NodeKind.Object or NodeKind.List)
            for (var child = node.FirstChild; child.Exists; child = child.Next) ReportUnread(child, run, why);
        else run.Report(LossKind.Unread, node, $"{ReadRun.Quote(node.Kind is NodeKind.True ? "true" : node.Kind is NodeKind.False ? "false" : node.Value)} {why}");
    }

    /// <summary>Below what is ignored: what the schema knew when somebody decided so is passed over, the rest is reported.</summary>
    private static void ReportNew(DocumentNode node, ElementSchema schema, ReadRun run)
    {
        for (var child = node.Kind == NodeKind.Object ? node.FirstChild : default; child.Exists; child = child.Next)
            if (schema.Child(child.Name) is { } known) ReportNew(child, known, run);
            else ReportUnread(child, run, "is unknown here");
        for (var item = node.Kind == NodeKind.List ? node.FirstChild : default; item.Exists; item = item.Next) ReportNew(item, schema, run);
    }

    private static bool SameTree(DocumentNode one, DocumentNode other)
    {
        if (one.Kind != other.Kind || !one.Value.SequenceEqual(other.Value)) return false;
        var a = one.FirstChild;
        var b = other.FirstChild;
        for (; a.Exists && b.Exists; a = a.Next, b = b.Next)
            if (a.Name != b.Name || !SameTree(a, b)) return false;
        return a.Exists == b.Exists;
    }
}
