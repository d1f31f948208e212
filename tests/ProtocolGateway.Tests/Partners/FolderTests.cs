namespace ProtocolGateway.Tests.Partners;

public sealed class FolderTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void A_missing_data_directory_is_made_below_the_current_directory()
    {
        var read = settings.ReadGood("""{ "Gateway": { "DataDirectory": "a/b" } }""");

        Assert.That(read.DataDirectory, Is.EqualTo(Path.Combine(settings.Folder, "a", "b")));
        Assert.That(System.IO.Directory.Exists(read.DataDirectory));
    }

    [Test]
    public void Offline_no_data_directory_is_made()
    {
        var read = settings.Read(offline: true).Settings!;

        Assert.That(System.IO.Directory.Exists(read.DataDirectory), Is.False);
    }

    [Test]
    public void A_data_directory_that_is_a_file_is_a_fault()
    {
        File.WriteAllText(Path.Combine(settings.Folder, "data"), "");

        Assert.That(settings.Faults("{}"), Has.One.StartsWith("Gateway:DataDirectory: "));
    }

    [Test]
    public void Mappings_of_the_current_directory_come_before_those_beside_the_program()
    {
        var here = System.IO.Directory.CreateDirectory(Path.Combine(settings.Folder, "mappings")).FullName;

        Assert.That(settings.ReadGood().Mappings, Is.EqualTo(here));
    }

    [Test]
    public void Schemas_are_looked_for_beside_the_mappings_first()
    {
        System.IO.Directory.CreateDirectory(Path.Combine(settings.Folder, "own", "mappings"));
        var schemas = System.IO.Directory.CreateDirectory(Path.Combine(settings.Folder, "own", "schemas")).FullName;

        Assert.That(settings.ReadGood("""{ "Gateway": { "Mappings": "own/mappings/" } }""").Schemas, Is.EqualTo(schemas));
    }

    [Test]
    public void Mappings_that_are_set_and_missing_are_a_fault()
    {
        Assert.That(settings.Faults("""{ "Gateway": { "Mappings": "maps" } }"""), Is.EqualTo(new[]
        {
            $"Gateway:Mappings: there is no folder '{Path.Combine(settings.Folder, "maps")}'; expected the folder of the mapping files, or nothing for the ones that come with the program",
        }));
    }
}
