using System.Text.Json;

namespace ProtocolGateway.Documents;

/// <summary>Writes a document's members as JSON.</summary>
public sealed class JsonDocumentWriter(Utf8JsonWriter writer) : IDocumentWriter
{
    public void Open(string name) => writer.WriteStartObject(name);

    public void Close() => writer.WriteEndObject();

    public void OpenList(string name) => writer.WriteStartArray(name);

    public void CloseList() => writer.WriteEndArray();

    public void OpenItem() => writer.WriteStartObject();

    public void CloseItem() => writer.WriteEndObject();

    public void Text(string name, string? value) => writer.WriteString(name, value ?? "");

    public void Text(string name, ReadOnlySpan<char> value) => writer.WriteString(name, value);

    public void Number(string name, decimal value) => writer.WriteNumber(name, value);

    public void Boolean(string name, bool value) => writer.WriteBoolean(name, value);

    public void TextItem(string value) => writer.WriteStringValue(value);

    public void Raw(string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
