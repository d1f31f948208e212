namespace ProtocolGateway.Documents.Schemas;

/// <summary>What a schema says of one element or member: the side of a mapping that is theirs.</summary>
public sealed class ElementSchema
{
    public required string Name { get; init; }

    /// <summary>The schema's name for the kind of thing: <c>MeterReport</c>, <c>CdrToken</c>, <c>DateTime</c>; empty where it has none.</summary>
    public string TypeName { get; init; } = "";

    public required ElementShape Shape { get; init; }

    /// <summary>A list: JSON an array, XML the element repeated.</summary>
    public bool Many { get; init; }

    /// <summary>Must be there, a list with at least one item, whenever its parent is.</summary>
    public bool Mandatory { get; init; }

    /// <summary>Characters; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The closed list of its values; null where any will do.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>In the order of the wire.</summary>
    public IReadOnlyList<ElementSchema> Children { get; init; } = [];

    /// <summary>The paths of all single values of this element.</summary>
    public IEnumerable<string> Leaves(string path) => Children.Count == 0 ? [path] : Children.SelectMany(c => c.Leaves($"{path}/{c.Name}"));

    public ElementSchema? Child(string name) => Children.FirstOrDefault(c => c.Name == name);
}

public enum ElementShape { Object, Text, Number, Whole, Boolean }
