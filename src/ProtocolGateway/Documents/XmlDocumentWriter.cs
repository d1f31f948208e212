using System.Globalization;
using System.Xml;

namespace ProtocolGateway.Documents;

/// <summary>Writes a document's members as elements.</summary>
/// <param name="xmlNamespace">Empty for unqualified children (eMIP's rule), else the namespace that they mirror.</param>
public sealed class XmlDocumentWriter(XmlWriter xml, string xmlNamespace = "") : IDocumentWriter
{
    /// <summary>No needless zeros.</summary>
    private const string Plain = "0.#############################";

    private readonly Stack<string> lists = new();

    public void Open(string name) => xml.WriteStartElement(null, name, xmlNamespace);

    public void Close() => xml.WriteEndElement();

    public void OpenList(string name) => lists.Push(name);

    public void CloseList() => lists.Pop();

    public void OpenItem() => Open(lists.Peek());

    public void CloseItem() => xml.WriteEndElement();

    public void Text(string name, ReadOnlySpan<char> value)
    {
        xml.WriteStartElement(null, name, xmlNamespace);
        xml.WriteString(value.ToString());
        xml.WriteEndElement();
    }

    public void Number(string name, decimal value) => Text(name, value.ToString(Plain, CultureInfo.InvariantCulture));

    public void Boolean(string name, bool value) => Text(name, value ? "1" : "0");

    public void TextItem(ReadOnlySpan<char> value) => Text(lists.Peek(), value);

    public void Raw(string name, string json) => throw new NotSupportedException("XML has no raw members.");
}
