namespace ProtocolGateway.Tests.Mapping;

/// <summary>A fault says what was found, what was probably meant, and how to mend it.</summary>
internal sealed class FaultWordsTests
{
    private const string Schema =
        """
        "properties": { "uid": { "type": "string" }, "kind": { "type": "string", "enum": [ "CARD", "APP" ] },
          "places": { "type": "array", "items": { "type": "object", "properties": { "place": { "type": "string" }, "sort": { "type": "string", "enum": [ "HOT", "COLD" ] } } } } }
        """;

    [TestCase("- type: kind\n    when: type is RFIT", "'RFIT' is no value of type", "values are AD_HOC_USER, APP_USER, EMAID, OTHER, RFID; did you mean 'RFID'?")]
    [TestCase("- type: kind\n    unknown: holt", "'holt' is unknown here", "write 'hold' or 'leave out'; did you mean 'hold'?")]
    [TestCase("- type: kind\n    unknown: hold\n    default: RFIT", "'RFIT' is no value of type", "ours are AD_HOC_USER, APP_USER, EMAID, OTHER, RFID; did you mean 'RFID'?")]
    [TestCase("- type: kind\n    unknown: hold\n    placeholder: CART", "'CART' is no value of kind", "that is one of CARD, APP; did you mean 'CARD'?")]
    [TestCase("- valid:\n    always: treu", "'treu' is no value of valid", "ours are true, false; did you mean 'true'?")]
    [TestCase("- last_updated:\n    always: never", "'never' is no value of last_updated", "write it in our own words")]
    [TestCase("- uid: uid\n    as: energy", "'energy' does not convert 'uid'", "choose one of coordinate, coordinate-6, country3, rfid, text")]
    [TestCase("- uid: places[sort=HOTT]/place", "'HOTT' is no value of sort", "that is one of HOT, COLD; did you mean 'HOT'?")]
    [TestCase("- uid: places[sorts=HOT]/place", "theirs has no 'sorts' in places", "theirs are place, sort; did you mean 'sort'?")]
    [TestCase("- uid: uid\n    with: { kind: CART }", "'CART' is no value of kind", "did you mean 'CARD'?")]
    [TestCase("- uid: uid\n    when: [ a ]", "a list or a block where one value belongs", "write one value behind the colon")]
    public void What_was_meant_is_named(string row, string what, string fix)
    {
        using var workshop = Workshop.Of(Schema, $"message: Token\ndocument: Thing\nrows:\n  {row}\n");
        Assert.That(workshop.Faults(), Has.Some.Contains(what).And.Some.Contains(fix));
    }

    [TestCase("nonsense: [")]
    [TestCase("message: Token\ndocument: Thing\nrows: 7\n")]
    [TestCase("message: Token\ndocument: Thing\nroot: a//b\nrows: []\n")]
    [TestCase("message: Token\ndocument: Thing\nhold: 7\nrows: []\n")]
    [TestCase("message: Tokn\ndocument: Thng\nrows: []\nafter reading: [ publisht ]\nbefore writing: [ plaze ]\n")]
    [TestCase("message: Token\ndocument: Thing\nrows:\n  - language: places\n  - uid: uid\n    nonsense: x\n")]
    public void Every_fault_says_how_to_mend_it(string mapping)
    {
        using var workshop = Workshop.Of(Schema, mapping);
        var faults = workshop.Load().Faults;
        Assert.That(faults, Is.Not.Empty);
        Assert.That(faults.Where(f => f.Fix.Length == 0).Select(f => f.ToString()), Is.Empty);
    }
}
