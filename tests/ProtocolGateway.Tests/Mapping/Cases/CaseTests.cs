namespace ProtocolGateway.Tests.Mapping.Cases;

/// <summary>What cases can say, and what is told where they don't hold.</summary>
internal sealed class CaseTests
{
    private const string Base =
        """
        - case: a card
          theirs: { uid: 04AB, kind: CARD, until: 2026-01-01T00:00:00Z, old: true }
          ours: { uid: 04AB, type: RFID, last_updated: 2026-01-01T00:00:00Z, valid: true }

        """;

    private Bench bench = null!;

    [SetUp]
    public void Set() => bench = new Bench();

    [TearDown]
    public void Clear() => bench.Dispose();

    [TestCase("", TestName = "Both ways")]
    [TestCase("- case: x\n  like: a card\n  theirs: { old: false }\n  ours has: { valid: false, uid: 04AB }\n", TestName = "A value changed, and the fields that matter")]
    [TestCase("- case: x\n  like: a card\n  theirs:\n    kind:\n  ours has:\n    type:\n", TestName = "A name without a value is not there")]
    [TestCase("- case: x\n  like: a card\n  ours: { last_updated: 2026-01-02T00:00:00Z }\n  theirs has: { until: 2026-01-02T00:00:00Z }\n", TestName = "Writing")]
    [TestCase("- case: x\n  like: a card\n  ours: { group_id: G }\n  held: Grouped\n", TestName = "Held in writing")]
    [TestCase("- case: x\n  like: a card\n  theirs: { kind: FACE }\n  held: UnmappedCode - FACE\n", TestName = "Held in reading, with words of the reason")]
    [TestCase("- case: x\n  like: a card\n  theirs:\n    uid:\n  refused: 'uid: missing'\n", TestName = "Refused")]
    [TestCase("- case: x\n  like: a card\n  ours: { language: de }\n  theirs has: { uid: 04AB }\n  reports:\n  - Untold: 'language: no place'\n", TestName = "Reported")]
    [TestCase("- case: x\n  like: a card\n  values:\n  - type: kind\n    lines: [ RFID <-> CARD, OTHER <- APP or PHONE, OTHER or APP_USER -> APP, (held) <- FACE, EMAID -> (held), (nothing) <- (nothing) ]\n", TestName = "One value in all its variants")]
    [TestCase("- case: x\n  only: reading\n  theirs: '{ \"uid\": \"1\", \"places\": [ { \"place\": \"A\" } ] }'\n  ours: { uid: 1 }\n", TestName = "A document as its text")]
    [TestCase("- case: x\n  to: x/thing\n  theirs: { uid: 04AB, kind: PHONE }\n  becomes: { uid: 04AB, kind: APP }\n", TestName = "From wire to wire")]
    public async Task It_holds(string cases)
    {
        var results = await bench.RunAsync(Base + cases);
        Assert.That(bench.Told([.. results.Faults, .. results.Failures]), Is.Empty);
    }

    [TestCase("ours: { valid: false }\n  theirs has: { old: true }", "7:22", "old", "true", "false", TestName = "A value")]
    [TestCase("theirs: { old: false }\n  ours has: { valid: true }", "7:22", "valid", "true", "false", TestName = "A field of ours")]
    [TestCase("ours: { uid: 05 }\n  theirs: { kind: CARD }", "6:16", "uid", "05", "04AB", TestName = "A whole document")]
    [TestCase("theirs: { kind: FACE }\n  ours has: { uid: 04AB }", "4:9", "held", "nothing", "UnmappedCode - kind: no mapping knows the code 'FACE'; add a line for it under 'codes'", TestName = "A hold that nobody expects")]
    [TestCase("ours: { uid: 04AB }\n  held: Grouped", "7:9", "held", "Grouped", "nothing", TestName = "A hold that doesn't come")]
    [TestCase("theirs: { colour: red }\n  ours: { uid: 04AB }\n  only: reading", "4:9", "reported", "nothing", "Unread: colour: 'red' is unknown here", TestName = "A report that nobody expects")]
    [TestCase("ours: { uid: 04AB }\n  theirs has: { uid: 04AB }\n  reports:\n  - Cut: uid", "9:5", "reported", "Cut: uid", "nothing", TestName = "A report that doesn't come")]
    public async Task It_does_not_hold(string text, string at, string subject, string expected, string found)
    {
        var results = await bench.RunAsync($"{Base.TrimEnd()}\n- case: other\n  like: a card\n  {text}\n");
        var told = results.Failures.SelectMany(f => f.Differences).Select(d => (At: $"{d.At.Line - 1}:{d.At.Column}", d.Subject, d.Expected, d.Found)).ToList();
        Assert.That(told, Has.Some.EqualTo((at, subject, expected, found)), string.Join('\n', told));
    }

    [Test]
    public async Task What_differs_is_told_with_the_line_expected_above_found()
    {
        var results = await bench.RunAsync(Base + "- case: told\n  like: a card\n  ours: { valid: false }\n  theirs has: { old: true }\n");
        Assert.Multiple(() =>
        {
            Assert.That(bench.Told(results.Failures), Is.EqualTo(new[] { "x/cases/thing.yaml:5:9: 'told', writing\n  line 8: old\n    - true\n    + false" }));
            Assert.That(bench.Told(results.AllFaults), Is.EqualTo(new[]
            {
                "x/cases/thing.yaml:8:22: 'told', writing: old should be true and is false; mend the mapping, or the case where it asks for what is no longer right",
            }));
        });
    }

    [TestCase("- case: x\n  theirz: 1\n", "2:3: 'theirz' is unknown here", "did you mean 'theirs'?")]
    [TestCase("- theirs: { uid: 1 }\n", "1:3: a case without a name", "begin it with")]
    [TestCase("- case: x\n", "1:9: 'x': nothing says what must become of it", "ours has")]
    [TestCase("- case: x\n  like: y\n", "2:9: no case above is called 'y'", "")]
    [TestCase("- case: x\n  ours: { uidd: 1 }\n  theirs: { uid: 1 }\n", "2:17: ours has no 'uidd' in Token", "did you mean 'uid'?")]
    [TestCase("- case: x\n  ours: { uid: 1, type: RFIT }\n  theirs: { uid: 1 }\n", "2:25: 'RFIT' is no value of type", "did you mean 'RFID'?")]
    [TestCase("- case: x\n  ours: { uid: 1, last_updated: yesterday }\n  theirs: { uid: 1 }\n", "2:33: 'yesterday' is no value of last_updated", "write an instant")]
    [TestCase("- case: x\n  theirs: nowhere.json\n  ours: { uid: 1 }\n", "2:11: there is no file 'nowhere.json'", "beside the case")]
    [TestCase("- case: x\n  theirs: '{ nonsense'\n  ours: { uid: 1 }\n", "2:11: the document can't be read", "")]
    [TestCase("- case: x\n  only: sometimes\n", "2:9: 'sometimes' is unknown here", "'reading' or 'writing'")]
    [TestCase("- case: x\n  theirs: { uid: 1 }\n  to: y\n  becomes has: { uid: 1 }\n", "3:7: 'y' has nothing that says what 'thing' does", "x/thing")]
    [TestCase("- case: x\n  theirs: { uid: 1 }\n  values:\n  - type: kind\n    lines: [ RFID -> CARD ]\n", "1:9: 'x': the table of 'type' has no record to write", "'<-'")]
    [TestCase("- case: x\n  theirs: { uid: 1 }\n  ours: { uid: 1 }\n  reports:\n  - Lost: uid\n", "5:5: 'Lost' is no kind of report", "Untold")]
    [TestCase("- case: x\n  theirs: { uid: 1 }\n  ours: { uid: 1 }\n- case: x\n  theirs: { uid: 1 }\n  ours: { uid: 1 }\n", "4:9: another case is called 'x', too", "")]
    public async Task What_is_misspelt_is_told_with_its_place_and_what_was_meant(string cases, string what, string fix)
    {
        var results = await bench.RunAsync(cases);
        var (line, rest) = (int.Parse(what.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture) + 1, what[what.IndexOf(':', StringComparison.Ordinal)..]);
        Assert.That(bench.Told(results.AllFaults), Has.Some.StartsWith($"x/cases/thing.yaml:{line}{rest}").And.Some.Contains(fix));
    }

    [Test]
    public async Task A_document_may_be_a_file_beside_the_case()
    {
        bench.Beside("x/cases/card.json", """{ "uid": "04AB", "kind": "CARD" }""");
        var results = await bench.RunAsync("- case: x\n  theirs: card.json\n  ours: { uid: 04AB, type: RFID }\n");
        Assert.That(bench.Told(results.AllFaults), Is.Empty);
    }

    [Test]
    public async Task A_partner_has_cases_of_its_own()
    {
        bench.Beside("partners/volt/thing.yaml", "rows:\n  - type: kind\n    codes:\n      - RFID <- KARTE\n    unknown: hold\n");
        const string cases = "cases:\n- case: x\n  theirs: { uid: 1, kind: KARTE }\n  ours has: { type: RFID }\n";
        Assert.That(bench.Told((await bench.RunFileAsync(cases, "partners/volt/cases/thing.yaml")).AllFaults), Is.Empty);
        Assert.That(bench.Told((await bench.RunFileAsync(cases)).AllFaults), Is.Not.Empty);
    }

    [Test]
    public async Task A_partners_case_may_be_like_one_of_the_dialect()
    {
        bench.Beside("partners/volt/thing.yaml", "rows:\n  - type: kind\n    codes:\n      - RFID <- KARTE\n    unknown: hold\n").Beside("x/cases/thing.yaml", "cases:\n" + Base);
        var results = await bench.RunFileAsync("cases:\n- case: x\n  like: a card\n  theirs: { kind: KARTE }\n  ours has: { uid: 04AB, type: RFID }\n", "partners/volt/cases/thing.yaml");
        Assert.That(bench.Told(results.AllFaults), Is.Empty);
    }

    [Test]
    public async Task Cases_of_a_mapping_that_is_not_there_are_a_fault()
    {
        var results = await bench.RunFileAsync("cases: []\n", "x/cases/thng.yaml");
        Assert.That(bench.Told(results.Faults), Is.EqualTo(new[]
        {
            "x/cases/thng.yaml:1:1: there is no mapping 'thng' that these cases could be about; call the file as the mapping, or name it with 'mapping:'; mappings are thing; did you mean 'thing'?",
        }));
    }

    [Test]
    public async Task Every_row_code_and_hold_that_no_case_goes_by_is_named_with_its_line()
    {
        var results = await bench.RunAsync("- case: x\n  theirs: { uid: 1, kind: CARD }\n  ours: { uid: 1, type: RFID }\n");
        Assert.That(bench.Told(results.Missing).Select(m => m.Split(';')[0]), Is.EqualTo(new[]
        {
            "x/thing.yaml:8:9: no case reads the code 'APP'",
            "x/thing.yaml:8:9: no case reads the code 'PHONE'",
            "x/thing.yaml:9:9: no case writes the code 'APP_USER'",
            "x/thing.yaml:9:9: no case writes the code 'OTHER'",
            "x/thing.yaml:11:5: no case reads 'last_updated'",
            "x/thing.yaml:11:5: no case writes 'last_updated'",
            "x/thing.yaml:12:5: no case reads 'valid'",
            "x/thing.yaml:12:5: no case writes 'valid'",
            "x/thing.yaml:14:3: no case is held by 'Grouped'",
        }));
    }
}
