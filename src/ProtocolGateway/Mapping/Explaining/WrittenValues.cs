using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>What a mapping writes, value by value, and by which of its lines.</summary>
internal sealed class WrittenValues
{
    /// <param name="Names">The names on the way to it, below the document's root.</param>
    private sealed record Written(string Names, Cause? Cause, CodeLine? Codes);

    /// <param name="Ours">The path of our value in the whole record; null for what is none.</param>
    private sealed record Cause(string By, Position? At, string? Ours = null);

    private readonly List<Written> values = [];
    private Dictionary<object, string> places = [];
    private Cause? cause;

    /// <summary>The list whose items are being written, as a cause.</summary>
    private Cause? list;

    /// <summary>Of the value that is about to be written.</summary>
    private CodeLine? codes;

    public IDocumentWriter Begin(object message, IDocumentWriter writer)
    {
        places = OurObjects.Of(message);
        return new ExplainingWriter(writer, Add);
    }

    public void Row(MapRow row, object record) =>
        list = cause = new Cause(ExplainedBy.Row, row.Source.Left.At, OurLeaves.Join(places.GetValueOrDefault(record, ""), row.Ours.Text));

    public void Item(int index) => cause = list! with { Ours = $"{list.Ours}[{index}]" };

    public void Met(CodeLine line) => codes = line;

    public void Put(Given given, Position at) => cause = new Cause(given.ToString().ToLowerInvariant(), at);

    public void PassOn(object record, string name) =>
        cause = new Cause(ExplainedBy.PassedOn, null, OurLeaves.Join(places.GetValueOrDefault(record, ""), ReadUses.OtherMember(name)));

    private void Add(string names)
    {
        values.Add(new Written(names, cause, codes));
        codes = null;
    }

    /// <summary>The document's values in its order; those that the mapping didn't write are the protocol's own.</summary>
    public IReadOnlyList<ExplainedField> Explain(IReadOnlyList<WrittenDocument.Leaf> document, Origins origins)
    {
        var fields = new List<ExplainedField>(document.Count);
        var next = 0;
        foreach (var leaf in document)
        {
            if (next < values.Count && Outside(leaf.Names, values[next].Names) is { } outside) fields.Add(Field(leaf.From(outside), leaf.Value, values[next++], origins));
            // An empty element that no mapping knows says nothing: SOAP's Header.
            else if (leaf.Value.Length > 0) fields.Add(new ExplainedField { Path = leaf.Path, Value = leaf.Value, By = ExplainedBy.Protocol });
        }
        return fields;
    }

    private static ExplainedField Field(string path, string value, Written by, Origins origins) => new()
    {
        Path = path,
        Value = value,
        By = by.Cause?.By ?? ExplainedBy.Row,
        Ours = by.Cause?.Ours,
        Line = by.Cause?.At is { } at ? FileLine.Of(at) : null,
        Codes = by.Codes is null ? null : FileLine.Of(by.Codes.At),
        From = by.Cause?.Ours is { } ours ? origins.Find(ours) : [],
    };

    /// <summary>How many names of the envelope stand before those that the mapping knows; null where it is another value.</summary>
    private static int? Outside(string names, string known)
    {
        if (names == known) return 0;
        return names.EndsWith('/' + known, StringComparison.Ordinal) ? names[..^known.Length].Count(c => c == '/') : null;
    }
}
