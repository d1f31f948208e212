using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using NJsonSchema;

namespace ProtocolGateway.Testing;

/// <summary>Holds what leaves the gateway against the schemas of the house. Shares no code with the gateway's readers.</summary>
public static class SchemaOracle
{
    private static readonly Lazy<XmlSchemaSet> Emip = new(LoadEmip);
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Json = new();

    /// <summary>What is wrong with an eMIP envelope's operation; empty when it is valid.</summary>
    public static IReadOnlyList<string> EmipFaults(string envelope)
    {
        using var reader = XmlReader.Create(new StringReader(envelope), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var operation = XDocument.Load(reader).Root!.Elements().Last(e => e.Name.LocalName == "Body").Elements().Single();
        var faults = new List<string>();
        if (!Emip.Value.GlobalElements.Contains(new XmlQualifiedName(operation.Name.LocalName, operation.Name.NamespaceName)))
            faults.Add($"no schema below {Repository.Schemas} declares {operation.Name}");
        new XDocument(operation).Validate(Emip.Value, (_, e) => faults.Add(e.Message));
        return faults;
    }

    /// <summary>What is wrong with a JSON document; empty when it is valid.</summary>
    /// <param name="schema">The file below schemas, such as <c>ocpi-2.2.1/cdr.schema.json</c>.</param>
    public static async Task<IReadOnlyList<string>> JsonFaultsAsync(string document, string schema)
    {
        var loaded = await Json.GetOrAdd(schema, name => JsonSchema.FromFileAsync(Path.Combine(Repository.Schemas, name)));
        return [.. loaded.Validate(document).Select(fault => fault.ToString())];
    }

    private static XmlSchemaSet LoadEmip()
    {
        var set = new XmlSchemaSet();
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Schemas, "emip"), "*.xsd", SearchOption.AllDirectories))
            set.Add(null, file);
        set.Compile();
        return set;
    }
}
