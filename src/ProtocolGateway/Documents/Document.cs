using System.Text.Json;
using System.Xml;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Documents;

/// <summary>What a value was written as.</summary>
public enum NodeKind : byte { Object, List, Text, Number, True, False, Null }

/// <summary>
/// What is inside an envelope: a tree of named values, whatever its notation. One array of nodes, one array of characters;
/// built in one pass. Repeated XML elements stay siblings; JSON members given twice too.
/// </summary>
public sealed class Document
{
    private readonly DocumentEntry[] nodes;
    private readonly char[] text;

    internal Document(DocumentEntry[] nodes, char[] text, bool isXml, bool qualified) =>
        (this.nodes, this.text, IsXml, Qualified) = (nodes, text, isXml, qualified);

    public DocumentNode Root => new(this, 0);

    /// <summary>XML: some element below the root stands in the root's namespace. An answer mirrors it (emip.md 7.2).</summary>
    public bool Qualified { get; }

    internal bool IsXml { get; }

    internal string NameOf(int node) => nodes[node].Name;
    internal NodeKind KindOf(int node) => nodes[node].Kind;
    internal int FirstChildOf(int node) => nodes[node].HasChildren ? node + 1 : -1;
    internal int NextOf(int node) => nodes[node].Next;
    internal int ParentOf(int node) => nodes[node].Parent;
    internal ReadOnlySpan<char> TextOf(int node)
    {
        ref readonly var entry = ref nodes[node];
        return text.AsSpan(entry.Start, entry.Length);
    }

    /// <summary>
    /// Reads the element that <paramref name="reader"/> stands on, and everything below it. Children count under their local
    /// name when they are in no namespace or in the root's; others keep theirs in front: <c>{urn:x}name</c>.
    /// </summary>
    /// <exception cref="XmlException">The text is not well-formed, or characters stand between elements.</exception>
    public static Document FromXml(XmlReader reader, int maxDepth = 32)
    {
        var builder = DocumentBuilder.Begin();
        var rootNamespace = reader.NamespaceURI;
        var qualified = false;
        var current = builder.Add(reader.LocalName, -1, NodeKind.Object);
        if (reader.IsEmptyElement)
        {
            builder.SetText(0, 0, NodeKind.Text);
            return builder.Finish(isXml: true, qualified);
        }

        var depth = 1;
        var start = 0;
        var hasChildren = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++depth > maxDepth) throw new XmlException($"deeper than {maxDepth} elements");
                    if (!builder.IsBlank(start)) throw Mixed(current);
                    builder.Position = start;
                    var foreign = reader.NamespaceURI.Length > 0 && reader.NamespaceURI != rootNamespace;
                    qualified |= !foreign && rootNamespace.Length > 0 && reader.NamespaceURI.Length > 0;
                    var child = builder.Add(foreign ? $"{{{reader.NamespaceURI}}}{reader.LocalName}" : reader.LocalName, current, NodeKind.Object);
                    hasChildren = reader.IsEmptyElement;
                    if (hasChildren)
                    {
                        builder.SetText(child, start, NodeKind.Text);
                        depth--;
                    }
                    else current = child;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    if (!Characters.AreXml(reader.Value)) throw new XmlException("a character that XML has no room for");
                    builder.Append(reader.Value);
                    break;
                case XmlNodeType.Whitespace when !hasChildren:
                    // Some readers report white space beside an entity so, though it stands within a text.
                    builder.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (!hasChildren) builder.SetTrimmed(current, start);
                    else if (!builder.IsBlank(start)) throw Mixed(current);
                    start = builder.Position;
                    hasChildren = true;
                    depth--;
                    current = builder.ParentOf(current);
                    if (current < 0) return builder.Finish(isXml: true, qualified);
                    break;
            }
        }

        throw new XmlException("the document ends early");

        XmlException Mixed(int element) => new($"characters between the elements of {builder.NameOf(element)}");
    }

    /// <summary>A document of one text value: constants of mapping files are read like any other value.</summary>
    internal static Document OfValue(string name, string value)
    {
        var builder = DocumentBuilder.Begin();
        builder.Add(name, -1, NodeKind.Text);
        builder.Append(value);
        builder.SetText(0, 0, NodeKind.Text);
        return builder.Finish(isXml: false, qualified: false);
    }

    /// <summary>Reads JSON text. Not-JSON is a fault with its line and position.</summary>
    /// <param name="lenient">For diagnosis only: reads past trailing commas, comments and an early end.</param>
    public static Document? FromJson(ReadOnlySpan<byte> utf8, out Fault? fault, bool lenient = false, int maxDepth = 32)
    {
        var options = new JsonReaderOptions
        {
            MaxDepth = maxDepth,
            AllowTrailingCommas = lenient,
            CommentHandling = lenient ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        };
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8, isFinalBlock: !lenient, new JsonReaderState(options));
        var builder = DocumentBuilder.Begin();
        var current = -1;
        var name = "";
        fault = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = Names.Intern(ref reader);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        current = builder.Add(name, current, reader.TokenType == JsonTokenType.StartObject ? NodeKind.Object : NodeKind.List);
                        name = "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        current = builder.ParentOf(current);
                        name = "";
                        break;
                    default:
                        AddValue(builder, name, current, ref reader);
                        name = "";
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            fault = new Fault("", $"not JSON: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}: {FirstSentence(e.Message)}");
            return lenient && builder.Count > 0 ? builder.Finish(isXml: false, qualified: false) : null;
        }
        catch (InvalidOperationException)
        {
            // The reader takes such text for well-formed until somebody wants its characters.
            var line = utf8[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
            fault = new Fault("", $"not JSON: line {line}: a text that is no UTF-8, or has half of a surrogate pair");
            return lenient && builder.Count > 0 ? builder.Finish(isXml: false, qualified: false) : null;
        }

        if (builder.Count > 0) return builder.Finish(isXml: false, qualified: false);
        fault = new Fault("", "not JSON: the document is empty");
        return null;
    }

    private static string FirstSentence(string message)
    {
        // What follows the first sentence is for developers.
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    private static void AddValue(DocumentBuilder builder, string name, int parent, ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType switch
        {
            JsonTokenType.String => NodeKind.Text,
            JsonTokenType.Number => NodeKind.Number,
            JsonTokenType.True => NodeKind.True,
            JsonTokenType.False => NodeKind.False,
            _ => NodeKind.Null,
        };
        var node = builder.Add(name, parent, kind);
        var start = builder.Position;
        if (kind is NodeKind.Text or NodeKind.Number) builder.Append(ref reader);
        builder.SetText(node, start, kind);
    }
}
