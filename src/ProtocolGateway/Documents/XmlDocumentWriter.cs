using System.Xml;

namespace ProtocolGateway.Documents;

/// <summary>Writes a document's members as elements.</summary>
/// <param name="xmlNamespace">Empty for unqualified children (eMIP's rule), else the namespace that they mirror.</param>
public sealed class XmlDocumentWriter(XmlWriter xml, string xmlNamespace = "") : IDocumentWriter
{
    /// <summary>What values are formatted into: numbers and times are shorter.</summary>
    private readonly char[] buffer = new char[64];

    private readonly Stack<string> lists = new();

    public void Open(string name) => xml.WriteStartElement(null, name, xmlNamespace);

    public void Close() => xml.WriteEndElement();

    public void OpenList(string name) => lists.Push(name);

    public void CloseList() => lists.Pop();

    public void OpenItem() => Open(lists.Peek());

    public void CloseItem() => xml.WriteEndElement();

    public void Text(string name, string? value)
    {
        xml.WriteStartElement(null, name, xmlNamespace);
        xml.WriteString(value ?? "");
        xml.WriteEndElement();
    }

    public void Text(string name, ReadOnlySpan<char> value)
    {
        if (!value.TryCopyTo(buffer))
        {
            Text(name, value.ToString());
            return;
        }
        xml.WriteStartElement(null, name, xmlNamespace);
        xml.WriteChars(buffer, 0, value.Length);
        xml.WriteEndElement();
    }

    public void Number(string name, decimal value)
    {
        Span<char> text = stackalloc char[Decimals.Longest];
        Text(name, text[..Decimals.Format(value, text)]);
    }

    public void Boolean(string name, bool value) => Text(name, value ? "1" : "0");

    public void TextItem(string value) => Text(lists.Peek(), value);

    public void Raw(string name, string json) => throw new NotSupportedException("XML has no raw members.");
}
