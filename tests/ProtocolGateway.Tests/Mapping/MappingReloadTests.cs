using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What becomes of mapping files that are changed while the gateway runs.</summary>
public sealed class MappingReloadTests
{
    private const string Changed = "find-charge-detail-records.yaml", Good = "# another word\n", Bad = "rows: 7\n";

    private string root = "";
    private MappingsInForce mappings = null!;
    private MappingReload reload = null!;

    private string Folder => Path.Combine(root, "mappings");

    [SetUp]
    public void Start()
    {
        root = System.IO.Directory.CreateTempSubdirectory("reload-").FullName;
        Copy("emip", Path.Combine(Folder, "emip"));
        mappings = new MappingsInForce();
        mappings.Use(MappingBook.Load(Folder, Repository.Schemas, KnownSteps.All).Book!);
        var settings = new GatewaySettings
        {
            Party = new("FR", "GTW"),
            Partners = new(new("FR", "GTW"), [], []),
            DataDirectory = "",
            Listen = "",
            ConsoleListen = "",
            Node = "",
            Mappings = Folder,
            Schemas = Repository.Schemas,
        };
        reload = new MappingReload(settings, mappings, TimeProvider.System, NullLogger<MappingReload>.Instance);
    }

    [TearDown]
    public void Clean()
    {
        reload.Dispose();
        System.IO.Directory.Delete(root, recursive: true);
    }

    [Test]
    public async Task What_is_not_changed_is_not_loaded_again()
    {
        var before = mappings.Current;
        await LookAsync(3);
        Assert.That(mappings.Current, Is.SameAs(before));
    }

    [Test]
    public async Task A_good_change_is_in_force_when_two_looks_found_it()
    {
        var before = mappings.Current;
        Append(Good);
        await LookAsync(1);
        Assert.That(mappings.Current, Is.SameAs(before), "whoever writes may not have finished");
        await LookAsync(1);
        Assert.That((mappings.Current.Version, mappings.Refused), Is.EqualTo((MappingFolder.VersionOf(Folder), (RefusedMappings?)null)));
        Assert.That(mappings.Current.Version, Is.Not.EqualTo(before.Version));
    }

    [Test]
    public async Task A_bad_change_leaves_the_last_good_mappings_until_it_is_mended()
    {
        var before = mappings.Current;
        Append(Bad);
        await LookAsync(5);
        Assert.Multiple(() =>
        {
            Assert.That(mappings.Current, Is.SameAs(before));
            Assert.That(mappings.Refused!.Version, Is.EqualTo(MappingFolder.VersionOf(Folder)));
            Assert.That(mappings.Refused.Faults.Select(f => f.ToString()), Has.Some.StartsWith(Path.Combine(Folder, "emip", Changed)));
        });
        File.WriteAllText(Path.Combine(Folder, "emip", Changed), File.ReadAllText(Path.Combine(Repository.Mappings, "emip", Changed)) + Good);
        await LookAsync(2);
        Assert.That((mappings.Current.Version, mappings.Refused), Is.EqualTo((MappingFolder.VersionOf(Folder), (RefusedMappings?)null)));
    }

    [Test]
    public async Task A_change_that_a_case_does_not_allow_is_refused_until_the_case_is_changed_too()
    {
        var before = mappings.Current;
        var cases = Path.Combine(Folder, "emip", "cases", Changed);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(cases)!);
        const string one = "cases:\n- case: by its id\n  theirs: { operatorId: FR*MSP, serviceSessionId: S-1 }\n  ours has: { session_id: S-1, SWAPPED: }\n";
        await File.WriteAllTextAsync(cases, one.Replace("SWAPPED", "cpo_session_id", StringComparison.Ordinal));
        await LookAsync(2);
        Assert.That(mappings.Current.Version, Is.Not.EqualTo(before.Version), "cases are part of a version");

        before = mappings.Current;
        var path = Path.Combine(Folder, "emip", Changed);
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace("serviceSessionId", "x", StringComparison.Ordinal).Replace("execPartnerSessionId", "serviceSessionId", StringComparison.Ordinal).Replace("x\n", "execPartnerSessionId\n", StringComparison.Ordinal));
        await LookAsync(2);
        Assert.Multiple(() =>
        {
            Assert.That(mappings.Current, Is.SameAs(before));
            Assert.That(mappings.Refused!.Faults.Select(f => f.ToString()), Has.Some.Contains($"{cases}:4:27: 'by its id', reading: session_id should be S-1 and is nothing"));
        });

        await File.WriteAllTextAsync(cases, "cases:\n- case: by its id\n  theirs: { operatorId: FR*MSP, serviceSessionId: S-1 }\n  ours has: { cpo_session_id: S-1 }\n");
        await LookAsync(2);
        Assert.That((mappings.Current.Version, mappings.Refused), Is.EqualTo((MappingFolder.VersionOf(Folder), (RefusedMappings?)null)));
    }

    [Test]
    public async Task A_bad_change_that_is_undone_is_forgotten()
    {
        var before = mappings.Current;
        Append(Bad);
        await LookAsync(2);
        Assert.That(mappings.Refused, Is.Not.Null);
        File.Copy(Path.Combine(Repository.Mappings, "emip", Changed), Path.Combine(Folder, "emip", Changed), overwrite: true);
        await LookAsync(2);
        Assert.That((mappings.Current, mappings.Refused), Is.EqualTo((before, (RefusedMappings?)null)));
    }

    [Test]
    public async Task A_file_that_is_written_in_two_halves_is_never_refused()
    {
        var path = Path.Combine(Folder, "emip", Changed);
        var whole = File.ReadAllText(path) + Good;
        File.WriteAllText(path, whole[..(whole.Length / 2)]);
        await LookAsync(1);
        File.WriteAllText(path, whole);
        await LookAsync(1);
        Assert.That(mappings.Refused, Is.Null);
        await LookAsync(1);
        Assert.That(mappings.Current.Version, Is.EqualTo(MappingFolder.VersionOf(Folder)));
    }

    [Test]
    public async Task An_editor_may_write_another_file_and_rename_it()
    {
        var path = Path.Combine(Folder, "emip", Changed);
        File.WriteAllText(path + "~", File.ReadAllText(path) + Good);
        File.Move(path + "~", path, overwrite: true);
        await LookAsync(2);
        Assert.That(mappings.Current.Version, Is.EqualTo(MappingFolder.VersionOf(Folder)));
    }

    [Test]
    public async Task A_folder_that_is_away_leaves_what_is_in_force()
    {
        var before = mappings.Current;
        System.IO.Directory.Move(Folder, Folder + "-away");
        await LookAsync(2);
        Assert.That((mappings.Current, mappings.Refused?.Faults.Count), Is.EqualTo((before, (int?)1)));
        System.IO.Directory.Move(Folder + "-away", Folder);
        await LookAsync(2);
        Assert.That((mappings.Current, mappings.Refused), Is.EqualTo((before, (RefusedMappings?)null)));
    }

    [Test]
    public async Task A_link_may_be_turned_to_another_folder()
    {
        var (one, other) = (Path.Combine(root, "one"), Path.Combine(root, "other"));
        System.IO.Directory.Move(Folder, one);
        Copy("emip", Path.Combine(other, "emip"));
        File.AppendAllText(Path.Combine(other, "emip", Changed), Good);
        System.IO.Directory.CreateSymbolicLink(Folder, one);
        await LookAsync(2);
        var before = mappings.Current;
        System.IO.Directory.Delete(Folder);
        System.IO.Directory.CreateSymbolicLink(Folder, other);
        await LookAsync(2);
        Assert.That(mappings.Current.Version, Is.Not.EqualTo(before.Version).And.EqualTo(MappingFolder.VersionOf(other)));
    }

    private async Task LookAsync(int times)
    {
        for (var n = 0; n < times; n++) await reload.LookAsync();
    }

    private void Append(string text) => File.AppendAllText(Path.Combine(Folder, "emip", Changed), text);

    private static void Copy(string dialect, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(Repository.Mappings, dialect))) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
