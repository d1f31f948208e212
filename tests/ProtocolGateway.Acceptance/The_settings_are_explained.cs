using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Holds the tables of docs/operations.md against the program. A group that is given a name it doesn't know tells those that
/// it knows; so the groups are found one below the other.
/// </summary>
internal sealed partial class The_settings_are_explained
{
    private const string Unknown = "Zqxjkv";

    // What tells which settings there are: a partner's protocol, and a group that may also be a value.
    private static readonly string[] Given =
    [
        "Gateway:Partners:one:Protocol=emip", "Gateway:Partners:two:Protocol=ocpi", "Gateway:Partners:one:Emip:InboundCertificate:Thumbprint=00",
    ];

    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("settings-").FullName;

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Every_one_and_no_other()
    {
        var known = await FindKnownAsync();
        var explained = FindExplained().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(known, Does.Contain("Gateway:Partners:ID:Delivery:Messages:MESSAGE:Policy"), "the search goes down to the last");
            Assert.That(known.Except(explained).Order(), Is.Empty, "settings that docs/operations.md does not explain");
            Assert.That(explained.Except(known).Order(), Is.Empty, "settings in docs/operations.md that there are not");
            Assert.That(explained, Is.Unique);
        });
    }

    /// <summary>Every setting by its place, with <c>ID</c> for a partner and <c>MESSAGE</c> for a message.</summary>
    private async Task<HashSet<string>> FindKnownAsync()
    {
        var found = new HashSet<string>();
        string[] groups = ["Gateway", "Gateway:Partners:one", "Gateway:Partners:two"];
        while (groups.Length > 0)
        {
            var below = new List<string>();
            // A member of a list is asked by itself: its neighbours would spoil the list.
            foreach (var list in groups.GroupBy(g => g.EndsWith(":0", StringComparison.Ordinal)))
                foreach (Match fault in KnownHere().Matches((await RunAsync(list)).Errors))
                    below.AddRange(fault.Groups["known"].Value.Split(", ").Select(name => $"{fault.Groups["group"].Value}:{name}"));
            groups = [.. below.Where(found.Add).Where(name => name != "Gateway:Partners").SelectMany(name => new[] { name, $"{name}:0" })];
        }
        return [.. found.Select(General)];
    }

    /// <summary>One of the faults is always there, so that no gateway starts.</summary>
    private Task<CommandResult> RunAsync(IEnumerable<string> groups) =>
        Command.RunAsync(["run", .. Given.Concat(groups.Append("Gateway").Distinct().Select(g => $"{g}:{Unknown}=x")).Select(s => $"--{s}")], folder: folder);

    private static string General(string setting) => Message().Replace(Partner().Replace(setting, ":Partners:ID"), ":Messages:MESSAGE:");

    private static IEnumerable<string> FindExplained()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var section = text[text.IndexOf("\n## Settings\n", StringComparison.Ordinal)..text.IndexOf("\n## States\n", StringComparison.Ordinal)];
        foreach (var part in section.Split("\n### ").Skip(1))
        {
            var lines = part.Split('\n');
            var names = lines.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).SelectMany(row => Quoted().Matches(row.Split('|')[1])).ToList();
            foreach (Match group in Quoted().Matches(lines[0]))
                foreach (var name in names)
                    yield return $"{group.Groups[1].Value}:{name.Groups[1].Value}";
        }
    }

    [GeneratedRegex($@"^(?<group>\S+):{Unknown}: no such setting; known here: (?<known>.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex KnownHere();

    [GeneratedRegex(":Partners:(one|two)")]
    private static partial Regex Partner();

    [GeneratedRegex(":Messages:[^:]+:")]
    private static partial Regex Message();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
