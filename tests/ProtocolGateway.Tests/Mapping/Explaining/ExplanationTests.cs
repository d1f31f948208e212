using System.Text.Json.Nodes;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping.Explaining;

/// <summary>Whatever a translation writes, it can tell whence that is.</summary>
internal sealed class ExplanationTests
{
    private const string Emip = "emip";

    private static readonly string[] Ocpi = ["ocpi-2.1.1", "ocpi-2.2.1", "ocpi-2.3.0"];

    private static readonly (string Sample, string Mapping)[] OfEmip =
    [
        ("ToIOP_SetChargeDetailRecord_request", "charge-detail-record"),
        ("FromIOP_SetChargeDetailRecord_request", "charge-detail-record"),
        ("wwcp_ToIOP_SetChargeDetailRecord_request", "charge-detail-record"),
        ("ToIOP_SetEVSESyntheticStatus_request", "evse-synthetic-status"),
    ];

    private static readonly string[] OfOcpi = ["charge-detail-record", "session", "location", "tariff", "token", "evse-status"];

    public static IEnumerable<TestCaseData> Samples()
    {
        foreach (var (sample, mapping) in OfEmip)
            foreach (var to in Targets(Emip, mapping)) yield return Case($"{Emip}/{sample}.xml", Emip, mapping, to);
        foreach (var dialect in Ocpi)
            foreach (var message in OfOcpi)
                foreach (var to in Targets(dialect, message)) yield return Case($"{dialect}/{message}.json", dialect, message, to);
    }

    private static TestCaseData Case(string sample, string dialect, string mapping, CompiledMapping to) =>
        new TestCaseData(sample, $"{dialect}/{mapping}", $"{to.Dialect}/{to.Name}").SetArgDisplayNames($"{sample} as {to.Dialect}/{to.Name}");

    /// <summary>Every mapping of a whole message that is about the same.</summary>
    private static IEnumerable<CompiledMapping> Targets(string dialect, string name) => Shipped.Load.Book!.Dialects
        .Where(m => m.Record == Shipped.Find(dialect, name).Record && (OfOcpi.Contains(m.Name) || m.Name is "evse-synthetic-status" or "session-reading"))
        .OrderBy(m => m.Dialect, StringComparer.Ordinal);

    [TestCaseSource(nameof(Samples))]
    public async Task No_value_of_a_sample_stays_unexplained(string sample, string from, string to)
    {
        var (read, written) = (Find(from), Find(to));
        var way = Explained.Everything();
        var document = Sayable(Explained.Sample(sample), written);
        var fields = await way.FieldsAsync(read, document, written);
        Assert.That(way.Hold, Is.Null);
        var leaves = WrittenDocument.LeavesOf(way.Text);
        var heard = WrittenDocument.LeavesOf(document).Select(l => (l.Path[(read.Dialect == Emip ? l.Path.IndexOf('/', "Body/".Length) + 1 : 0)..], l.Value)).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(fields.Select(f => f.Value), Is.EqualTo(leaves.Select(l => l.Value)));
            Assert.That(fields.Select(f => f.Path), Is.EqualTo(leaves.Select(l => written.Dialect == Emip ? l.From(1) : l.Path)));
            foreach (var field in fields) Assert.That(field.IsExplained && field.By != "protocol", $"{field.Path} is not explained: {field}");
            foreach (var field in fields) CheckLines(field);
            // What 'Explained' adds as the address says it, and nothing else.
            Assert.That(fields.SelectMany(f => f.From).Where(o => o.By == "protocol").Select(o => o.Ours).Distinct(), Is.SubsetOf(["party.country_code", "party.id", "evse_id"]));
            foreach (var origin in fields.SelectMany(f => f.From).Where(o => o.Path is not null)) Assert.That(heard, Does.Contain((origin.Path!, origin.Value!)), $"{origin}");
        });
    }

    /// <summary>The lines that are named speak of the field: by one of its names, those of a part's file by that in it.</summary>
    private static void CheckLines(ExplainedField field)
    {
        if (field.By == "row") Assert.That(TextAt(field.Line!), Speaks(field.Ours!), $"{field}");
        if (field.Codes is not null) Assert.That(TextAt(field.Codes), Does.Contain(field.Value), $"{field}");
        foreach (var origin in field.From)
        {
            if (origin.By == "row") Assert.That(TextAt(origin.Line!), Speaks(origin.Ours), $"{origin}");
            if (origin.By is "step" or "derivation") Assert.That(TextAt(origin.Line!), Does.Contain(origin.Name!), $"{origin}");
            if (origin.By is "default" or "always" or "assumed") Assert.That(TextAt(origin.Line!), Does.Contain(origin.Value!), $"{origin}");
            if (origin.Codes is not null) Assert.That(TextAt(origin.Codes), Does.Contain(origin.Value!), $"{origin}");
        }
    }

    private static NUnit.Framework.Constraints.RegexConstraint Speaks(string ours) =>
        Does.Match(string.Join('|', ours.Split('.').Select(name => $@"\b{name.Split('[')[0]}\b")));

    private static string TextAt(string line)
    {
        var at = line.LastIndexOf(':');
        return File.ReadLines(Path.Combine(Repository.Mappings, line[..at])).ElementAt(int.Parse(line[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture) - 1);
    }

    private static CompiledMapping Find(string name) => Shipped.Find(name.Split('/')[0], name.Split('/')[1]);

    /// <summary>The sample without what keeps the target from being told at all.</summary>
    private static string Sayable(string sample, CompiledMapping to)
    {
        if (sample[0] != '{') return sample;
        var document = JsonNode.Parse(sample)!.AsObject();
        if (to.Dialect == Emip) document.Remove("signed_data");
        if (to is { Dialect: "ocpi-2.1.1", Name: "tariff" })
            foreach (var restrictions in document["elements"]!.AsArray().Select(e => e!["restrictions"]?.AsObject()).OfType<JsonObject>())
                foreach (var limit in (string[])["min_current", "max_current"]) restrictions.Remove(limit);
        return document.ToJsonString();
    }
}
