using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What a file ignores is lost in silence: exactly that, and nothing that comes later.</summary>
internal sealed class IgnoredTests
{
    private const string Schema = """
        "properties": { "uid": { "type": "string" }, "place": { "type": "object", "properties": { "name": { "type": "string" }, "city": { "type": "string" },
          "evse": { "type": "object", "properties": { "id": { "type": "string" }, "status": { "type": "string" } } },
          "site": { "type": "object", "properties": { "area": { "type": "string" } } } } } }
        """;

    private static Workshop With(string ignored) => Workshop.Of(Schema, $"""
        message: PublishTokenType
        document: Thing
        rows:
        - uid: uid
        - issuer: place/evse/id
        untold:
          type, visual_number, group_id: no place
        ignored:
        {ignored}
        """);

    [Test]
    public void The_rest_of_an_object_is_what_nothing_is_read_from()
    {
        using var workshop = With("  place/*: the directory has it\n  place/evse/status: so it has this");
        var mapping = workshop.Find();
        Assert.That(mapping.Ignored.Select(i => string.Join(' ', i.Covers)), Is.EqualTo(new[] { "place/name place/city place/site/area", "place/evse/status" }));
        var reading = Shipped.ReadJson(mapping, """{ "uid": "1", "place": { "name": "N", "evse": { "id": "E", "status": "S" }, "site": { "area": "A" } } }""");
        Assert.That((reading.Losses, ((PublishTokenType)reading.Message!).Issuer), Is.EqualTo((Array.Empty<Loss>(), "E")).UsingPropertiesComparer());
    }

    [Test]
    public void What_is_not_known_below_is_reported()
    {
        using var workshop = With("  place/*: the directory has it\n  place/evse/status: so it has this");
        var reading = Shipped.ReadJson(workshop.Find(), """{ "place": { "name": "N", "new": 1, "site": { "area": "A", "more": { "x": true } } } }""");
        Assert.That(reading.Losses, Is.EqualTo(new[]
        {
            new Loss(LossKind.Unread, "place/new", "'1' is unknown here"), new Loss(LossKind.Unread, "place/site/more/x", "'true' is unknown here"),
        }));
    }

    [Test]
    public void What_a_row_reads_is_not_ignored()
    {
        using var workshop = With("  place/*: the directory has it\n  place/evse/*: so it has this\n  uid: and this");
        Assert.That(workshop.Faults(), Is.EqualTo(new[] { "x/thing.yaml:11:3: 'uid' ignores nothing; rows name it: leave it out here" }));
    }

    [Test]
    public void The_check_says_what_it_covers()
    {
        using var workshop = With("  place/*: the directory has it\n  place/evse/status: so it has this");
        Assert.That(workshop.Find().Ignored[0].ToString(), Does.EndWith("thing.yaml:9:3: 'place/*' ignores place/name, place/city, place/site/area (the directory has it)"));
    }
}
