using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>An element of their document, and everything in the mapping that concerns it. From these both plans are made.</summary>
/// <param name="prefix">Where a root stands in the whole document: the path of the list whose items have this plan.</param>
internal sealed class Place(ElementSchema schema, Place? parent, string prefix = "")
{
    private readonly List<Place> children = [];
    private List<string>? accepted;
    private bool acceptsAny;

    public ElementSchema Schema => schema;

    public Place? Parent => parent;

    public IReadOnlyList<Place> Children => children;

    /// <summary>Rows that read or write this element as a value or as a converted object.</summary>
    public List<ValueRow> Rows { get; } = [];

    public ListRow? List { get; set; }

    /// <summary>The child that tells the elements of a list apart.</summary>
    public string? Key { get; set; }

    /// <summary>The elements of a list that are told apart, by their key's value.</summary>
    public List<(string Value, Place Place)> Variants { get; } = [];

    /// <summary>The row that takes the elements of a list that no variant takes.</summary>
    public ListRow? Others { get; set; }

    /// <summary>Rows with which this element is written, and as what.</summary>
    public List<Companion> Companions { get; } = [];

    /// <summary>What may be read here in silence; null means anything.</summary>
    public IReadOnlyList<string>? Accepted => acceptsAny ? null : accepted;

    /// <summary>Always this value (a filter of the root, a key).</summary>
    public Located? Fixed { get; set; }

    /// <summary>The name under which the protocol's own code gives and takes it.</summary>
    public Located? Envelope { get; set; }

    public bool Ignored { get; set; }

    public bool IsTaken => Rows.Count > 0 || List is not null || Companions.Count > 0 || Fixed is not null || Envelope is not null || Others is not null || Variants.Count > 0;

    public bool IsTakenBelow => IsTaken || children.Exists(c => c.IsTakenBelow);

    public string Path => parent is null ? prefix : parent.Path.Length == 0 ? schema.Name : $"{parent.Path}/{schema.Name}";

    /// <summary>What chooses it among several of its name: <c>[meterTypeId=2]</c>; empty for all others.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The path with what chooses among several, as a file has it.</summary>
    public string Shown => parent is null ? prefix : parent.Shown.Length == 0 ? schema.Name + Filter : $"{parent.Shown}/{schema.Name}{Filter}";

    /// <summary>Several rows may bring this element along: what one of them accepts is accepted.</summary>
    public void Accepts(IReadOnlyList<string> words)
    {
        acceptsAny |= words.Contains("any");
        (accepted ??= []).AddRange(words);
    }

    /// <summary>When all rows are known: a place for every element below this one, so that what no row names is known.</summary>
    public void Complete()
    {
        if (Others is not null) Others.Except = (Key ?? "", Variants.Select(v => v.Value).ToHashSet(StringComparer.Ordinal));
        if (schema.Shape != ElementShape.Object || List is not null || Rows.Any(r => r.TakesObject)) return;
        if (Key is not null)
        {
            foreach (var (_, variant) in Variants) variant.Complete();
            return;
        }
        foreach (var child in schema.Children) Child(child.Name);
        children.Sort((a, b) => IndexOf(a).CompareTo(IndexOf(b)));
        foreach (var child in children) child.Complete();

        int IndexOf(Place place) => schema.Children.TakeWhile(c => c.Name != place.Schema.Name).Count();
    }

    public Place? Child(string name)
    {
        if (children.Find(c => c.Schema.Name == name) is { } known) return known;
        if (schema.Child(name) is not { } child) return null;
        var place = new Place(child, this);
        children.Add(place);
        return place;
    }

    /// <summary>Follows a path down (and up); null with a fault when the schema has no such element.</summary>
    public Place? Follow(IReadOnlyList<PathStep> steps, Located path, List<MappingFault> faults)
    {
        var place = this;
        foreach (var step in steps)
        {
            if (step.IsUp)
            {
                if (place.Parent is null)
                {
                    faults.Add(new MappingFault(path.At, $"'{path}' leaves the document", "'../' goes up one element"));
                    return null;
                }
                place = place.Parent;
                continue;
            }
            if (place.Child(step.Name) is not { } child)
            {
                var known = place.Schema.Children.Select(c => c.Name).ToList();
                var where = place.Path.Length == 0 ? place.Schema.Name : place.Path;
                faults.Add(new MappingFault(path.At, $"'{path}': theirs has no '{step.Name}' in {where}",
                    known.Count == 0 ? $"{where} has no parts" : $"theirs are {string.Join(", ", known)}{Nearest.Hint(step.Name, known)}"));
                return null;
            }
            place = child;
            if (step.Key is not null && place.Variant(step, path, faults) is { } variant) place = variant;
            else if (step.Key is not null) return null;
        }
        return place;
    }

    private Place? Variant(PathStep step, Located path, List<MappingFault> faults)
    {
        if (schema.Child(step.Key!) is null)
        {
            faults.Add(new MappingFault(path.At, $"'{path}': theirs has no '{step.Key}' in {schema.Name}", $"theirs are {string.Join(", ", schema.Children.Select(c => c.Name))}{Nearest.Hint(step.Key!, schema.Children.Select(c => c.Name))}"));
            return null;
        }
        if (Literal.Misfit(schema.Child(step.Key!)!, step.KeyValue!) is { } misfit)
        {
            faults.Add(new MappingFault(path.At, $"'{path}': '{step.KeyValue}' is no value of {step.Key}", $"that is {misfit}{Literal.Hint(schema.Child(step.Key!)!, step.KeyValue!)}"));
            return null;
        }
        if (!schema.Many)
        {
            // A filter on a single element fixes its child: it is written so, and read so.
            Child(step.Key!)!.Fixed = path with { Text = step.KeyValue! };
            return this;
        }
        if (Key is not null && Key != step.Key)
        {
            faults.Add(new MappingFault(path.At, $"'{path}': other rows tell the elements of {schema.Name} apart by '{Key}'", $"use [{Key}=...]"));
            return null;
        }
        Key = step.Key;
        foreach (var (value, known) in Variants)
            if (value == step.KeyValue) return known;
        var single = new ElementSchema { Name = schema.Name, TypeName = schema.TypeName, Shape = schema.Shape, Children = schema.Children };
        var variant = new Place(single, parent) { Filter = $"[{step.Key}={step.KeyValue}]" };
        variant.Child(step.Key!)!.Fixed = path with { Text = step.KeyValue! };
        Variants.Add((step.KeyValue!, variant));
        return variant;
    }
}

/// <summary>A value that is written exactly when a row is.</summary>
/// <param name="Of">The place that the row writes.</param>
/// <param name="At">Where the file says so.</param>
internal sealed record Companion(ValueRow Row, Place Of, Literal Value, Position At);
