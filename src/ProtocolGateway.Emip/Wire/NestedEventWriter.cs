using ProtocolGateway.Documents;

namespace ProtocolGateway.Emip.Wire;

/// <summary>Puts the element <c>sessionEvent</c> into one called <c>sessionAction</c>, where one known server looks for it (emip.md 7.6).</summary>
internal sealed class NestedEventWriter(IDocumentWriter inner) : IDocumentWriter
{
    private int depth;
    private int nested = -1;

    public void Open(string name)
    {
        if (name == "sessionEvent" && nested < 0)
        {
            nested = depth;
            inner.Open("sessionAction");
        }
        depth++;
        inner.Open(name);
    }

    public void Close()
    {
        inner.Close();
        if (--depth != nested) return;
        nested = -1;
        inner.Close();
    }

    public void OpenList(string name) => inner.OpenList(name);

    public void CloseList() => inner.CloseList();

    public void OpenItem() => inner.OpenItem();

    public void CloseItem() => inner.CloseItem();

    public void Text(string name, string? value) => inner.Text(name, value);

    public void Text(string name, ReadOnlySpan<char> value) => inner.Text(name, value);

    public void Number(string name, decimal value) => inner.Number(name, value);

    public void Boolean(string name, bool value) => inner.Boolean(name, value);

    public void TextItem(string value) => inner.TextItem(value);

    public void Raw(string name, string json) => inner.Raw(name, json);
}
