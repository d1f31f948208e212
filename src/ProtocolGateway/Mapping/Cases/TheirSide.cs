using System.Text.Json;
using System.Xml;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Documents of theirs as cases write them: trees, which become XML or JSON by the dialect's schema, and back.</summary>
internal static class TheirSide
{
    private const string Envelope = "Envelope", Body = "Body";

    /// <summary>What a document holds; of a SOAP envelope the operation in its body.</summary>
    public static CaseNode Tree(Document document, Position at)
    {
        var root = document.Root;
        if (root.Name == Envelope)
            for (var part = root.FirstChild; part.Exists; part = part.Next)
                if (part.Name == Body || part.Name.EndsWith("}" + Body, StringComparison.Ordinal)) return Tree(part.FirstChild, at);
        return Tree(root, at);
    }

    private static CaseNode Tree(DocumentNode node, Position at)
    {
        var kind = node.Kind switch
        {
            NodeKind.Object => CaseKind.Object,
            NodeKind.List => CaseKind.List,
            NodeKind.Number => CaseKind.Number,
            NodeKind.True => CaseKind.True,
            NodeKind.False => CaseKind.False,
            NodeKind.Null => CaseKind.Nothing,
            _ => CaseKind.Text,
        };
        var tree = new CaseNode(kind, at, kind is CaseKind.Text or CaseKind.Number ? node.Value.ToString() : "");
        if (kind is not (CaseKind.Object or CaseKind.List)) return tree;
        for (var child = node.FirstChild; child.Exists; child = child.Next)
        {
            if (kind == CaseKind.List) tree.Add(Tree(child, at));
            else Add(tree, child.Name, Tree(child, at));
        }
        return tree;
    }

    /// <summary>Elements of the same name are one list.</summary>
    private static void Add(CaseNode tree, string name, CaseNode value)
    {
        switch (tree.Member(name))
        {
            case null: tree.Add(name, value); break;
            case { Kind: CaseKind.List } list: list.Add(value); break;
            case { } first:
                var both = new CaseNode(CaseKind.List, first.At);
                both.Add(first);
                both.Add(value);
                tree.Put(name, both);
                break;
        }
    }

    /// <summary>The same with every plain word as what the schema says that it is.</summary>
    /// <param name="schema">Null for what no schema knows: there a word is what it looks like.</param>
    public static CaseNode Typed(CaseNode node, ElementSchema? schema, Notation notation)
    {
        if (node.Kind is CaseKind.Plain) return Typed(node, notation == Notation.Xml ? ElementShape.Text : schema?.Shape);
        var typed = new CaseNode(node.Kind, node.At, node.Text);
        foreach (var (name, value) in node.Members)
        {
            var below = Typed(value, node.Kind == CaseKind.List ? schema : schema?.Child(name), notation);
            if (node.Kind == CaseKind.List) typed.Add(below);
            else if (below.Kind != CaseKind.Nothing) typed.Add(name, below);
        }
        return typed;
    }

    private static CaseNode Typed(CaseNode word, ElementShape? shape)
    {
        var kind = shape switch
        {
            ElementShape.Text => CaseKind.Text,
            _ when word.Text is "true" => CaseKind.True,
            _ when word.Text is "false" => CaseKind.False,
            _ when IsNumber(word.Text) => CaseKind.Number,
            _ => CaseKind.Text,
        };
        return new CaseNode(kind, word.At, kind is CaseKind.True or CaseKind.False ? "" : word.Text);
    }

    private static bool IsNumber(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The document that a tree stands for.</summary>
    /// <exception cref="XmlException">A name that XML can't have.</exception>
    public static Document Document(CaseNode typed, Notation notation)
    {
        using var buffer = new MemoryStream();
        if (notation == Notation.Json)
        {
            using (var json = new Utf8JsonWriter(buffer)) WriteJson(json, typed);
            return Documents.Document.FromJson(buffer.ToArray(), out _)!;
        }
        using (var xml = XmlWriter.Create(buffer)) WriteXml(xml, "document", typed);
        buffer.Position = 0;
        using var reader = XmlReader.Create(buffer);
        reader.MoveToContent();
        return Documents.Document.FromXml(reader);
    }

    private static void WriteJson(Utf8JsonWriter json, CaseNode node)
    {
        switch (node.Kind)
        {
            case CaseKind.Object:
                json.WriteStartObject();
                foreach (var (name, value) in node.Members)
                {
                    json.WritePropertyName(name);
                    WriteJson(json, value);
                }
                json.WriteEndObject();
                break;
            case CaseKind.List:
                json.WriteStartArray();
                foreach (var item in node.Items) WriteJson(json, item);
                json.WriteEndArray();
                break;
            case CaseKind.Number: json.WriteRawValue(node.Text); break;
            case CaseKind.True: json.WriteBooleanValue(true); break;
            case CaseKind.False: json.WriteBooleanValue(false); break;
            case CaseKind.Nothing: json.WriteNullValue(); break;
            default: json.WriteStringValue(node.Text); break;
        }
    }

    private static void WriteXml(XmlWriter xml, string name, CaseNode node)
    {
        if (node.Kind == CaseKind.List)
        {
            foreach (var item in node.Items) WriteXml(xml, name, item);
            return;
        }
        xml.WriteStartElement(name);
        if (node.Kind == CaseKind.Object)
            foreach (var (child, value) in node.Members) WriteXml(xml, child, value);
        else xml.WriteString(node.ToString());
        xml.WriteEndElement();
    }
}
