using System.Text;
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
    private Entry[] nodes = new Entry[96];
    private char[] text = new char[2048];
    private int count;
    private int used;

    private struct Entry
    {
        public string Name;
        public int Parent;
        public int FirstChild;
        public int LastChild;
        public int Next;
        public int Start;
        public int Length;
        public NodeKind Kind;
    }

    private Document() { }

    public DocumentNode Root => new(this, 0);

    /// <summary>XML: some element below the root stands in the root's namespace. An answer mirrors it (emip.md 7.2).</summary>
    public bool Qualified { get; private set; }

    internal bool IsXml { get; private init; }

    internal string NameOf(int node) => nodes[node].Name;
    internal NodeKind KindOf(int node) => nodes[node].Kind;
    internal int FirstChildOf(int node) => nodes[node].FirstChild;
    internal int NextOf(int node) => nodes[node].Next;
    internal int ParentOf(int node) => nodes[node].Parent;
    internal ReadOnlySpan<char> TextOf(int node) => text.AsSpan(nodes[node].Start, nodes[node].Length);

    /// <summary>
    /// Reads the element that <paramref name="reader"/> stands on, and everything below it. Children count under their local
    /// name when they are in no namespace or in the root's; others keep theirs in front: <c>{urn:x}name</c>.
    /// </summary>
    /// <exception cref="XmlException">The text is not well-formed.</exception>
    public static Document FromXml(XmlReader reader, int maxDepth = 32)
    {
        var document = new Document { IsXml = true };
        var rootNamespace = reader.NamespaceURI;
        var current = document.Add(reader.LocalName, -1, NodeKind.Object);
        if (reader.IsEmptyElement)
        {
            document.nodes[0].Kind = NodeKind.Text;
            return document;
        }

        var depth = 1;
        var start = document.used;
        var hasChildren = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++depth > maxDepth) throw new XmlException($"deeper than {maxDepth} elements");
                    document.used = start;
                    var foreign = reader.NamespaceURI.Length > 0 && reader.NamespaceURI != rootNamespace;
                    if (!foreign && rootNamespace.Length > 0 && reader.NamespaceURI.Length > 0) document.Qualified = true;
                    var child = document.Add(foreign ? $"{{{reader.NamespaceURI}}}{reader.LocalName}" : reader.LocalName, current, NodeKind.Object);
                    start = document.used;
                    hasChildren = false;
                    if (reader.IsEmptyElement)
                    {
                        document.nodes[child].Kind = NodeKind.Text;
                        document.nodes[child].Start = start;
                        depth--;
                        hasChildren = true;
                    }
                    else current = child;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    document.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (!hasChildren)
                    {
                        document.nodes[current].Kind = NodeKind.Text;
                        document.SetTrimmed(current, start);
                    }
                    start = document.used;
                    hasChildren = true;
                    depth--;
                    current = document.nodes[current].Parent;
                    if (current < 0) return document;
                    break;
            }
        }

        throw new XmlException("the document ends early");
    }

    /// <summary>A document of one text value: constants of mapping files are read like any other value.</summary>
    internal static Document OfValue(string name, string value)
    {
        var document = new Document();
        document.Add(name, -1, NodeKind.Text);
        document.Append(value);
        document.nodes[0].Length = value.Length;
        return document;
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
        var document = new Document();
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
                        current = document.Add(name, current, reader.TokenType == JsonTokenType.StartObject ? NodeKind.Object : NodeKind.List);
                        name = "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        current = document.nodes[current].Parent;
                        name = "";
                        break;
                    default:
                        document.AddValue(name, current, ref reader);
                        name = "";
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            fault = new Fault("", $"not JSON: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}: {FirstSentence(e.Message)}");
            return lenient && document.count > 0 ? document : null;
        }
        catch (InvalidOperationException)
        {
            // The reader takes such text for well-formed until somebody wants its characters.
            var line = utf8[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
            fault = new Fault("", $"not JSON: line {line}: a text that is no UTF-8, or has half of a surrogate pair");
            return lenient && document.count > 0 ? document : null;
        }

        if (document.count > 0) return document;
        fault = new Fault("", "not JSON: the document is empty");
        return null;
    }

    private static string FirstSentence(string message)
    {
        // What follows the first sentence is for developers.
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    private void AddValue(string name, int parent, ref Utf8JsonReader reader)
    {
        var node = Add(name, parent, reader.TokenType switch
        {
            JsonTokenType.String => NodeKind.Text,
            JsonTokenType.Number => NodeKind.Number,
            JsonTokenType.True => NodeKind.True,
            JsonTokenType.False => NodeKind.False,
            _ => NodeKind.Null,
        });
        var start = used;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            var most = reader.ValueSpan.Length;
            Reserve(most);
            used += reader.TokenType == JsonTokenType.String
                ? reader.CopyString(text.AsSpan(used))
                : Encoding.ASCII.GetChars(reader.ValueSpan, text.AsSpan(used));
        }
        nodes[node].Start = start;
        nodes[node].Length = used - start;
    }

    private int Add(string name, int parent, NodeKind kind)
    {
        if (count == nodes.Length) Array.Resize(ref nodes, count * 2);
        var node = count++;
        nodes[node] = new Entry { Name = name, Parent = parent, FirstChild = -1, LastChild = -1, Next = -1, Kind = kind };
        if (parent < 0) return node;
        if (nodes[parent].FirstChild < 0) nodes[parent].FirstChild = node;
        else nodes[nodes[parent].LastChild].Next = node;
        nodes[parent].LastChild = node;
        return node;
    }

    private void Append(string value)
    {
        Reserve(value.Length);
        value.CopyTo(text.AsSpan(used));
        used += value.Length;
    }

    private void Reserve(int length)
    {
        if (used + length > text.Length) Array.Resize(ref text, Math.Max(text.Length * 2, used + length));
    }

    /// <summary>Only the ends are trimmed: white space inside an id is kept (translation.md section 1).</summary>
    private void SetTrimmed(int node, int start)
    {
        var span = text.AsSpan(start, used - start);
        var trimmed = span.TrimStart();
        nodes[node].Start = start + (span.Length - trimmed.Length);
        nodes[node].Length = trimmed.TrimEnd().Length;
    }
}
