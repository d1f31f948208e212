using NJsonSchema;
using ProtocolGateway.Testing;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Tests.Mapping;

internal sealed class ShippedMappingsTests
{
    /// <summary>All but the profiles themselves, which are settings; what a profile lays over the mappings is in its folder.</summary>
    private static IEnumerable<string> Files() =>
        System.IO.Directory.GetFiles(Repository.Mappings, "*.yaml", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) is not ("profiles" or "cases"))
            .Select(f => Path.GetRelativePath(Repository.Mappings, f)).Order(StringComparer.Ordinal);

    [Test]
    public void They_have_no_faults() => Assert.That(Shipped.Load.Faults, Is.Empty);

    [Test]
    public void Every_file_is_read() => Assert.That(Shipped.Load.Files, Is.EqualTo(Files().Count()));

    [TestCaseSource(nameof(Files))]
    public async Task The_editor_schema_takes_it(string file) =>
        Assert.That(await FaultsAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Mappings, file))), Is.Empty);

    [TestCase("rows:\n- id: id\n  to long: cut\n")]
    [TestCase("rows:\n- id: id\n  only: sometimes\n")]
    [TestCase("mesage: Token\n")]
    [TestCase("rows:\n- id: id\n  as: energi\n")]
    [TestCase("hold:\n  credit is true: because\n")]
    public async Task The_editor_schema_refuses_what_is_misspelt(string text) => Assert.That(await FaultsAsync(text), Is.Not.Empty);

    private static async Task<IEnumerable<string>> FaultsAsync(string yaml)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Schemas, "mapping.schema.json"));
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var json = System.Text.Json.JsonSerializer.Serialize(Plain(stream.Documents[0].RootNode));
        return schema.Validate(json).Select(f => f.ToString());
    }

    /// <summary>Every scalar is text, as the gateway reads it; a row without a right side is an empty one.</summary>
    private static object Plain(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => Plain(p.Value)),
        YamlSequenceNode list => list.Children.Select(Plain).ToList(),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
