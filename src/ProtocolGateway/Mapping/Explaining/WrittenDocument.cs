using System.Text;
using System.Xml;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>A document as it was written: all its values, in order.</summary>
internal static class WrittenDocument
{
    /// <param name="Names">The names on the way to it, without places in lists: <c>meterReportList/meterReport/meterValue</c>.</param>
    /// <param name="Path">The same with the places; see <see cref="DocumentNode.Path"/>.</param>
    public sealed record Leaf(string Names, string Path, string Value)
    {
        /// <summary>The path without so many names at its beginning.</summary>
        public string From(int names)
        {
            var path = Path;
            for (; names > 0; names--) path = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
            return path;
        }
    }

    /// <param name="text">XML or JSON.</param>
    public static List<Leaf> LeavesOf(string text)
    {
        var leaves = new List<Leaf>();
        if (Read(text) is { } document) Add(leaves, document.Root, "");
        return leaves;
    }

    public static string Value(DocumentNode node) => node.Kind switch
    {
        NodeKind.True => "true",
        NodeKind.False => "false",
        _ => node.Value.ToString(),
    };

    private static Document? Read(string text)
    {
        if (!text.StartsWith('<')) return Document.FromJson(Encoding.UTF8.GetBytes(text), out _);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        return Document.FromXml(reader);
    }

    private static void Add(List<Leaf> leaves, DocumentNode node, string names)
    {
        if (node.Kind is not (NodeKind.Object or NodeKind.List))
        {
            leaves.Add(new Leaf(names, WithoutNamespaces(node.Path), Value(node)));
            return;
        }
        for (var child = node.FirstChild; child.Exists; child = child.Next)
        {
            var name = WithoutNamespaces(child.Name);
            Add(leaves, child, name.Length == 0 ? names : names.Length == 0 ? name : $"{names}/{name}");
        }
    }

    /// <summary>A foreign namespace stands before a name, in braces, and may have slashes of its own.</summary>
    private static string WithoutNamespaces(string path)
    {
        for (var end = path.IndexOf('}', StringComparison.Ordinal); end >= 0; end = path.IndexOf('}', StringComparison.Ordinal))
            path = path[..path.IndexOf('{', StringComparison.Ordinal)] + path[(end + 1)..];
        return path;
    }
}
