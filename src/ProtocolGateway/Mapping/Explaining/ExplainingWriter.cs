using ProtocolGateway.Documents;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>Passes a document on, and tells of every value by the names on the way to it.</summary>
internal sealed class ExplainingWriter(IDocumentWriter writer, Action<string> wrote) : IDocumentWriter
{
    private readonly Stack<string> names = new();

    public void Open(string name)
    {
        names.Push(name);
        writer.Open(name);
    }

    public void Close()
    {
        names.Pop();
        writer.Close();
    }

    public void OpenList(string name)
    {
        names.Push(name);
        writer.OpenList(name);
    }

    public void CloseList()
    {
        names.Pop();
        writer.CloseList();
    }

    public void OpenItem() => writer.OpenItem();

    public void CloseItem() => writer.CloseItem();

    public void Text(string name, string? value)
    {
        wrote(Path(name));
        writer.Text(name, value);
    }

    public void Text(string name, ReadOnlySpan<char> value)
    {
        wrote(Path(name));
        writer.Text(name, value);
    }

    public void Number(string name, decimal value)
    {
        wrote(Path(name));
        writer.Number(name, value);
    }

    public void Boolean(string name, bool value)
    {
        wrote(Path(name));
        writer.Boolean(name, value);
    }

    public void TextItem(string value)
    {
        wrote(string.Join('/', names.Reverse()));
        writer.TextItem(value);
    }

    public void Raw(string name, string json)
    {
        foreach (var leaf in WrittenDocument.LeavesOf(json)) wrote(leaf.Names.Length == 0 ? Path(name) : $"{Path(name)}/{leaf.Names}");
        writer.Raw(name, json);
    }

    private string Path(string name) => string.Join('/', names.Reverse().Append(name));
}
