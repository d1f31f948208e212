using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>Every example of the specification is taken or refused as its defects say, and survives in its own version.</summary>
internal sealed partial class ExampleTests
{
    /// <summary>What is told better than it was: a country of two letters, a price as text. A tariff that lacks something is left out of its CDR.</summary>
    private static readonly Dictionary<string, string[]> Repaired = new()
    {
        ["2.1.1/cdr_example.json"] = ["location.country", "tariffs[].elements[].price_components[].price"],
        ["2.1.1/session_example_1_simple_start.json"] = ["location.country"],
        ["2.1.1/session_example_2_short_finished.json"] = ["location.country"],
        ["2.3.0/cdr_example.json"] =
        [
            "tariffs[].country_code", "tariffs[].currency", "tariffs[].elements[].price_components[].price", "tariffs[].elements[].price_components[].step_size",
            "tariffs[].elements[].price_components[].type", "tariffs[].elements[].price_components[].vat", "tariffs[].id", "tariffs[].last_updated", "tariffs[].party_id",
        ],
    };

    [TestCaseSource(nameof(Complete))]
    public async Task An_example_is_refused_for_what_it_lacks_or_said_again_as_it_was(string version, string file)
    {
        var (name, text) = (Examples.MappingOf(file)!, Examples.TextOf(version, file));
        var reading = Paper.Read(version, name, text);

        Assert.That(reading.Faults.Select(f => f.ToString().Split(':')[0]), Is.EquivalentTo(Lacking(version, file)));
        if (reading.Faults.Count > 0) return;
        Assert.That(reading.Hold, Is.Null);
        var written = await Paper.WriteAsync(version, name, reading.Message!);
        Assert.That(Differences.Between(JsonNode.Parse(text), written.Json), Is.EquivalentTo(Repaired.GetValueOrDefault($"{version}/{file}") ?? []), written.Text);
    }

    [TestCaseSource(nameof(Complete))]
    public void What_an_example_says_otherwise_than_the_tables_is_reported(string version, string file)
    {
        var reading = Paper.Read(version, Examples.MappingOf(file)!, Examples.TextOf(version, file));

        var told = reading.Losses.Where(l => l.Kind is LossKind.Repaired or LossKind.Unread).Select(l => l.Place).ToList();
        foreach (var (path, detail) in Examples.DefectsOf(version, file).Where(d => !d.Detail.Contains("missing", StringComparison.Ordinal)))
            Assert.That(told, Has.Some.EqualTo(InOurs(path)), detail);
    }

    [Test]
    public void Examples_are_at_hand_or_nothing_is_claimed_about_them() => Assert.That(Examples.All().Any(), Is.EqualTo(Places.Samples is not null));

    /// <summary>What is missing and mandatory; in a CDR's tariffs it costs the tariff only.</summary>
    private static IEnumerable<string> Lacking(string version, string file) =>
        from defect in Examples.DefectsOf(version, file)
        where defect.Detail.Contains("missing", StringComparison.Ordinal) && !defect.Path.StartsWith("$.tariffs[", StringComparison.Ordinal)
        select InOurs(defect.Path);

    /// <summary><c>$.connectors[0].id</c> as our reports spell it.</summary>
    private static string InOurs(string path) => Index().Replace(path[2..], "[$1]").Replace('.', '/');

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();

    private static IEnumerable<TestCaseData> Complete() =>
        from example in Examples.All()
        where Examples.MappingOf(example.File) is not null
        select new TestCaseData(example.Version, example.File);
}
