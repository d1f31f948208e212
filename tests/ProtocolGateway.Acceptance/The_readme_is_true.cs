using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Runs the README's examples: shell blocks whose first line is a <c>translate</c> or a <c>mappings</c> command. A JSON or XML
/// block that follows one is what it prints.
/// </summary>
internal sealed partial class The_readme_is_true
{
    private const string Run = "dotnet run --project src/ProtocolGateway.Host -- ";

    private static string Text => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static IEnumerable<TestCaseData> Examples()
    {
        if (!File.Exists(Path.Combine(Repository.Root, "README.md"))) yield break;
        foreach (Match match in Blocks().Matches(Text))
        {
            var script = match.Groups["script"].Value;
            var first = script.Split('\n')[0];
            if (!first.Contains(" translate ", StringComparison.Ordinal) && !first.Contains(" mappings ", StringComparison.Ordinal)) continue;
            yield return new TestCaseData(script, match.Groups["kind"].Value, match.Groups["printed"].Value).SetArgDisplayNames(first);
        }
    }

    [Test]
    public void It_shows_how_to_translate_and_how_to_check() => Assert.That(Examples().Count(), Is.AtLeast(2));

    [TestCaseSource(nameof(Examples))]
    public async Task Its_example_works(string script, string kind, string printed)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script.Replace(Run, $"dotnet {Repository.Host} ", StringComparison.Ordinal)])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.That(bash.ExitCode, Is.Zero, await errors);
        if (kind == "json") Assert.That(Same.Json(JsonNode.Parse(await output)), Is.EqualTo(Same.Json(JsonNode.Parse(printed))));
        if (kind == "xml") Assert.That(Same.Xml(await output), Is.EqualTo(Same.Xml(printed)));
    }

    [Test]
    public void Its_links_into_the_checkout_lead_somewhere()
    {
        var broken = Links().Matches(Text).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, target)));
        Assert.That(broken, Is.Empty);
    }

    [GeneratedRegex(@"^```sh\n(?<script>.*?)^```\n(?:\s*```(?<kind>json|xml)\n(?<printed>.*?)^```)?", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
