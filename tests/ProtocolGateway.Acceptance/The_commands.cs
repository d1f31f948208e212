using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

internal sealed class The_commands
{
    private const string At = "2024-06-13T00:00:00Z";
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("commands-").FullName;

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Translate_eMIP_to_OCPI()
    {
        var result = await ToOcpiAsync(new EmipRecord { ServiceSessionId = "S-1" }.Request());
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        var expected = OcpiRecord.TranslatedFromEmip("S-1");
        expected["last_updated"] = At;
        Assert.That(Same.Json(JsonNode.Parse(result.Output)), Is.EqualTo(Same.Json(expected)));
        Assert.That(await SchemaOracle.JsonFaultsAsync(result.Output, "ocpi-2.2.1/cdr.schema.json"), Is.Empty);
    }

    [Test]
    public async Task Translate_eMIP_to_OCPI_from_a_file()
    {
        var file = Write("cdr.xml", new EmipRecord { ServiceSessionId = "S-1" }.Request());
        var result = await Command.RunAsync(["translate", "--from", "emip", "--to", "ocpi-2.2.1", .. Directory(), "--at", At, "--explain", file]);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(JsonNode.Parse(result.Output)!["id"]!.ToString(), Is.EqualTo("S-1"));
        Assert.Multiple(() =>
        {
            Assert.That(result.Faults, Has.Some.Matches(@"^start_date_time +2024-06-12T08:00:00Z +ocpi-2\.2\.1/charge-detail-record\.yaml:\d+ +<- chargeDetailRecord/startTime '2024-06-12T08:00:00Z' emip/finished-session\.yaml:\d+$"));
            Assert.That(result.Faults, Has.Some.Matches(@"^cdr_location/id +LOC798 .* <- step place \(.*location LOC798 of FR\*798.*\) ocpi-2\.2\.1/charge-detail-record\.yaml:\d+$"));
        });
    }

    [Test]
    public async Task Translate_shows_what_edited_mappings_would_change()
    {
        var edited = Path.Combine(folder, "edited");
        Repository.CopyMappings(edited);
        var file = Path.Combine(edited, "ocpi-2.2.1/charge-detail-record.yaml");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("- id, session_id\n", "- id\n", StringComparison.Ordinal).Replace("untold:\n", "untold:\n  session_id: they want none\n", StringComparison.Ordinal)
            + "ignored:\n  session_id: they tell none\n");
        var result = await Command.RunAsync(
            ["translate", "--from", "emip", "--to", "ocpi-2.2.1", .. Directory(), "--at", At, "--mappings", edited], new EmipRecord { ServiceSessionId = "S-1" }.Request());
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.Parse(result.Output)!["session_id"], Is.Null);
            Assert.That(result.Faults, Has.Some.Matches("^-\\s*\"session_id\": \"S-1\"").And.Some.Matches("^\\+.*session_id.*they want none"));
            Assert.That(result.Faults.Where(l => l.StartsWith('-') || l.StartsWith('+')), Has.Exactly(4).Items, "the two names, and one line each");
        });
    }

    [Test]
    public async Task Translate_OCPI_to_eMIP()
    {
        var record = OcpiRecord.ChargeDetailRecord("C-1");
        record["remark"] = "lost on the way";
        var result = await Command.RunAsync(
            ["translate", "--from", "ocpi-2.2.1", "--to", "emip", "--message", "charge-detail-record", "--explain"], record.ToJsonString());
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        var message = EmipMessage.Read(System.Text.Encoding.UTF8.GetBytes(result.Output));
        Assert.Multiple(() =>
        {
            Assert.That(message.Operation, Is.EqualTo("eMIP_FromIOP_SetChargeDetailRecordRequest"));
            Assert.That(message.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(NameBasedUuid.Of("BEBEC|C-1")));
            Assert.That(message.Value("chargeDetailRecord/execPartnerSessionId"), Is.EqualTo("C-1"));
            Assert.That(message.Value("chargeDetailRecord/EVSEId"), Is.EqualTo("BE*BEC*E041503003"));
            Assert.That(SchemaOracle.EmipFaults(result.Output), Is.Empty);
            Assert.That(result.Errors, Does.Contain("remark"), "the loss report");
            foreach (var (path, value) in message.Leaves)
                Assert.That(result.Faults, Has.Some.Matches($@"^{path.Replace("/", @"(\[\d\])?/", StringComparison.Ordinal)} +{Regex.Escape(value)} +.*\.yaml:\d+"), "what it came from");
        });
    }

    [Test]
    public async Task Translate_to_the_canonical_record_and_from_it()
    {
        var result = await Command.RunAsync(
            ["translate", "--from", "emip", "--to", "canonical"], new EmipRecord { ServiceSessionId = "S-1" }.Request());
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        var record = JsonNode.Parse(result.Output)!;
        Assert.Multiple(() =>
        {
            Assert.That(record["total_energy"]!.GetValue<decimal>(), Is.EqualTo(18.25m));
            Assert.That(record["cdr_location"]!["evse_id"]!.ToString(), Is.EqualTo("FR*798*E1234*5"));
        });
        var back = await Command.RunAsync(["translate", "--from", "canonical", "--to", "emip", "--message", "charge-detail-record"], result.Output);
        Assert.That(back.ExitCode, Is.Zero, back.ToString());
        Assert.That(EmipMessage.Read(System.Text.Encoding.UTF8.GetBytes(back.Output)).Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo("S-1"));
    }

    [TestCase("FromIOP_GetServiceAuthorisation")]
    [TestCase("FromIOP_SetServiceAuthorisation")]
    [TestCase("ToIOP_GetChargeDetailRecord")]
    [TestCase("ToIOP_GetServiceAuthorisation")]
    [TestCase("ToIOP_SetServiceAuthorisation")]
    [TestCase("ToIOP_SetSessionActionRequest")]
    [TestCase("ToIOP_SetSessionEventReport")]
    [TestCase("ToIOP_SetEVSEAvailabilityStatus")]
    public async Task Translate_from_eMIP_to_eMIP_comes_back_to_the_same_matter(string sample)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Documents", "emip", sample + "_request.xml"));
        var result = await Command.RunAsync(["translate", "--from", "emip", "--to", "emip"], document);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(SchemaOracle.EmipFaults(result.Output), Is.Empty, result.Output);
        string[] heads = ["transactionId", "partnerId"];
        IEnumerable<KeyValuePair<string, string>> Matter(string text) =>
            EmipMessage.Read(System.Text.Encoding.UTF8.GetBytes(text)).Leaves.Where(l => !heads.Contains(l.Key));
        Assert.That(Matter(result.Output), Is.EquivalentTo(Matter(document)));
    }

    [TestCase("charge-detail-record")]
    [TestCase("session")]
    [TestCase("location")]
    [TestCase("tariff")]
    [TestCase("token")]
    [TestCase("evse-status")]
    public async Task Translate_from_one_OCPI_version_to_another(string message)
    {
        var told = System.Text.Encoding.UTF8.GetString(Documents.Read($"ocpi-2.3.0/{message}.json"));
        var result = await Command.RunAsync(["translate", "--from", "ocpi-2.3.0", "--to", "ocpi-2.2.1", "--message", message], told);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(result.Output), JsonNode.Parse(Documents.Read($"ocpi-2.2.1/{message}.json"))), result.Output);
    }

    [Test]
    public async Task Translate_ends_with_1_and_the_reason_for_what_would_be_held()
    {
        var result = await Command.RunAsync(
            ["translate", "--from", "emip", "--to", "ocpi-2.2.1"], new EmipRecord { ServiceSessionId = "S-1" }.Request());
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Errors, Does.Contain("NoLocation"));
        });
    }

    [TestCase("hello")]
    [TestCase("")]
    [TestCase("<a/>")]
    public async Task Translate_ends_with_1_for_what_is_no_document(string input)
    {
        var result = await ToOcpiAsync(input);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Errors, Is.Not.Empty.And.Not.Contain("   at "));
        });
    }

    [TestCase("dance")]
    [TestCase("translate")]
    [TestCase("translate --from emip")]
    [TestCase("translate --from emip --to klingon")]
    [TestCase("translate --from emip --to ocpi-2.2.1 --nonsense")]
    [TestCase("locations import")]
    [TestCase("tariffs import")]
    [TestCase("tokens import")]
    [TestCase("mappings")]
    public async Task End_with_2_for_wrong_usage(string arguments)
    {
        var result = await Command.RunAsync(arguments.Split(' '), "", folder);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
            Assert.That(result.Errors, Is.Not.Empty.And.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task Translate_remembers_the_sessions_of_a_file()
    {
        var session = JsonNode.Parse(Documents.Read("ocpi-2.2.1/session.json"))!.AsObject();
        (session["id"], session["auth_method"]) = ("S-9", "COMMAND");
        string[] sessions = ["--sessions", Write("sessions.json", new JsonArray(session).ToJsonString())];
        var result = await Command.RunAsync(
            ["translate", "--from", "emip", "--to", "ocpi-2.2.1", .. Directory(), "--at", At, "--explain", .. sessions],
            new EmipRecord { ServiceSessionId = "S-1", ExecPartnerSessionId = "S-9" }.Request());
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.Parse(result.Output)!["auth_method"]!.ToString(), Is.EqualTo("COMMAND"));
            Assert.That(result.Faults, Has.Some.Matches(@"^auth_method +COMMAND .* <- step auth-method \(the session's memory, session S-9 of FR798\)"));
        });
    }

    [Test]
    public async Task Import_takes_the_good_rows_and_lists_the_bad()
    {
        var settings = Write("gateway.json", new GatewaySettings().EmipCpo("acme-cpo", "FR*798").Agreement().ToJson());
        var bad = OcpiRecord.Location("LOC-BAD");
        bad.Remove("coordinates");
        var foreign = OcpiRecord.Location("LOC-FOREIGN");
        foreign["party_id"] = "XYZ";
        var file = Write("locations.json", $"[{OcpiRecord.Location()},{bad},{foreign}]");
        var result = await Command.RunAsync(["locations", "import", file, "--partner", "acme-cpo", "--config", settings], folder: folder);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Errors, Does.Contain("coordinates"));
            Assert.That(result.Errors, Does.Contain("XYZ").Or.Contain("LOC-FOREIGN"));
            Assert.That(result.Faults, Has.Count.EqualTo(2), result.ToString());
        });
        var again = await Command.RunAsync(
            ["locations", "import", Write("one.json", $"[{OcpiRecord.Location()}]"), "--partner", "acme-cpo", "--config", settings], folder: folder);
        Assert.That(again.ExitCode, Is.Zero, again.ToString());
    }

    [Test]
    public async Task Import_for_a_partner_that_is_not_there_ends_with_1()
    {
        var settings = Write("gateway.json", new GatewaySettings().Agreement().ToJson());
        var file = Write("locations.json", $"[{OcpiRecord.Location()}]");
        var result = await Command.RunAsync(["locations", "import", file, "--partner", "nobody", "--config", settings], folder: folder);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("nobody"));
    }

    private Task<CommandResult> ToOcpiAsync(string input) =>
        Command.RunAsync(["translate", "--from", "emip", "--to", "ocpi-2.2.1", .. Directory(), "--at", At], input);

    private string[] Directory() =>
    [
        "--locations", Write("locations.json", $"[{OcpiRecord.Location()}]"),
        "--tokens", Write("tokens.json", $"[{OcpiRecord.Token()}]"),
    ];

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
