using System.Text;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Tests.Mapping;

public sealed class MappingFilesTests
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("files-").FullName;

    [TearDown]
    public void Clean() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public void Come_back_as_they_were_put_away()
    {
        var files = Files(("emip/a.yaml", "# ä\r\nrows:\n"), ("partners/x/b.yaml", ""));
        var back = MappingFiles.Unpack(files.Pack());
        Assert.That(back.Version, Is.EqualTo(files.Version));
        Assert.That(back.All, Is.EqualTo(files.All));
    }

    [Test]
    public void Make_a_folder_theirs_and_leave_what_is_no_mapping()
    {
        MappingFolder.Write(folder, Files(("emip/a.yaml", "1"), ("emip/b.yaml", "2"), ("partners/x/c.yaml", "3")));
        File.WriteAllText(Path.Combine(folder, "emip/notes.txt"), "mine");

        var changed = MappingFolder.Write(folder, Files(("emip/a.yaml", "1"), ("emip/b.yaml", "two"), ("emip/d.yaml", "4")));
        Assert.That(changed, Is.EqualTo(new[] { "emip/b.yaml", "emip/d.yaml", "partners/x/c.yaml" }));
        Assert.That(MappingFolder.Read(folder)!.All.Keys, Is.EqualTo(new[] { "emip/a.yaml", "emip/b.yaml", "emip/d.yaml" }));
        Assert.That(MappingFolder.Read(folder)!.Text("emip/b.yaml"), Is.EqualTo("two"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "emip/notes.txt")), Is.EqualTo("mine"));
    }

    [Test]
    public void Are_compared_file_by_file_and_line_by_line()
    {
        var changes = MappingChange.Between(
            Files(("emip/a.yaml", "rows:\n  - id\n"), ("emip/b.yaml", "x\n"), ("emip/same.yaml", "=\n")),
            Files(("emip/a.yaml", "rows:\n  - key\n"), ("emip/c.yaml", "y\n"), ("emip/same.yaml", "=\n")));
        Assert.That(changes.Select(c => (c.Path, c.Kind)), Is.EqualTo(new[] { ("emip/a.yaml", "changed"), ("emip/b.yaml", "removed"), ("emip/c.yaml", "added") }));
        Assert.That(changes[0].Lines, Does.Contain("-  - id").And.Contain("+  - key"));
    }

    [Test]
    public void Others_are_laid_over_them()
    {
        var files = Files(("emip/a.yaml", "1"), ("emip/b.yaml", "2")).With(new Dictionary<string, string?> { ["emip/a.yaml"] = null, ["partners/x/cases/c.xml"] = "3" }, out var wrong);
        Assert.That(wrong, Is.Null);
        Assert.That(files!.All.Keys, Is.EqualTo(new[] { "emip/b.yaml", "partners/x/cases/c.xml" }));
        Assert.That(files.Text("partners/x/cases/c.xml"), Is.EqualTo("3"));
    }

    [TestCase("../emip/a.yaml")]
    [TestCase("emip/../../a.yaml")]
    [TestCase("/emip/a.yaml")]
    [TestCase("emip//a.yaml")]
    [TestCase("emip/./a.yaml")]
    [TestCase("emip\\a.yaml")]
    [TestCase("emip/a.yaml\n")]
    [TestCase("a.yaml")]
    [TestCase("emip/a.txt")]
    [TestCase("profiles/a.yaml")]
    [TestCase("")]
    public void What_is_no_path_of_a_mapping_file_is_laid_over_nothing(string path)
    {
        Assert.That(Files(("emip/a.yaml", "1")).With(new Dictionary<string, string?> { ["emip/a.yaml"] = "2", [path] = "3" }, out var wrong), Is.Null);
        Assert.That(wrong, Is.EqualTo(path));
    }

    [Test]
    public void What_is_not_there_can_not_be_taken_away()
    {
        Files(("emip/a.yaml", "1")).With(new Dictionary<string, string?> { ["emip/b.yaml"] = null }, out var wrong);
        Assert.That(wrong, Is.EqualTo("emip/b.yaml"));
    }

    private static MappingFiles Files(params (string Path, string Text)[] files) => new(files.ToDictionary(f => f.Path, f => Encoding.UTF8.GetBytes(f.Text)));
}
