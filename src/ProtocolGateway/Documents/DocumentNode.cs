using System.Text;

namespace ProtocolGateway.Documents;

/// <summary>A place in a document. The default value stands for "not there".</summary>
public readonly struct DocumentNode
{
    private readonly Document? document;

    internal DocumentNode(Document document, int index)
    {
        this.document = index < 0 ? null : document;
        Index = index;
    }

    internal int Index { get; }

    public bool Exists => document is not null;

    public string Name => document!.NameOf(Index);

    public NodeKind Kind => document!.KindOf(Index);

    /// <summary>The value's characters, ends trimmed in XML; empty for objects, lists and null.</summary>
    public ReadOnlySpan<char> Value => document!.TextOf(Index);

    public DocumentNode FirstChild => new(document!, document!.FirstChildOf(Index));

    public DocumentNode Next => new(document!, document!.NextOf(Index));

    public DocumentNode Parent => new(document!, document!.ParentOf(Index));

    /// <summary>Neither an object with children nor a value with characters: what eMIP counts as absent.</summary>
    public bool IsEmpty => !Exists || Kind == NodeKind.Null || (Kind == NodeKind.Text && Value.IsWhiteSpace()) || (Kind == NodeKind.Object && !FirstChild.Exists);

    /// <summary>The first child of that name; not there if there is none.</summary>
    public DocumentNode Child(string name)
    {
        if (document is null) return default;
        for (var child = document.FirstChildOf(Index); child >= 0; child = document.NextOf(child))
            if (document.NameOf(child) == name) return new DocumentNode(document, child);
        return default;
    }

    /// <summary>The trimmed text of the first child of that name; null when it is absent or empty.</summary>
    public string? Text(string name)
    {
        var child = Child(name);
        return child.IsEmpty || child.Kind is NodeKind.Object or NodeKind.List ? null : child.Value.Trim().ToString();
    }

    /// <summary>
    /// The path from the root's children down: <c>chargeDetailRecord/startTime</c>, <c>charging_periods[0]/dimensions[2]/type</c>.
    /// Positions in JSON arrays count from 0; those of repeated XML elements from 1, as in XPath: <c>meterReport[2]/meterValue</c>.
    /// </summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            for (var node = this; node.Exists && node.Index > 0; node = node.Parent)
            {
                var step = node.Name.Length == 0 ? $"[{node.Position()}]" : document!.IsXml && node.Ordinal() is > 0 and var ordinal ? $"{node.Name}[{ordinal}]" : node.Name;
                if (path.Length > 0 && path[0] != '[') path.Insert(0, '/');
                path.Insert(0, step);
            }
            return Characters.Shown(path.ToString());
        }
    }

    /// <summary>The node and everything below it as JSON text, for passing on what no schema knows.</summary>
    internal string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer, new System.Text.Json.JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) WriteJson(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteJson(System.Text.Json.Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case NodeKind.Object:
                json.WriteStartObject();
                for (var child = FirstChild; child.Exists; child = child.Next)
                {
                    json.WritePropertyName(child.Name);
                    child.WriteJson(json);
                }
                json.WriteEndObject();
                break;
            case NodeKind.List:
                json.WriteStartArray();
                for (var child = FirstChild; child.Exists; child = child.Next) child.WriteJson(json);
                json.WriteEndArray();
                break;
            case NodeKind.Text: json.WriteStringValue(Value); break;
            case NodeKind.Number: json.WriteRawValue(Value); break;
            case NodeKind.Null: json.WriteNullValue(); break;
            default: json.WriteBooleanValue(Kind == NodeKind.True); break;
        }
    }

    /// <summary>Which of the elements of its name it is, from 1; 0 when it is the only one.</summary>
    private int Ordinal()
    {
        var (ordinal, count) = (0, 0);
        for (var sibling = Parent.FirstChild; sibling.Exists; sibling = sibling.Next)
        {
            if (sibling.Name != Name) continue;
            count++;
            if (sibling.Index == Index) ordinal = count;
        }
        return count > 1 ? ordinal : 0;
    }

    private int Position()
    {
        var position = 0;
        for (var sibling = Parent.FirstChild; sibling.Exists && sibling.Index != Index; sibling = sibling.Next) position++;
        return position;
    }
}
