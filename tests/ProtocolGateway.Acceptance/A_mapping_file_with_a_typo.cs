using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

internal sealed class A_mapping_file_with_a_typo
{
    private string folder = "";
    private string mappings = "";

    [SetUp]
    public void Copy()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;
        mappings = Path.Combine(folder, "mappings");
        Repository.CopyMappings(mappings);
    }

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Is_none_of_ours()
    {
        var result = await Command.RunAsync(["mappings", "check"]);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
    }

    [TestCase("emip/finished-session.yaml", "startTime", "startTimme")]
    [TestCase("emip/finished-session.yaml", "end_date_time", "end_date_tyme")]
    [TestCase("ocpi-2.2.1/charge-detail-record.yaml", "total_energy", "total_enrgy")]
    public async Task Is_found_with_its_line_and_column(string file, string right, string wrong)
    {
        var line = Spoil(file, right, wrong);
        var result = await Command.RunAsync(["mappings", "check", mappings]);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Faults, Has.Some.Match($@"{Regex.Escape(file)}:{line}:\d+: .*{wrong}"), result.ToString());
        });
    }

    [Test]
    public async Task That_breaks_the_YAML_is_found_too()
    {
        var path = Path.Combine(mappings, "emip", "charge-detail-record.yaml");
        await File.AppendAllTextAsync(path, "\nrows: [ unclosed\n");
        var result = await Command.RunAsync(["mappings", "check", mappings]);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Faults, Has.Some.Match(@"charge-detail-record\.yaml:\d+:\d+: "), result.ToString());
    }

    [Test]
    public async Task Refuses_the_start()
    {
        var line = Spoil("emip/finished-session.yaml", "startTime", "startTimme");
        var settings = new GatewaySettings().Agreement();
        settings.Gateway["Mappings"] = mappings;
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, settings.ToJson());
        var result = await Command.RunAsync(["run", "--config", file], folder: folder, within: TimeSpan.FromSeconds(30));
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Faults, Has.Some.Match($@"finished-session\.yaml:{line}:\d+: .*startTimme"), result.ToString());
        });
    }

    [Test]
    public async Task All_typos_are_listed_at_once()
    {
        Spoil("emip/finished-session.yaml", "startTime", "startTimme");
        Spoil("ocpi-2.2.1/charge-detail-record.yaml", "total_energy", "total_enrgy");
        var result = await Command.RunAsync(["mappings", "check", mappings]);
        Assert.That(result.Errors, Does.Contain("startTimme").And.Contain("total_enrgy"));
    }

    [Test]
    public async Task In_a_folder_that_is_not_there_is_wrong_usage_or_a_fault()
    {
        var result = await Command.RunAsync(["mappings", "check", Path.Combine(folder, "nowhere")]);
        Assert.That(result.ExitCode, Is.AnyOf(1, 2), result.ToString());
        Assert.That(result.Errors, Does.Contain("nowhere").And.Not.Contain("   at "));
    }

    /// <summary>Writes the first whole word that is right wrongly; where it stands.</summary>
    private int Spoil(string file, string right, string wrong)
    {
        var path = Path.Combine(mappings, file);
        var lines = File.ReadAllLines(path);
        var index = Array.FindIndex(lines, l => !l.TrimStart().StartsWith('#') && Regex.IsMatch(l, $@"\b{right}\b"));
        Assert.That(index, Is.Not.Negative, $"{file} names {right}");
        lines[index] = Regex.Replace(lines[index], $@"\b{right}\b", wrong);
        File.WriteAllLines(path, lines);
        return index + 1;
    }
}
