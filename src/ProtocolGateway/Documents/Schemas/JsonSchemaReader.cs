using System.Text.Json;

namespace ProtocolGateway.Documents.Schemas;

/// <summary>
/// Reads JSON Schemas as far as documents need them: properties in order, required, arrays, lengths, enumerations, references
/// to definitions of the same or a neighbouring file. A file's title names its document, a definition's key its kind.
/// </summary>
internal sealed class JsonSchemaReader
{
    private readonly Dictionary<string, JsonElement> files = new(StringComparer.Ordinal);

    public static Dictionary<string, ElementSchema> Read(IReadOnlyList<string> paths)
    {
        var reader = new JsonSchemaReader();
        foreach (var path in paths)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            reader.files[Path.GetFileName(path)] = json.RootElement.Clone();
        }
        var documents = new Dictionary<string, ElementSchema>(StringComparer.Ordinal);
        foreach (var (file, root) in reader.files)
        {
            if (root.TryGetProperty("title", out var title) && root.TryGetProperty("properties", out _))
                documents[title.GetString()!] = reader.Element(title.GetString()!, root, file, title.GetString()!, mandatory: true);
            if (!root.TryGetProperty("definitions", out var definitions)) continue;
            foreach (var definition in definitions.EnumerateObject())
                documents.TryAdd(definition.Name, reader.Element(definition.Name, definition.Value, file, definition.Name, mandatory: true));
        }
        return documents;
    }

    private ElementSchema Element(string name, JsonElement schema, string file, string type, bool mandatory)
    {
        (schema, file, type) = Follow(schema, file, type);
        if (TypeOf(schema) == "array")
        {
            var (items, itemsFile, itemsType) = Follow(schema.GetProperty("items"), file, "");
            var least = schema.TryGetProperty("minItems", out var min) ? min.GetInt32() : 0;
            return Leaf(name, items, itemsFile, itemsType, mandatory && least > 0, many: true);
        }
        return Leaf(name, schema, file, type, mandatory, many: false);
    }

    private ElementSchema Leaf(string name, JsonElement schema, string file, string type, bool mandatory, bool many)
    {
        var children = new List<ElementSchema>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            var required = schema.TryGetProperty("required", out var list)
                ? list.EnumerateArray().Select(r => r.GetString()!).ToHashSet(StringComparer.Ordinal)
                : [];
            foreach (var property in properties.EnumerateObject())
                children.Add(Element(property.Name, property.Value, file, "", required.Contains(property.Name)));
        }
        return new ElementSchema
        {
            Name = name,
            TypeName = type,
            Shape = children.Count > 0 ? ElementShape.Object : Shape(TypeOf(schema)),
            Many = many,
            Mandatory = mandatory,
            MaxLength = schema.TryGetProperty("maxLength", out var length) ? length.GetInt32() : null,
            Codes = schema.TryGetProperty("enum", out var codes) ? [.. codes.EnumerateArray().Select(c => c.GetString()!)] : null,
            Children = children,
        };
    }

    private (JsonElement Schema, string File, string Type) Follow(JsonElement schema, string file, string type)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            var parts = reference.GetString()!.Split('#', 2);
            if (parts[0].Length > 0) file = parts[0];
            if (!files.TryGetValue(file, out schema))
                throw new InvalidDataException($"The schema refers to {file}, which is not there.");
            type = schema.TryGetProperty("title", out var title) ? title.GetString()! : type;
            foreach (var step in parts.Length > 1 ? parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries) : [])
            {
                schema = schema.GetProperty(step);
                type = step;
            }
        }
        return (schema, file, type);
    }

    private static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return schema.TryGetProperty("properties", out _) ? "object" : "string";
        if (type.ValueKind == JsonValueKind.String) return type.GetString()!;
        return type.EnumerateArray().Select(t => t.GetString()!).First(t => t != "null");
    }

    private static ElementShape Shape(string type) => type switch
    {
        "object" => ElementShape.Object,
        "number" => ElementShape.Number,
        "integer" => ElementShape.Whole,
        "boolean" => ElementShape.Boolean,
        _ => ElementShape.Text,
    };
}
