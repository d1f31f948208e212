namespace ProtocolGateway.Documents.Schemas;

/// <summary>All documents of one dialect, as its schema files describe them.</summary>
public sealed class DialectSchema
{
    private readonly Dictionary<string, ElementSchema> documents;

    private DialectSchema(Notation notation, Dictionary<string, ElementSchema> documents)
    {
        Notation = notation;
        this.documents = documents;
    }

    public Notation Notation { get; }

    public IEnumerable<string> Documents => documents.Keys.Order(StringComparer.Ordinal);

    /// <summary>The document or part of that name; null when the schemas have none.</summary>
    public ElementSchema? Find(string document) => documents.GetValueOrDefault(document);

    /// <summary>Reads the schema files of a folder: <c>*.xsd</c>, or <c>*.schema.json</c>. Null when it has neither.</summary>
    public static DialectSchema? Load(string folder)
    {
        if (!System.IO.Directory.Exists(folder)) return null;
        var xsd = System.IO.Directory.GetFiles(folder, "*.xsd").Order(StringComparer.Ordinal).ToList();
        if (xsd.Count > 0) return new DialectSchema(Notation.Xml, XsdSchemaReader.Read(xsd));
        var json = System.IO.Directory.GetFiles(folder, "*.schema.json").Order(StringComparer.Ordinal).ToList();
        return json.Count > 0 ? new DialectSchema(Notation.Json, JsonSchemaReader.Read(json)) : null;
    }
}

public enum Notation { Xml, Json }
