using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What mapping files supply where a side says nothing: <c>default</c>, <c>always</c>, <c>assumed</c>, <c>placeholder</c>.</summary>
internal sealed class SuppliedValueTests
{
    private const string Schema = """
        "properties": { "uid": { "type": "string" }, "kind": { "type": "string" }, "contract": { "type": "string", "maxLength": 5 }, "alias": { "type": "string" },
          "valid": { "type": "boolean" }, "count": { "type": "integer" }, "share": { "type": "number" }, "scheme": { "type": "string", "enum": [ "A", "B" ] } }
        """;

    private static string Token(string rows) => $"""
        message: Token
        document: Thing
        rows:
        {rows}
        untold:
          party, uid, type, contract_id, visual_number, issuer, group_id, valid, whitelist, language, default_profile_type, energy_contract, last_updated: no place
        """;

    private static Workshop With(string rows, string unread)
    {
        var ignored = string.Concat(unread.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(u => $"  {u}: no interest\n"));
        return Workshop.Of(Schema, Token(rows.TrimEnd('\n')) + $"\nignored:\n{ignored}");
    }

    private static (Token Token, IReadOnlyList<Loss> Losses) Read(Workshop workshop, string json)
    {
        var reading = Shipped.ReadJson(workshop.Find(), json);
        Assert.That(reading.Faults, Is.Empty);
        return ((Token)reading.Message!, reading.Losses);
    }

    [Test]
    public void A_default_waits_until_no_row_of_its_field_is_left()
    {
        using var workshop = With("- contract_id: alias\n  default: none\n- contract_id: contract\n", "uid kind valid count share scheme");
        Assert.That(Read(workshop, """{ "contract": "C" }"""), Is.EqualTo((new Token { ContractId = "C" }, Array.Empty<Loss>())).UsingPropertiesComparer());
        Assert.That(Read(workshop, "{}").Losses, Is.EqualTo(new[] { new Loss(LossKind.Supplied, "contract_id", "'none' by default") }));
    }

    [Test]
    public void A_default_is_there_for_the_conditions_of_other_rows()
    {
        using var workshop = With("- type: kind\n  default: RFID\n- contract_id: alias\n  when: type is OTHER\n- uid: uid\n  when: type is RFID\n", "contract valid count share scheme");
        var read = Read(workshop, """{ "uid": "1" }""").Token;
        Assert.That((read.Type, read.Uid), Is.EqualTo(((TokenType?)TokenType.RFID, "1")));
    }

    [Test]
    public void A_default_obeys_its_condition()
    {
        using var workshop = With("- type: kind\n- issuer: alias\n  when: type is RFID\n  default: nobody\n", "uid contract valid count share scheme");
        Assert.That((Read(workshop, """{ "kind": "RFID" }""").Token.Issuer, Read(workshop, """{ "kind": "OTHER" }""").Token.Issuer), Is.EqualTo(("nobody", (string?)null)));
    }

    [TestCase("default")]
    [TestCase("assumed")]
    public void No_object_is_made_for_what_nobody_said(string option)
    {
        var row = option == "default" ? "- energy_contract.supplier_name: alias\n  default: us\n" : "- energy_contract.supplier_name:\n  assumed: us\n";
        using var workshop = With(row + "- energy_contract.contract_id: contract\n", option == "default" ? "uid kind valid count share scheme" : "uid kind alias valid count share scheme");
        Assert.That(Read(workshop, "{}").Token.EnergyContract, Is.Null);
        Assert.That(Read(workshop, """{ "contract": "C" }""").Token.EnergyContract, Is.EqualTo(new EnergyContract { ContractId = "C", SupplierName = "us" }));
    }

    [TestCase("- type: kind\n  default: RFIT\n", "5:12: 'RFIT' is no value of type; ours are AD_HOC_USER, APP_USER, EMAID, OTHER, RFID; did you mean 'RFID'?")]
    [TestCase("- valid: valid\n  default: perhaps\n", "5:12: 'perhaps' is no value of valid; ours are true, false")]
    [TestCase("- last_updated: alias\n  default: yesterday\n", "5:12: 'yesterday' is no value of last_updated; write it in our own words, as 'translate --to canonical' does")]
    [TestCase("- contract_id: contract\n  default: too-long\n", "5:12: 'too-long' is no value of contract; that is no longer than 5 characters")]
    [TestCase("- contract_id: contract\n  placeholder: too-long\n", "5:16: 'too-long' is no value of contract; that is no longer than 5 characters")]
    [TestCase("- valid: valid\n  placeholder: maybe\n", "5:16: 'maybe' is no value of valid; that is true or false")]
    [TestCase("- uid: scheme\n  placeholder: C\n", "5:16: 'C' is no value of scheme; that is one of A, B")]
    [TestCase("- uid: count\n  placeholder: many\n", "5:16: 'many' is no value of count; that is a whole number")]
    [TestCase("- last_updated: alias\n  placeholder: soon\n", "5:16: 'soon' is no value of alias; that is what 'instant' reads as it stands")]
    [TestCase("- type: kind\n  placeholder: FACE\n", "5:16: 'FACE' is no value of kind; that is what 'code' reads as it stands")]
    [TestCase("- uid: uid\n  with: { scheme: C }\n", "5:11: 'C' is no value of scheme; that is one of A, B")]
    [TestCase("- uid: uid\n  with: { scheme: any }\n", "5:11: 'scheme': nothing says what is written; name it first: 'UNKNOWN or any'")]
    [TestCase("- valid:\n  always: maybe\n", "5:11: 'maybe' is no value of valid; ours are true, false")]
    public void A_value_that_is_none_is_refused_at_the_start(string row, string fault)
    {
        using var workshop = With(row, "");
        Assert.That(workshop.Faults(), Has.Some.EqualTo($"x/thing.yaml:{fault}"));
    }

    [Test]
    public void A_placeholder_is_written_as_its_element_is_with_its_companions()
    {
        using var workshop = With("- valid: valid\n  placeholder: true\n  with: { scheme: B or A }\n- issuer: count\n  placeholder: 7\n", "uid kind contract alias share");
        var (text, _, losses) = Shipped.WriteJson(workshop.Find(), new Token());
        Assert.That(text, Is.EqualTo("""{"valid":true,"count":7,"scheme":"B"}"""));
        Assert.That(losses, Is.EqualTo(new[] { new Loss(LossKind.Supplied, "valid", "'true' as a placeholder"), new Loss(LossKind.Supplied, "count", "'7' as a placeholder") }));
    }

    [Test]
    public void A_placeholder_obeys_its_condition()
    {
        using var workshop = With("- type: kind\n- issuer: alias\n  when: type is RFID\n  placeholder: us\n", "uid contract valid count share scheme");
        Assert.That(Shipped.WriteJson(workshop.Find(), new Token { Type = TokenType.OTHER }).Text, Is.EqualTo("""{"kind":"OTHER"}"""));
        Assert.That(Shipped.WriteJson(workshop.Find(), new Token { Type = TokenType.RFID }).Text, Is.EqualTo("""{"kind":"RFID","alias":"us"}"""));
    }

    [Test]
    public void A_companion_goes_with_the_row_that_is_written()
    {
        using var workshop = With("- contract_id: alias\n  with: { scheme: A }\n- visual_number: alias\n  with: { scheme: B }\n", "uid kind contract valid count share");
        var mapping = workshop.Find();
        Assert.That(Shipped.WriteJson(mapping, new Token { ContractId = "C", VisualNumber = "U" }).Text, Is.EqualTo("""{"alias":"C","scheme":"A"}"""));
        Assert.That(Shipped.WriteJson(mapping, new Token { VisualNumber = "U" }).Text, Is.EqualTo("""{"alias":"U","scheme":"B"}"""));
        Assert.That(Shipped.ReadJson(mapping, """{ "alias": "U", "scheme": "B" }""").Losses, Is.Empty);
    }

    [TestCase("always", LossKind.Untold, "'False' is not told: a document of this kind always means 'True'")]
    [TestCase("assumed", LossKind.Untold, "'False' is not told: a document of this kind is taken to mean 'True'")]
    public void What_a_constant_contradicts_is_lost_and_reported(string option, LossKind kind, string text)
    {
        using var workshop = With($"- valid:\n  {option}: true\n- uid: uid\n", "kind contract alias valid count share scheme");
        var mapping = workshop.Find();
        Assert.That(Shipped.WriteJson(mapping, new Token { Valid = false }).Losses, Has.One.EqualTo(new Loss(kind, "valid", text)));
        Assert.That(Shipped.WriteJson(mapping, new Token { Valid = true }).Losses.Where(l => l.Text.StartsWith('\'')), Is.Empty);
    }

    [Test]
    public void A_value_that_was_read_beside_a_constant_stays_and_is_reported()
    {
        using var workshop = With("- valid:\n  always: true\n- valid: valid\n  only: reading\n", "uid kind contract alias count share scheme");
        var (token, losses) = Read(workshop, """{ "valid": false }""");
        Assert.That(token.Valid, Is.False);
        Assert.That(losses, Is.EqualTo(new[] { new Loss(LossKind.Differs, "valid", "'False' was read, although a document of this kind always means 'True'") }));
        Assert.That(Read(workshop, "{}").Token.Valid, Is.True);
    }
}
