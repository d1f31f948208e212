namespace ProtocolGateway.Tests.Mapping;

/// <summary>An option that has no effect is a misunderstanding, and is said to whoever wrote it.</summary>
internal sealed class RowOptionTests
{
    private const string Schema = """
        "properties": { "uid": { "type": "string", "maxLength": 9 }, "kind": { "type": "string" }, "valid": { "type": "boolean" },
          "contract": { "type": "object", "properties": { "supplier_name": { "type": "string" }, "contract_id": { "type": "string" } } } }
        """;

    private const string Lists = """
        "properties": { "kinds": { "type": "array", "items": { "type": "string" } },
          "pictures": { "type": "array", "items": { "type": "object", "properties": { "url": { "type": "string" } } } } }
        """;

    private const string Values = "as, with, when, only, default, placeholder, too long, unknown, codes";

    private static IReadOnlyList<string> Faults(string schema, string record, string rows)
    {
        using var workshop = Workshop.Of(schema, $"message: {record}\ndocument: Thing\nrows:\n{rows}");
        return workshop.Faults();
    }

    [TestCase("- {}\n", "4:3: a row without anything in it; write 'OURS: THEIRS'")]
    [TestCase("- \n", "4:2: a row without anything in it; write 'OURS: THEIRS'")]
    [TestCase("- uid: uid\n  unfit: leave out\n", $"5:3: 'unfit' has no effect on a single value; what has is {Values}")]
    [TestCase("- uid: uid\n  rows: []\n", $"5:3: 'rows' has no effect on a single value; what has is {Values}")]
    [TestCase("- uid: uid\n  codes: [ A <-> B ]\n", "5:3: 'codes' has no effect on what is no code; leave it out")]
    [TestCase("- uid: uid\n  unknown: hold\n", "5:3: 'unknown' has no effect on what is no code; leave it out")]
    [TestCase("- uid: uid\n  only: reading\n  placeholder: x\n", "6:3: 'placeholder' has no effect on a row that is never written; leave it out")]
    [TestCase("- uid: uid\n  only: reading\n  too long: cut\n", "6:3: 'too long' has no effect on a row that is never written; leave it out")]
    [TestCase("- uid: uid\n  only: writing\n  default: x\n", "6:3: 'default' has no effect on a row that is never read; leave it out")]
    [TestCase("- type: kind\n  too long: cut\n", "5:3: 'too long' has no effect on what has no greatest length; leave it out")]
    [TestCase("- valid:\n  always: true\n  as: yes-no\n", "6:3: 'as' has no effect on a constant; what has is always, assumed")]
    [TestCase("- valid:\n  always: true\n  assumed: true\n", "6:3: 'assumed' has no effect beside 'always'; leave one of them out")]
    [TestCase("- valid: valid\n  always: true\n", "4:10: 'valid' has no effect on a constant; leave it out: a constant has no place in their document")]
    [TestCase("- energy_contract: contract\n  when: type is RFID\n", "5:3: 'when' has no effect on an object; what has is rows, hold, implied, untold, ignored")]
    public void On_rows_of_values_and_objects(string rows, string fault) =>
        Assert.That(Faults(Schema, "Token", rows), Has.Some.EqualTo($"x/thing.yaml:{fault}"));

    [TestCase("- facilities[]: kinds\n  as: text\n", "5:3: 'as' has no effect on a list of single values; what has is when, only, too long, unknown, codes")]
    [TestCase("- facilities[]: kinds\n  default: HOTEL\n", "5:3: 'default' has no effect on a list of single values; what has is when, only, too long, unknown, codes")]
    [TestCase("- facilities[]: kinds\n  unfit: leave out\n", "5:3: 'unfit' has no effect on a list of single values; what has is when, only, too long, unknown, codes")]
    [TestCase("- images[]: pictures\n  too long: cut\n", "5:3: 'too long' has no effect on a list of objects; what has is when, only, unfit, bare, rows, hold, implied, untold, ignored")]
    [TestCase("- images[]: pictures\n  with: { kinds: a }\n", "5:3: 'with' has no effect on a list of objects; what has is when, only, unfit, bare, rows, hold, implied, untold, ignored")]
    public void On_rows_of_lists(string rows, string fault) =>
        Assert.That(Faults(Lists, "Location", rows), Has.Some.EqualTo($"x/thing.yaml:{fault}"));

    [Test]
    public void On_the_record_itself()
    {
        using var workshop = Workshop.OfShipped("emip").Change("emip/charge-detail-record.yaml", "# finished-session.yaml\n", "# finished-session.yaml\n    only: reading\n");
        Assert.That(workshop.Faults(), Has.Some.Matches<string>(f => f.EndsWith("5: 'only' has no effect on 'itself'; name the rows of the part in its own file", StringComparison.Ordinal)));
    }

    [Test]
    public void On_a_row_that_takes_away()
    {
        using var workshop = Workshop.OfShipped("emip").Write("partners/acme/finished-session.yaml", "rows:\n- product: none\n  default: x\n");
        Assert.That(workshop.Faults(), Has.Some.EqualTo("partners/acme/finished-session.yaml:3:3: 'default' has no effect on a row that takes away; leave it out"));
    }

    [Test]
    public void A_list_obeys_its_condition_when_it_is_read()
    {
        using var workshop = Workshop.Of(Lists.Replace("\"pictures\"", "\"name\": { \"type\": \"string\" }, \"pictures\"", StringComparison.Ordinal), """
            message: Location
            document: Thing
            rows:
            - name
            - facilities[]: kinds
              when: name is there
            - images[]: pictures
              when: name is there
              rows:
              - url
              untold:
                thumbnail, category, type, width, height: no place
            untold:
              party, id, publish, publish_allowed_to, address, city, postal_code, state, country, coordinates, related_locations: no place
              parking_type, evses, directions, operator, suboperator, owner, time_zone, opening_times, charging_when_closed, energy_mix, parking_places, help_phone, last_updated: no place
            """);
        var mapping = workshop.Find();
        var with = (Canonical.Location)Shipped.ReadJson(mapping, """{ "kinds": [ "HOTEL" ], "pictures": [ { "url": "u" } ], "name": "N" }""").Message!;
        var without = (Canonical.Location)Shipped.ReadJson(mapping, """{ "kinds": [ "HOTEL" ], "pictures": [ { "url": "u" } ] }""").Message!;
        Assert.That((with.Facilities?.Count, with.Images?.Count, without.Facilities, without.Images), Is.EqualTo(((int?)1, (int?)1, (IReadOnlyList<Canonical.Facility>?)null, (IReadOnlyList<Canonical.Image>?)null)));
    }
}
