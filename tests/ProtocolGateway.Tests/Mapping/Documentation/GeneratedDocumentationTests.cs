using System.Text.Json.Nodes;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Documentation;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping.Documentation;

/// <summary>What is made from records and mapping files is what is committed. <c>mappings doc</c> writes it anew.</summary>
internal sealed class GeneratedDocumentationTests
{
    private static readonly string Schema = Path.Combine(Repository.Schemas, "mapping.schema.json");
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "messages");

    [Test]
    public void The_pages_are_those_of_the_mappings()
    {
        var pages = MappingDocumentation.Pages(Shipped.Load.Book!, "../../mappings");
        var stale = pages.Where(p => !File.Exists(Path.Combine(Folder, p.Key)) || File.ReadAllText(Path.Combine(Folder, p.Key)) != p.Value).Select(p => p.Key);
        var left = System.IO.Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Except(pages.Keys);
        Assert.That(stale.Concat(left), Is.Empty, "run 'mappings doc'");
    }

    [Test]
    public void A_page_tells_elements_codes_holds_and_what_is_untold_and_why()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "charge-detail-record.md"));
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("| `end_date_time` |").And.Contain("| `chargeDetailRecord/endTime` | `stop_date_time` | `end_date_time` | `end_date_time` |"));
            Assert.That(page, Does.Contain("| EMAID | EMP-SPEC (writing), EVCO, eMA, eMI3 (reading) |"));
            Assert.That(page, Does.Contain("*not told: eMIP has no remarks*"));
            Assert.That(page, Does.Contain("- `credit is true`: CreditCdr - eMIP has no credit notes (emip)"));
            Assert.That(page, Does.Contain("`chargeDetailRecord/meterReportList/meterReport[meterTypeId=2]` (as energy)"));
        });
    }

    [Test]
    public void The_editors_schema_is_that_of_the_records_and_conversions()
    {
        var text = File.ReadAllText(Schema);
        Assert.That(MappingDocumentation.EditorSchema(text), Is.EqualTo(text), "run 'mappings doc'");
    }

    [Test]
    public void The_editors_schema_explains_every_key_path_conversion_step_and_derivation()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Schema))!;
        var definitions = schema["definitions"]!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(Names(definitions["as"]!), Is.EquivalentTo(new ConversionBook().Names));
            Assert.That(Names(schema["properties"]!["before writing"]!["items"]!), Is.EquivalentTo(KnownSteps.All.Select(s => s.Name)));
            Assert.That(Names(schema["properties"]!["after reading"]!["items"]!), Is.EquivalentTo(KnownDerivations.All.Select(d => d.Name)));
            Assert.That(definitions["ours-ChargeDetailRecord"]!["properties"]!.AsObject().Select(p => p.Key), Does.Contain("cdr_token.contract_id").And.Contain("meters[]"));
            Assert.That(Unexplained(schema, "properties").Concat(Unexplained(definitions["row"]!, "properties")), Is.Empty);
            Assert.That(definitions.Where(d => d.Key.StartsWith("ours-", StringComparison.Ordinal)).SelectMany(d => Unexplained(d.Value!, "properties")), Is.Empty);
        });

        IEnumerable<string> Unexplained(JsonNode node, string key) =>
            node[key]!.AsObject().Where(p => p.Value!["description"] is null && !Explained(p.Value!)).Select(p => p.Key);

        bool Explained(JsonNode value) =>
            ((string?)value["$ref"])?.Split('/')[^1] is { } name && definitions[name]!["description"] is not null;
    }

    private static IEnumerable<string> Names(JsonNode choice) => choice["anyOf"]!.AsArray().Select(c => (string)c!["enum"]![0]!);
}
