using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Tests.Words;

namespace ProtocolGateway.Ocpi.Tests.Schemas;

/// <summary>The schemas of every version against the specification's own complete examples.</summary>
public sealed class ExampleTests
{
    [TestCaseSource(nameof(Complete))]
    public async Task An_example_has_the_defects_that_are_known_and_no_others(string version, string file)
    {
        var found = await Schema.FaultsAsync(Schema.Load(version, DocumentOf(file)!), Examples.TextOf(version, file));

        Assert.That(found, Is.EquivalentTo(KnownDefects(version, file)));
    }

    [TestCaseSource(nameof(Complete))]
    public async Task An_example_that_lacks_any_one_required_member_fails(string version, string file)
    {
        var schema = await Schema.Load(version, DocumentOf(file)!);
        foreach (var member in schema.RequiredProperties)
        {
            var json = JsonNode.Parse(Examples.TextOf(version, file))!.AsObject();
            if (!json.Remove(member)) continue;
            var found = await Schema.FaultsAsync(Task.FromResult(schema), json.ToJsonString());
            Assert.That(found, Has.One.EqualTo($"PropertyRequired #/{member}"), member);
        }
    }

    [TestCaseSource(nameof(Posted))]
    public async Task An_example_of_a_cdr_is_taken_and_said_again_as_it_was(string version, string file)
    {
        var text = Examples.TextOf(version, file);
        await using var ocpi = await OcpiUnderTest.StartAsync();
        var posted = await ocpi.PostCdrAsync(text);
        var record = ((ChargeDetailRecordIssued)ocpi.Gateway.Accepted.Single().Fact.Reading.Message!).Record;
        ocpi.Gateway.Archive[(record.Party!.Key, record.Id!)] = record;
        var read = await ocpi.GetAsync(posted.Headers["Location"][OcpiUnderTest.PublicUrl.Length..]);

        Assert.That(posted.Http, Is.EqualTo(201));
        var data = read.Json.GetProperty("data").GetRawText();
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(data), JsonNode.Parse(text)), data);
    }

    /// <summary>The schema of a complete example; null for patches, envelopes and lists, and for what has no schema of its own.</summary>
    private static string? DocumentOf(string file) => Examples.MappingOf(file) switch
    {
        "charge-detail-record" => "cdr",
        { } mapping => mapping,
        null when file.StartsWith("credentials", StringComparison.Ordinal) => "credentials",
        null when file.StartsWith("version_details", StringComparison.Ordinal) => "version-details",
        _ => null,
    };

    private static IEnumerable<TestCaseData> Complete() =>
        from example in Examples.All()
        where DocumentOf(example.File) is not null
        select new TestCaseData(example.Version, example.File);

    private static IEnumerable<TestCaseData> Posted() =>
        from example in Examples.All()
        where example is { Version: "2.2.1", File: "cdr_example.json" }
        select new TestCaseData(example.Version, example.File);

    private static IEnumerable<string> KnownDefects(string version, string file)
    {
        foreach (var (path, detail) in Examples.DefectsOf(version, file))
        {
            var kind = detail.Contains("missing", StringComparison.Ordinal) ? "PropertyRequired"
                : detail.Contains("table says number", StringComparison.Ordinal) ? "NumberExpected"
                : detail.Contains("table says string", StringComparison.Ordinal) ? "StringExpected"
                : null;
            // A member that no table has is no fault: it is kept (ocpi.md 1.1).
            if (kind is not null) yield return $"{kind} #/{path[2..]}";
        }
    }
}
