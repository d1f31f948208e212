namespace ProtocolGateway.Documents;

/// <summary>Where a mapping writes a document, member by member, in the schema's order. JSON and XML alike.</summary>
public interface IDocumentWriter
{
    /// <summary>Opens an object (XML: an element with children).</summary>
    void Open(string name);

    void Close();

    /// <summary>Opens a list. XML has none: its items are elements of the list's name.</summary>
    void OpenList(string name);

    void CloseList();

    /// <summary>Opens an item of the list that is open, itself an object.</summary>
    void OpenItem();

    void CloseItem();

    /// <param name="value">Null is written as the empty text.</param>
    void Text(string name, string? value);

    void Text(string name, ReadOnlySpan<char> value);

    void Number(string name, decimal value);

    void Boolean(string name, bool value);

    /// <summary>A text item of the list that is open.</summary>
    void TextItem(string value);

    /// <summary>A member whose value is passed on as it was written. JSON only.</summary>
    void Raw(string name, string json);
}
