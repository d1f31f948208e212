using System.Text.RegularExpressions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Characters that one notation can carry and the other can't.</summary>
internal sealed class CharactersTests
{
    private const string Token = """
        { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4", "type": "RFID", "contract_id": "DE-ABC-C1", "issuer": "ISSUER",
          "valid": true, "whitelist": "NEVER", "last_updated": "2024-06-12T08:00:00Z" }
        """;

    private static readonly string[] Bad = ["0000", "0001", "001B", "0085", "FFFE", "FFFF"];

    [TestCaseSource(nameof(Bad))]
    public void A_value_that_is_no_text_is_refused_where_it_is_read(string bad)
    {
        var reading = Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("ISSUER", $"Vo\\u{bad}lt", StringComparison.Ordinal));
        Assert.That(reading.Faults.Select(f => f.ToString()), Is.EqualTo(new[] { $"issuer: 'Vo\\u{bad}lt' is not text without control characters" }), "and the answer shows it in characters that every notation can carry");
    }

    [TestCaseSource(nameof(Bad))]
    public void A_member_by_such_a_name_is_reported_legibly(string bad)
    {
        var losses = Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("\"valid\"", $"\"x\\u{bad}\": \"a\\u{bad}\", \"valid\"", StringComparison.Ordinal)).Losses;
        Assert.That(losses, Is.EqualTo(new[] { new Loss(LossKind.Unread, $"x\\u{bad}", $"'a\\u{bad}' is unknown here") }));
    }

    [TestCase(@"\u000A")]
    [TestCase(@"\u0009")]
    [TestCase(@"\uD83D\uDE00")]
    [TestCase(@"\uE000")]
    public void Every_other_character_is_text(string good)
    {
        var reading = Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("ISSUER", $"Vo{good}lt", StringComparison.Ordinal));
        Assert.That((reading.Message as Token)?.Issuer, Is.EqualTo($"Vo{Regex.Unescape(good)}lt"));
    }

    [TestCase(@"a\uFFFEb")]
    [TestCase(@"a\u0001")]
    [TestCase(@"\uD83Dx")]
    [TestCase(@"x\uDE00")]
    public void What_comes_from_elsewhere_and_can_not_be_written_is_held(string shown)
    {
        var bad = Regex.Unescape(shown);
        var question = new FindChargeDetailRecords { AskedBy = new PartyId("FR", "798"), SessionId = bad };
        var (_, hold, _) = Shipped.WriteXml(Shipped.Find("emip", "find-charge-detail-records"), question, "r");
        Assert.That((hold?.Code, hold?.Text), Is.EqualTo(("Unwritable", $"serviceSessionId: '{shown}' has characters that no document can carry")));
        var token = new Token { Party = new PartyId("DE", "ABC"), Uid = "1", Type = TokenType.RFID, ContractId = bad, Issuer = "I", Valid = true, Whitelist = WhitelistType.NEVER, LastUpdated = DateTimeOffset.UnixEpoch };
        Assert.That(Shipped.WriteJson(Shipped.Find("ocpi-2.2.1", "token"), token).Hold?.Code, Is.EqualTo("Unwritable"));
    }

    [Test]
    public void An_RFID_card_has_no_such_characters_either()
    {
        var reading = Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("04A2B3C4", "04\\u0000", StringComparison.Ordinal));
        Assert.That(reading.Faults, Is.Not.Empty);
        using var workshop = Workshop.Of(""" "properties": { "uid": { "type": "string" } } """,
            "message: PublishTokenType\ndocument: Thing\nrows:\n- uid: uid\n  as: rfid\nuntold:\n  type, visual_number, issuer, group_id: no place\n");
        Assert.That(Shipped.ReadJson(workshop.Find(), """{ "uid": "04\u0001" }""").Faults.Select(f => f.ToString()), Is.EqualTo(new[] { "uid: '04\\u0001' is not text without control characters" }));
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_no_JSON() =>
        Assert.That(Document.FromJson("""{ "a": "\uD83Dx" }"""u8, out var fault) is null && fault!.Text.Contains("surrogate", StringComparison.Ordinal));
}
