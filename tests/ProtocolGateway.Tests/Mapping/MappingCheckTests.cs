using System.Text.RegularExpressions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Breaks the shipped files, a line at a time, in the ways in which people break them: the check has to notice.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed partial class MappingCheckTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;

    [TearDown]
    public void RemoveFolder() => System.IO.Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Files() =>
        System.IO.Directory.GetFiles(Repository.Mappings, "*.yaml", SearchOption.AllDirectories).Where(f => !Path.GetRelativePath(Repository.Mappings, f).StartsWith("profiles", StringComparison.Ordinal))
            .Where(f => Path.GetFileName(f) != "_dialect.yaml" && Path.GetFileName(Path.GetDirectoryName(f)) != "cases").Select(f => Path.GetRelativePath(Repository.Mappings, f)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void A_path_of_theirs_that_is_misspelt(string file) =>
        BreakEach(file, line => Row().Match(line) is { Success: true } row && row.Groups["theirs"].Value is not ("" or "none")
            ? line.Remove(row.Groups["theirs"].Index, row.Groups["theirs"].Length).Insert(row.Groups["theirs"].Index, Misspelt(row.Groups["theirs"].Value))
            : null);

    [TestCaseSource(nameof(Files))]
    public void A_path_of_ours_that_is_misspelt(string file) =>
        BreakEach(file, line => Row().Match(line) is { Success: true } row && row.Groups["ours"].Value != "itself"
            ? line.Remove(row.Groups["ours"].Index, row.Groups["ours"].Length).Insert(row.Groups["ours"].Index, "x" + row.Groups["ours"].Value)
            : null);

    [TestCaseSource(nameof(Files))]
    public void A_reason_or_hold_that_is_left_out(string file) =>
        BreakEach(file, line => Reasoned().IsMatch(line) ? "" : null);

    [TestCaseSource(nameof(Files))]
    public void A_row_of_same_names_that_is_left_out(string file) =>
        BreakEach(file, line => Bare().IsMatch(line) ? "" : null);

    [Test]
    public void Two_rows_that_were_swapped()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Mappings, "emip", "finished-session.yaml"));
        var swapped = text.Replace("startTime", "zz", StringComparison.Ordinal).Replace("endTime", "startTime", StringComparison.Ordinal).Replace("zz", "endTime", StringComparison.Ordinal);
        // Both directions agree with each other, and no name of theirs is ours: only a sample document can find it (SampleDocumentTests).
        Assert.That(FaultsOf("emip/finished-session.yaml", swapped), Is.Empty);

        var token = File.ReadAllText(Path.Combine(Repository.Mappings, "ocpi-2.2.1", "token.yaml"))
            .Replace("  - uid, type, contract_id, visual_number, issuer,", "  - uid: contract_id\n  - contract_id: uid\n  - type, visual_number, issuer,", StringComparison.Ordinal);
        var faults = FaultsOf("ocpi-2.2.1/token.yaml", token);
        Assert.That(faults, Has.Some.Contains("although theirs has a 'uid' beside it"));
    }

    [Test]
    public void A_hold_for_one_value_does_not_account_for_the_others()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Mappings, "emip", "finished-session.yaml"))
            .Replace("  credit is false:              what is no credit note needs no word for it\n", "", StringComparison.Ordinal);
        Assert.That(FaultsOf("emip/finished-session.yaml", text), Has.Some.Contains("nothing says what becomes of credit;"));
        Assert.That(FaultsOf("emip/finished-session.yaml", text.Replace("credit is true:", "credit is there:", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_fault_names_file_line_and_column_and_what_to_do()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Mappings, "emip", "find-charge-detail-records.yaml"))
            .Replace("serviceSessionId", "serviceSesionId", StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(l => l.Contains("serviceSesionId", StringComparison.Ordinal)) + 1;
        Assert.That(FaultsOf("emip/find-charge-detail-records.yaml", text), Has.Some
            .Contains($"find-charge-detail-records.yaml:{line}:23: 'serviceSesionId': theirs has no 'serviceSesionId'").And.Some.Contains("did you mean 'serviceSessionId'?"));
    }

    [TestCase("message: Tokn\ndocument: Token\nrows: []\n", "did you mean 'Token'?")]
    [TestCase("message: Token\ndocument: Tokn\nrows: []\n", "did you mean 'Token'?")]
    [TestCase("document: Token\nrows: []\n", "'message:' is missing")]
    [TestCase("message: Token\ndocument: Token\nbefore writing: [ plaice ]\nrows: []\n", "did you mean 'place'?")]
    [TestCase("message: Token\ndocument: Token\nrows:\n- uid: uid\n  wen: uid is there\n", "did you mean 'when'?")]
    [TestCase("message: Token\ndocument: Token\nrows:\n- uid: uid\n  as: rfit\n", "did you mean 'rfid'?")]
    [TestCase("message: Token\ndocument: Token\nrows:\n- type: type\n  codes: [ RFIT <-> RFID ]\n", "did you mean 'RFID'?")]
    [TestCase("message: &m Token\ndocument: *m\nrows: []\n", "aliases")]
    [TestCase("message: [", "not YAML")]
    public void What_is_wrong_is_said(string text, string said) => Assert.That(FaultsOf("ocpi-2.2.1/token.yaml", text), Has.Some.Contains(said));

    [TestCase("a", "message: Token\n# ", "larger than 1 MB", Description = "a book in the wrong place")]
    [TestCase("[", "message: ", "more than 64 blocks in each other", Description = "what would end the process if it were read")]
    [TestCase("- ", "rows:\n  ", "more than 64 blocks in each other")]
    public void What_is_too_large_or_too_deep_is_not_read(string again, string head, string said)
    {
        var text = head + string.Concat(Enumerable.Repeat(again, 1_100_000 / again.Length / (said.StartsWith("more", StringComparison.Ordinal) ? 2 : 1)));
        Assert.That(FaultsOf("ocpi-2.2.1/token.yaml", text), Has.Some.Contains(said));
    }

    [Test]
    public void A_partners_rows_replace_those_with_the_same_left_side()
    {
        Copy("emip");
        Write("partners/acme/find-charge-detail-records.yaml", "rows:\n  - session_id: execPartnerSessionId\n  - cpo_session_id: serviceSessionId\n");
        var load = MappingBook.Load(folder, Repository.Schemas, KnownSteps.All);
        Assert.That(load.Faults, Is.Empty);
        const string Xml = "<x><operatorId>FR*798</operatorId><serviceSessionId>S</serviceSessionId><execPartnerSessionId>E</execPartnerSessionId></x>";
        var own = (Canonical.FindChargeDetailRecords)Shipped.ReadXml(load.Book!.Find("emip", "find-charge-detail-records", "acme")!, Xml).Message!;
        var others = (Canonical.FindChargeDetailRecords)Shipped.ReadXml(load.Book.Find("emip", "find-charge-detail-records", "other")!, Xml).Message!;
        Assert.That((own.SessionId, own.CpoSessionId, others.SessionId), Is.EqualTo(("E", "S", "S")));
    }

    [Test]
    public void A_partners_file_without_a_mapping_below_it_is_a_fault()
    {
        Copy("emip");
        Write("partners/acme/charge-detail-recrod.yaml", "rows: []\n");
        Assert.That(MappingBook.Load(folder, Repository.Schemas, KnownSteps.All).Faults.Select(f => f.ToString()), Has.Some.Contains("there is no mapping 'charge-detail-recrod'"));
    }

    [Test]
    public void Only_the_dialects_that_are_wanted_are_compiled_and_a_partners_rows_with_them()
    {
        Copy("emip");
        Copy("ocpi-2.2.1");
        Write("partners/acme/token.yaml", "rows:\n  - type: type\n    codes: [ RFIT <-> RFID ]\n");
        Write("partners/volt/find-charge-detail-records.yaml", "rows:\n  - session_id: execPartnerSessionId\n  - cpo_session_id: serviceSessionId\n");

        var emip = MappingBook.Load(folder, Repository.Schemas, KnownSteps.All, dialects: ["emip"]);
        Assert.That(emip.Faults, Is.Empty, "a fault in what nobody wants");
        Assert.That(emip.Book!.All.Select(m => m.Dialect).Distinct(), Is.EqualTo(["emip"]));
        Assert.That(emip.Book.Find("emip", "find-charge-detail-records", "volt"), Is.Not.SameAs(emip.Book.Find("emip", "find-charge-detail-records")));

        var ocpi = MappingBook.Load(folder, Repository.Schemas, KnownSteps.All, dialects: ["ocpi-2.2.1"]);
        Assert.That(ocpi.Faults.Select(f => f.ToString()), Has.Some.Contains("did you mean 'RFID'?"));
    }

    [Test]
    public void A_partners_files_are_judged_by_the_dialect_that_it_speaks()
    {
        Copy("emip");
        Copy("ocpi-2.2.1");
        // In the file of emip there is no such row; and in OCPI's somebody must account for the element.
        Write("partners/acme/charge-detail-record.yaml", "rows:\n  - session_id: none\nuntold:\n  session_id: they want none\n");
        var acme = new PartnerBook(new("FR", "GTW"), [Partner("acme") with { Dialect = "ocpi-2.2.1" }], []);
        Assert.That(MappingBook.Load(folder, Repository.Schemas, KnownSteps.All, acme).Faults.Select(f => f.What), Is.EqualTo(new[] { "nothing reads session_id" }));

        Write("partners/acme/charge-detail-record.yaml", "rows:\n  - session_id: none\nuntold:\n  session_id: they want none\nignored:\n  session_id: they tell none\n");
        var load = MappingBook.Load(folder, Repository.Schemas, KnownSteps.All, acme);
        Assert.That(load.Faults, Is.Empty);
        Assert.That(load.Book!.Find("ocpi-2.2.1", "charge-detail-record", "acme"), Is.Not.SameAs(load.Book.Find("ocpi-2.2.1", "charge-detail-record")));
    }

    [Test]
    public void A_profiles_rows_lie_below_its_partners_own_and_may_add_what_no_schema_knows()
    {
        Copy("emip");
        Write("profiles/hub.yaml", "protocol: emip\n");
        Write("profiles/hub/find-charge-detail-records.yaml",
            "adds: [ theirOwnId ]\nrows:\n  - cpo_session_id: theirOwnId\nignored:\n  execPartnerSessionId: theirs alone\n");
        Write("partners/late/find-charge-detail-records.yaml", "rows:\n  - session_id: salePartnerSessionId\n  - emsp_session_id: serviceSessionId\n");
        var partners = new PartnerBook(new("FR", "GTW"), [Partner("acme") with { Profile = "Hub" }, Partner("late") with { Profile = "Hub" }, Partner("other")], []);
        var load = MappingBook.Load(folder, Repository.Schemas, KnownSteps.All, partners);
        Assert.That(load.Faults, Is.Empty);

        const string Xml = "<x><operatorId>FR*798</operatorId><serviceSessionId>S</serviceSessionId><execPartnerSessionId>E</execPartnerSessionId><salePartnerSessionId>M</salePartnerSessionId><theirOwnId>T</theirOwnId></x>";
        Assert.That(new[] { "acme", "late", "other" }.Select(Read), Is.EqualTo(new (string?, string?)[] { ("S", "T"), ("M", "T"), ("S", "E") }));

        (string?, string?) Read(string id)
        {
            var read = (Canonical.FindChargeDetailRecords)Shipped.ReadXml(load.Book!.Find("emip", "find-charge-detail-records", id)!, Xml).Message!;
            return (read.SessionId, read.CpoSessionId);
        }
    }

    [Test]
    public void A_profile_that_nobody_has_is_checked_too()
    {
        Copy("emip");
        Write("profiles/hub/find-charge-detail-records.yaml", "adds: [ serviceSessionId ]\nrows: []\n");
        Assert.That(MappingBook.Load(folder, Repository.Schemas, KnownSteps.All).Faults.Select(f => f.ToString()), Has.Some.Contains("'serviceSessionId' is in the schema"));
    }

    private static Partner Partner(string id) => new() { Id = id, Protocol = "emip", Dialect = "emip", Settings = new object() };

    private void BreakEach(string file, Func<string, string?> change)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Mappings, file));
        var survivors = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (change(lines[i]) is not { } broken) continue;
            var mutant = string.Join('\n', lines.Select((l, n) => n == i ? broken : l)) + "\n";
            if (FaultsOf(file, mutant).Count == 0) survivors.Add($"{i + 1}: {lines[i].Trim()}");
        }
        Assert.That(survivors, Is.Empty);
    }

    private IReadOnlyList<string> FaultsOf(string file, string text)
    {
        // The dialect's other files have tests of their own, and would be compiled anew for each line of this one.
        var mapping = Shipped.Find(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file));
        Copy(Path.GetDirectoryName(file)!, name => name == "_dialect" || mapping.Parts.Contains(name));
        Write(file, text);
        return [.. MappingBook.Load(folder, Repository.Schemas, KnownSteps.All).Faults.Select(f => f.ToString())];
    }

    private void Copy(string dialect, Func<string, bool>? which = null)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(folder, dialect));
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(Repository.Mappings, dialect)).Where(f => which?.Invoke(Path.GetFileNameWithoutExtension(f)) != false))
            File.Copy(file, Path.Combine(folder, dialect, Path.GetFileName(file)), overwrite: true);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>In the last name of the path: <c>a/b[c=1]/d</c> becomes <c>a/b[c=1]/xd</c>.</summary>
    private static string Misspelt(string path)
    {
        var last = path.LastIndexOf('/') + 1;
        return path.Insert(last, "x");
    }

    [GeneratedRegex(@"^ +- (?<ours>[a-z_.\[\]]+): +(?<theirs>[^ #]+)")]
    private static partial Regex Row();

    [GeneratedRegex(@"^  [a-z][a-z_., ]*( is [a-z]+)?: .+")]
    private static partial Regex Reasoned();

    [GeneratedRegex(@"^  - [a-z_, ]+$")]
    private static partial Regex Bare();
}
