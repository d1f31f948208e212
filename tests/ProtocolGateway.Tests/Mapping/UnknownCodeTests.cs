using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What <c>unknown: leave out</c> may leave out, and what it may not.</summary>
internal sealed class UnknownCodeTests
{
    private const string Kind = """
        "properties": { "kind": { "type": "string", "enum": [ "RFID", "OTHER" ] }, "mark": { "type": "string" } }
        """;

    private const string Kinds = """
        "properties": { "kinds": { "type": "array", "minItems": 1, "items": { "type": "string", "enum": [ "HOTEL", "CAFE" ] } } }
        """;

    private const string OneKind = "message: PublishTokenType\ndocument: Thing\nrows:\n  - type: kind\n    unknown: leave out\n  - uid: mark\nuntold:\n  visual_number, issuer, group_id: no place\n";

    private const string ManyKinds = """
        message: Location
        document: Thing
        rows:
          - facilities[]: kinds
            unknown: leave out
        untold:
          party, id, publish, publish_allowed_to, name, address, city, postal_code, state, country, coordinates, related_locations: no place
          parking_type, evses, directions, operator, suboperator, owner, time_zone, opening_times, charging_when_closed, images, energy_mix, parking_places, help_phone, last_updated: no place
        """;

    [Test]
    public void An_optional_element_is_left_out()
    {
        using var workshop = Workshop.Of(Kind, OneKind);
        var (text, hold, losses) = Shipped.WriteJson(workshop.Find(), new PublishTokenType { Type = TokenType.APP_USER, Uid = "1" });
        Assert.That((text, hold), Is.EqualTo(("""{"mark":"1"}""", (Protocols.Hold?)null)));
        Assert.That(losses, Is.EqualTo(new[] { new Loss(LossKind.Untold, "kind", "'APP_USER' has no code here and was left out") }));
    }

    [Test]
    public void A_mandatory_element_can_not_be_left_out()
    {
        using var workshop = Workshop.Of(Kind + """, "required": [ "kind" ]""", OneKind);
        Assert.That(workshop.Faults(), Is.EqualTo(new[]
        {
            "x/thing.yaml:5:14: 'type': kind is mandatory, and can't be left out; write a line for AD_HOC_USER, APP_USER, EMAID under 'codes', or 'unknown: hold'",
        }));
    }

    [Test]
    public void What_holds_for_a_kind_holds_where_the_element_is_mandatory()
    {
        using var workshop = Workshop.Of(Kind + """, "required": [ "kind" ]""", OneKind.Replace("    unknown: leave out\n", "", StringComparison.Ordinal))
            .Write("x/_dialect.yaml", "kinds:\n  token_type:\n    unknown: leave out\n");
        var mapping = workshop.Find();
        Assert.That(Shipped.WriteJson(mapping, new PublishTokenType { Type = TokenType.APP_USER }).Hold?.Code, Is.EqualTo("UnmappedCode"));
        Assert.That(Shipped.ReadJson(mapping, """{ "kind": "FACE" }""").Hold?.Code, Is.EqualTo("UnmappedCode"));
    }

    [Test]
    public void Of_a_list_those_are_left_out_that_have_no_code()
    {
        using var workshop = Workshop.Of(Kinds, ManyKinds);
        var mapping = workshop.Find();
        var (text, hold, losses) = Shipped.WriteJson(mapping, new Location { Facilities = [Facility.HOTEL, Facility.MALL, Facility.CAFE] });
        Assert.That((text, hold), Is.EqualTo(("""{"kinds":["HOTEL","CAFE"]}""", (Protocols.Hold?)null)));
        Assert.That(losses.Select(l => l.Text), Is.EqualTo(new[] { "'MALL' has no code here and was left out" }));
        Assert.That(((Location)Shipped.ReadJson(mapping, """{ "kinds": [ "HOTEL", "HUT" ] }""").Message!).Facilities, Is.EqualTo(new[] { Facility.HOTEL }));
    }

    [Test]
    public void Of_a_list_nothing_is_written_when_none_is_left()
    {
        using var optional = Workshop.Of(Kinds, ManyKinds);
        Assert.That(Shipped.WriteJson(optional.Find(), new Location { Facilities = [Facility.MALL] }).Text, Is.EqualTo("{}"));
        using var mandatory = Workshop.Of(Kinds + """, "required": [ "kinds" ]""", ManyKinds);
        var (_, hold, _) = Shipped.WriteJson(mandatory.Find(), new Location { Facilities = [Facility.MALL] });
        Assert.That((hold?.Code, hold?.Text), Is.EqualTo(("Incomplete", "kinds: mandatory, and neither the message nor the directory tells it")));
    }
}
