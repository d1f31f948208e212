using System.Text.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Schemas;

/// <summary>The schemas of OCPI 2.2.1 against the specification's own complete examples.</summary>
public sealed class ExampleTests
{
    private static readonly string[] Documents = ["cdr", "location", "tariff", "token"];
    private static readonly string[] Parts = ["location_energymix_", "location_hours_", "location_regularhours_", "_patch_", "location_put_example_add_evse"];

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_has_the_defects_that_are_known_and_no_others(string file)
    {
        var found = await Schema.FaultsAsync(Schema.Load(DocumentOf(file)), await File.ReadAllTextAsync(PathOf(file)));

        Assert.That(found, Is.EquivalentTo(KnownDefects(file)));
    }

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_that_lacks_any_one_required_member_fails(string file)
    {
        var schema = await Schema.Load(DocumentOf(file));
        foreach (var member in schema.RequiredProperties)
        {
            var json = JsonNode.Parse(await File.ReadAllTextAsync(PathOf(file)))!.AsObject();
            if (!json.Remove(member)) continue;
            var found = await Schema.FaultsAsync(Task.FromResult(schema), json.ToJsonString());
            Assert.That(found, Has.One.EqualTo($"PropertyRequired #/{member}"), member);
        }
    }

    [TestCaseSource(nameof(CdrExamples))]
    public async Task An_example_of_a_cdr_is_taken_and_said_again_as_it_was(string file)
    {
        var text = await File.ReadAllTextAsync(PathOf(file));
        await using var ocpi = await OcpiUnderTest.StartAsync();
        var posted = await ocpi.PostCdrAsync(text);
        var record = ((ChargeDetailRecordIssued)ocpi.Gateway.Accepted.Single().Fact.Reading.Message!).Record;
        ocpi.Gateway.Archive[(record.Party!.Key, record.Id!)] = record;
        var read = await ocpi.GetAsync(posted.Headers["Location"][OcpiUnderTest.PublicUrl.Length..]);

        Assert.That(posted.Http, Is.EqualTo(201));
        var data = read.Json.GetProperty("data").GetRawText();
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(data), JsonNode.Parse(text)), data);
    }

    [Test]
    public void Examples_are_at_hand_or_nothing_is_claimed_about_them() =>
        Assert.That(Examples().Any(), Is.EqualTo(Places.Samples is not null));

    internal static IEnumerable<string> Examples() => Places.Samples is null
        ? []
        : System.IO.Directory.EnumerateFiles(Path.Combine(Places.Samples, "2.2.1"), "*.json").Select(f => Path.GetFileName(f)!)
            .Where(f => Documents.Contains(DocumentOf(f)) && !Parts.Any(f.Contains)).Order();

    private static IEnumerable<string> CdrExamples() => Examples().Where(f => DocumentOf(f) == "cdr");

    private static string DocumentOf(string file) => file.Split('_')[0];

    private static string PathOf(string file) => Path.Combine(Places.Samples!, "2.2.1", file);

    private static IEnumerable<string> KnownDefects(string file)
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(Places.Samples!, "violations.json")));
        foreach (var defect in list.RootElement.GetProperty("violations").EnumerateArray())
        {
            if (defect.GetProperty("file").GetString() != "2.2.1/" + file || defect.GetProperty("kind").GetString() != "field table") continue;
            if (defect.GetProperty("detail").GetString()!.Contains("missing", StringComparison.Ordinal))
                yield return "PropertyRequired #/" + defect.GetProperty("path").GetString()![2..];
        }
    }
}
