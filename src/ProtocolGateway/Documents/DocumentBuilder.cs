using System.Text;
using System.Text.Json;

namespace ProtocolGateway.Documents;

/// <summary>
/// Gathers a document's nodes and characters in arrays that are kept per thread: a document is made of exactly what it
/// needs, and growing costs nothing from the second message on.
/// </summary>
internal sealed class DocumentBuilder
{
    /// <summary>Larger arrays are not kept: one enormous document must not occupy its thread for ever.</summary>
    private const int MostKept = 1 << 16;

    [ThreadStatic]
    private static DocumentBuilder? spare;

    private DocumentEntry[] nodes = new DocumentEntry[256];
    private int[] lastChild = new int[256];
    private char[] text = new char[4096];
    private int used;

    private DocumentBuilder() { }

    public int Count { get; private set; }

    /// <summary>Where the next characters will stand.</summary>
    public int Position
    {
        get => used;
        set => used = value;
    }

    public static DocumentBuilder Begin()
    {
        var builder = spare ?? new DocumentBuilder();
        spare = null;
        builder.Count = 0;
        builder.used = 0;
        return builder;
    }

    /// <summary>The document; the builder must not be used any more.</summary>
    public Document Finish(bool isXml, bool qualified)
    {
        var document = new Document(nodes.AsSpan(0, Count).ToArray(), text.AsSpan(0, used).ToArray(), isXml, qualified);
        // Names are strings of strangers: what is kept must not keep them alive.
        nodes.AsSpan(0, Count).Clear();
        if (text.Length <= MostKept && nodes.Length <= MostKept) spare = this;
        return document;
    }

    public int Add(string name, int parent, NodeKind kind)
    {
        if (Count == nodes.Length)
        {
            Array.Resize(ref nodes, Count * 2);
            Array.Resize(ref lastChild, Count * 2);
        }
        var node = Count++;
        nodes[node] = new DocumentEntry { Name = name, Parent = parent, Next = -1, Kind = kind };
        if (parent < 0) return node;
        ref var above = ref nodes[parent];
        if (above.HasChildren) nodes[lastChild[parent]].Next = node;
        above.HasChildren = true;
        lastChild[parent] = node;
        return node;
    }

    public int ParentOf(int node) => nodes[node].Parent;

    public string NameOf(int node) => nodes[node].Name;

    /// <summary>Whether nothing but white space was appended since.</summary>
    public bool IsBlank(int start) => text.AsSpan(start, used - start).IsWhiteSpace();

    public void Append(string value)
    {
        Reserve(value.Length);
        value.CopyTo(text.AsSpan(used));
        used += value.Length;
    }

    /// <summary>Appends the string or number that the reader stands on.</summary>
    public void Append(ref Utf8JsonReader reader)
    {
        Reserve(reader.ValueSpan.Length);
        used += reader.TokenType == JsonTokenType.String && (reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan))
            ? reader.CopyString(text.AsSpan(used))
            : Encoding.ASCII.GetChars(reader.ValueSpan, text.AsSpan(used));
    }

    /// <summary>Makes it the text that begins there and ends here.</summary>
    public void SetText(int node, int start, NodeKind kind)
    {
        ref var entry = ref nodes[node];
        entry.Kind = kind;
        entry.Start = start;
        entry.Length = used - start;
    }

    /// <summary>Only the ends are trimmed: white space inside an id is kept (translation.md section 1).</summary>
    public void SetTrimmed(int node, int start)
    {
        var span = text.AsSpan(start, used - start);
        var trimmed = span.TrimStart();
        SetText(node, start + (span.Length - trimmed.Length), NodeKind.Text);
        nodes[node].Length = trimmed.TrimEnd().Length;
    }

    private void Reserve(int length)
    {
        if (used + length > text.Length) Array.Resize(ref text, Math.Max(text.Length * 2, used + length));
    }
}

/// <summary>A node as a document keeps it. Its first child, if it has any, is the next node of all.</summary>
internal struct DocumentEntry
{
    public string Name;
    public int Parent;
    public int Next;
    public int Start;
    public int Length;
    public NodeKind Kind;
    public bool HasChildren;
}
