using System.Text.Json.Nodes;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>Our own documents, every member of every object told: tests/Documents/ocpi-*.</summary>
internal sealed class OwnVersionTests
{
    [TestCaseSource(nameof(OwnDocuments))]
    public async Task A_whole_document_is_read_without_loss_and_said_again_as_it_was(string version, string file)
    {
        var (name, text) = (NameOf(file), TextOf(version, file));
        var reading = Paper.Read(version, name, text);
        Assert.That(reading.Faults, Is.Empty);
        Assert.That((reading.Hold, reading.Losses), Is.EqualTo(((Protocols.Hold?)null, Array.Empty<Loss>())));
        var written = await Paper.WriteAsync(version, name, reading.Message!);

        Assert.That(JsonNode.DeepEquals(written.Json, JsonNode.Parse(text)), written.Text);
        Assert.That(written.Losses, Is.Empty);
    }

    [Test]
    public void Every_mapping_has_a_whole_document()
    {
        var files = from version in Paper.Versions
                    from file in System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Mappings, "ocpi-" + version), "*.yaml")
                    let name = Path.GetFileNameWithoutExtension(file)
                    where name[0] != '_' && !Parts.Contains(name) && !Talks.Contains(name)
                    select (version, name);

        Assert.That(files.Where(f => Testing.Documents.Find($"ocpi-{f.version}/{f.name}.json") is null), Is.Empty);
    }

    /// <summary>What only ever stands within another object, and so in its document.</summary>
    private static readonly string[] Parts =
    [
        "geo-location", "additional-geo-location", "charging-period", "environmental-impact", "price-component", "tariff-element", "tariff-restrictions",
    ];

    /// <summary>Questions and their answers: the tests of <see cref="Questions"/> say and hear them over real connections.</summary>
    private static readonly string[] Talks =
    [
        "authorize-token", "cancel-reservation", "charging-preferences", "charging-profile-answered", "charging-profile-cleared",
        "charging-profile-read", "charging-profile-reported", "charging-profile-set", "command-answered", "command-completed",
        "reserve-now", "set-charging-profile", "start-session", "stop-session", "token-authorized", "unlock-connector",
    ];

    public static string NameOf(string file) => file.Replace("-hidden", "", StringComparison.Ordinal).Replace("-credit", "", StringComparison.Ordinal);

    public static string TextOf(string version, string file) => System.Text.Encoding.UTF8.GetString(Testing.Documents.Read($"ocpi-{version}/{file}.json"));

    public static IEnumerable<TestCaseData> OwnDocuments() =>
        from version in Paper.Versions
        from path in Testing.Documents.List("ocpi-" + version, "*.json")
        let file = Path.GetFileNameWithoutExtension(path)
        where Paper.Has(version, NameOf(file))
        select new TestCaseData(version, file);
}
