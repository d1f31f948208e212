using NJsonSchema;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Testing;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Tests.Mapping.Cases;

/// <summary>The cases beside the shipped mappings, as <c>mappings test --coverage</c> runs them.</summary>
internal sealed class ShippedCasesTests
{
    private static readonly string Schema = Path.Combine(Repository.Schemas, "mapping-cases.schema.json");

    private static IEnumerable<string> Files() =>
        System.IO.Directory.GetFiles(Repository.Mappings, "*.yaml", SearchOption.AllDirectories).Where(MappingCases.IsCase)
            .Select(f => Path.GetRelativePath(Repository.Mappings, f)).Order(StringComparer.Ordinal);

    [Test]
    public async Task All_pass_and_leave_no_row_code_or_hold_of_a_shipped_file_untried()
    {
        var results = await MappingCases.RunAsync(Repository.Mappings, Shipped.Load.Book!, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(results.Faults, Is.Empty);
            Assert.That(results.Failures, Is.Empty);
            Assert.That(results.Missing, Is.Empty);
            Assert.That(results.Cases, Is.AtLeast(150));
        });
    }

    [TestCaseSource(nameof(Files))]
    public async Task The_editor_schema_takes_it(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Mappings, file));
        var head = text.Split('\n')[0];
        Assert.That(head, Does.StartWith("# yaml-language-server: $schema="));
        Assert.That(Path.GetFullPath(Path.Combine(Repository.Mappings, Path.GetDirectoryName(file)!, head.Split('=')[1])), Is.EqualTo(Schema));
        Assert.That(await FaultsAsync(text), Is.Empty);
    }

    [TestCase("cases:\n- cass: x\n")]
    [TestCase("cases:\n- case: x\n  only: sometimes\n")]
    [TestCase("cases:\n- case: x\n  reports:\n  - Lost: remark\n")]
    [TestCase("cases:\n- case: x\n  values:\n  - a: b\n    lines: [ A = B ]\n")]
    public async Task The_editor_schema_refuses_what_is_misspelt(string text) => Assert.That(await FaultsAsync(text), Is.Not.Empty);

    [Test]
    public async Task The_editor_schema_knows_every_word()
    {
        var schema = await JsonSchema.FromFileAsync(Schema);
        var known = schema.Definitions["case"].Properties;
        Assert.Multiple(() =>
        {
            Assert.That(schema.Properties.Keys, Is.EquivalentTo(CaseKeys.File));
            Assert.That(known.Keys, Is.EquivalentTo(CaseKeys.Case));
            Assert.That(known["settings"].Properties.Keys, Is.EquivalentTo(CaseKeys.Settings));
            Assert.That(known["agreement"].Properties.Keys, Is.EquivalentTo(CaseKeys.Agreement));
        });
    }

    private static async Task<IEnumerable<string>> FaultsAsync(string yaml)
    {
        var schema = await JsonSchema.FromFileAsync(Schema);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return schema.Validate(System.Text.Json.JsonSerializer.Serialize(Plain(stream.Documents[0].RootNode))).Select(f => f.ToString());
    }

    private static object Plain(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => Plain(p.Value)),
        YamlSequenceNode list => list.Children.Select(Plain).ToList(),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
