using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>Every document from every version to every other: what arrives differs only where ocpi.md section 6 says so.</summary>
internal sealed class VersionPairTests
{
    [TestCaseSource(nameof(OwnPairs))]
    public async Task Our_own_document_loses_exactly_what_is_allowed(string from, string to, string file)
    {
        var name = OwnVersionTests.NameOf(file);
        var (differences, written) = await CrossAsync(from, to, name, OwnVersionTests.TextOf(from, file));

        var allowed = AllowedLosses.Of(from, to, name).ToList();
        if (AllowedLosses.HoldOf(from, to, file) is { } code)
        {
            Assert.That(written.Hold?.Code, Is.EqualTo(code), written.Text);
            return;
        }
        Assert.That(written.Hold, Is.Null);
        Assert.That(differences.Where(d => !allowed.Any(a => AllowedLosses.Covers(a, d))), Is.Empty, written.Text);
        if (file == name) Assert.That(allowed.Where(a => !differences.Any(d => AllowedLosses.Covers(a, d))), Is.Empty, "allowed, and not lost");
    }

    [TestCaseSource(nameof(ExamplePairs))]
    public async Task An_example_loses_what_is_allowed(string from, string to, string file)
    {
        var name = Examples.MappingOf(file)!;
        var reading = Paper.Read(from, name, Examples.TextOf(from, file));
        if (reading.Faults.Count > 0) return;
        var (differences, written) = await CrossAsync(from, to, name, Examples.TextOf(from, file));

        if (written.Hold is { } hold)
            Assert.That(hold.Code, Is.AnyOf([.. AllowedLosses.HoldsOf(to)]), hold.Text);
        else
            Assert.That(
                differences.Where(d => !AllowedLosses.IsOwner(from, to, d) && !AllowedLosses.OfExamples(from, to, name, file).Any(a => AllowedLosses.Covers(a, d))), Is.Empty, written.Text);
    }

    /// <summary>The record as it was told, beside the record as it arrives.</summary>
    private static async Task<(IReadOnlyList<string> Differences, Written Written)> CrossAsync(string from, string to, string name, string text)
    {
        var reading = Paper.Read(from, name, text);
        Assert.That((reading.Hold, reading.Faults.Count), Is.EqualTo(((Protocols.Hold?)null, 0)));
        var told = reading.Message!;
        var written = await Paper.WriteAsync(to, name, told, Surroundings.Of(told));
        if (written.Text is not { } document) return ([], written);
        var arrived = Paper.Read(to, name, document);
        Assert.That((arrived.Hold, arrived.Faults.Count), Is.EqualTo(((Protocols.Hold?)null, 0)), document);
        return (Differences.Between(Json(told), Json(arrived.Message!)), written);
    }

    private static JsonNode? Json(object record) => JsonNode.Parse(CanonicalJson.Write(record));

    private static IEnumerable<TestCaseData> OwnPairs() =>
        from document in OwnVersionTests.OwnDocuments()
        let version = (string)document.Arguments[0]!
        let file = (string)document.Arguments[1]!
        from to in Paper.Versions
        where to != version && Paper.Has(to, OwnVersionTests.NameOf(file))
        select new TestCaseData(version, to, file);

    private static IEnumerable<TestCaseData> ExamplePairs() =>
        from example in Examples.All()
        let name = Examples.MappingOf(example.File)
        where name is not null
        from to in Paper.Versions
        where to != example.Version && Paper.Has(to, name)
        select new TestCaseData(example.Version, to, example.File);
}
