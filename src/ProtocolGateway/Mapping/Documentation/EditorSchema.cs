using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Mapping.Steps;

namespace ProtocolGateway.Mapping.Documentation;

/// <summary>
/// What editors of mapping files complete and explain: <c>schemas/mapping.schema.json</c>. Its keys are written by hand; records,
/// their paths, conversions, steps, derivations and kinds are filled in from what the gateway has.
/// </summary>
internal sealed partial class EditorSchema(OurWords words)
{
    private const string Prefix = "ours-";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema with everything that is generated made anew.</summary>
    public string Fill(string schema)
    {
        var root = JsonNode.Parse(schema)!.AsObject();
        var definitions = root["definitions"]!.AsObject();
        var properties = root["properties"]!.AsObject();
        var records = MappingCompiler.KnownRecords.OrderBy(r => r.Name, StringComparer.Ordinal).ToList();
        Choose(properties["message"]!.AsObject(), records.Select(r => (r.Name, words.Of(r))));
        Choose(properties["after reading"]!["items"]!.AsObject(), KnownDerivations.All.Select(d => (d.Name, d.Purpose)));
        Choose(properties["before writing"]!["items"]!.AsObject(), KnownSteps.All.Select(s => (s.Name, s.Purpose)));
        Choose(definitions["as"]!.AsObject(), new ConversionBook().All.Select(c => (c.Name, c.Purpose)));
        foreach (var old in definitions.Select(d => d.Key).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).ToList()) definitions.Remove(old);
        foreach (var record in records) definitions[Prefix + record.Name] = Rows(record);
        root["allOf"] = new JsonArray([.. records.Select(Of)]);
        return OnOneLine().Replace(root.ToJsonString(Readable), found => White().Replace(found.Value, " ")) + "\n";
    }

    /// <summary>Objects and lists of a few single values.</summary>
    [GeneratedRegex("""[\[{](?:\s+(?:"[^"]*": )?"(?:[^"\\]|\\.)*",?){1,20}\s+[\]}]""")]
    private static partial Regex OnOneLine();

    [GeneratedRegex("""\n\s*""")]
    private static partial Regex White();

    /// <summary>One of these, each with its explanation; what else the schema says of the value stays.</summary>
    private static void Choose(JsonObject value, IEnumerable<(string Name, string Purpose)> words)
    {
        value.Remove("enum");
        value["anyOf"] = new JsonArray([.. words.Select(w =>
        {
            var one = new JsonObject { ["enum"] = new JsonArray(w.Name) };
            if (w.Purpose.Length > 0) one["description"] = w.Purpose;
            return one;
        })]);
    }

    /// <summary>In a file about that record rows and reasons name its fields.</summary>
    private static JsonObject Of(Type record)
    {
        static JsonObject Paths(Type record) => new() { ["$ref"] = $"#/definitions/{Prefix}{record.Name}" };
        return new JsonObject
        {
            ["if"] = new JsonObject { ["required"] = new JsonArray("message"), ["properties"] = new JsonObject { ["message"] = new JsonObject { ["enum"] = new JsonArray(record.Name) } } },
            ["then"] = new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["rows"] = new JsonObject { ["items"] = Paths(record) },
                    ["implied"] = Paths(record),
                    ["untold"] = Paths(record),
                },
            },
        };
    }

    private JsonObject Rows(Type record)
    {
        var paths = new JsonObject();
        var lists = new JsonArray();
        foreach (var (path, field) in OurWords.Fields(record))
        {
            paths[path] = new JsonObject { ["description"] = words.WithKind(field) };
            if (path.EndsWith("[]", StringComparison.Ordinal) && OurWords.ItemOf(field.PropertyType) is { } item && OurPath.IsObject(item)) lists.Add(ItemsOf(path, item));
        }
        var rows = new JsonObject();
        if (words.Of(record) is { Length: > 0 } summary) rows["description"] = summary;
        rows["properties"] = paths;
        if (lists.Count > 0) rows["allOf"] = lists;
        return rows;
    }

    /// <summary>Below a list's row the rows are about its items.</summary>
    private static JsonObject ItemsOf(string path, Type item) => new()
    {
        ["if"] = new JsonObject { ["required"] = new JsonArray(path) },
        ["then"] = new JsonObject { ["properties"] = new JsonObject { ["rows"] = new JsonObject { ["items"] = new JsonObject { ["$ref"] = $"#/definitions/{Prefix}{item.Name}" } } } },
    };
}
