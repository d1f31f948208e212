namespace ProtocolGateway.Documents;

/// <summary>Writes nowhere: an element is tried out before it is written.</summary>
internal sealed class DiscardingWriter : IDocumentWriter
{
    public static readonly DiscardingWriter Instance = new();

    public void Open(string name) { }

    public void Close() { }

    public void OpenList(string name) { }

    public void CloseList() { }

    public void OpenItem() { }

    public void CloseItem() { }

    public void Text(string name, string? value) { }

    public void Text(string name, ReadOnlySpan<char> value) { }

    public void Number(string name, decimal value) { }

    public void Boolean(string name, bool value) { }

    public void TextItem(string value) { }

    public void Raw(string name, string json) { }
}
