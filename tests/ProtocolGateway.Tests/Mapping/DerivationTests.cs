using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What follows from a record alone, <c>after reading:</c>, and what a list or a code of theirs can't say.</summary>
internal sealed class DerivationTests
{
    private const string Schema = """
        "properties": { "type": { "type": "string", "enum": [ "RFID", "OTHER" ] }, "uid": { "type": "string" } }
        """;

    private const string Status = """
        "required": [ "status" ], "properties": { "status": { "type": "string" }, "last_updated": { "type": "string" } }
        """;

    private static string Token(string rest) => $"""
        message: CdrToken
        document: Thing
        {rest}
        untold:
          party, contract_id: no place
        """;

    private static string Report(string rest) => $"""
        message: EvseStatusReport
        document: Thing
        rows:
        - status, last_updated
        {rest}
        implied:
          party, evse_id, location_id, evse_uid, pool_id, station_id, connector_id, availability, busy: said elsewhere
        """;

    [Test]
    public void One_status_is_read_as_two()
    {
        using var workshop = Workshop.Of(Status, Report("after reading: [ status-in-two ]"));
        var report = (EvseStatusReport)Shipped.ReadJson(workshop.Find(), """{ "status": "RESERVED", "last_updated": "2026-05-04T10:00:00Z" }""").Message!;
        var at = new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
        Assert.That(report, Is.EqualTo(new EvseStatusReport
        {
            Status = EvseStatus.RESERVED,
            LastUpdated = at,
            Availability = new AvailabilityReport { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = at },
            Busy = new BusyReport { Status = BusyStatus.RESERVED, ChangedAt = at },
        }));
    }

    [TestCase("after reading: [ status-in-too ]", "'status-in-too' is no derivation; derivations are place-from-location, status-in-two, published; did you mean 'status-in-two'?")]
    [TestCase("after reading: [ published ]", "'published' does nothing with a EvseStatusReport; it works on Location")]
    public void A_derivation_that_can_t_be_is_a_fault(string line, string fault)
    {
        using var workshop = Workshop.Of(Status, Report(line));
        Assert.That(workshop.Faults(), Has.One.Contains(fault));
    }

    [Test]
    public void A_code_that_will_be_read_as_another_is_reported()
    {
        using var workshop = Workshop.Of(Schema, Token("rows:\n- uid\n- type:\n  codes: [ EMAID or APP_USER or AD_HOC_USER -> OTHER ]"));
        var (text, _, losses) = Shipped.WriteJson(workshop.Find(), new CdrToken { Uid = "u", Type = TokenType.EMAID });
        Assert.That(text, Is.EqualTo("""{"type":"OTHER","uid":"u"}"""));
        Assert.That(losses.Select(l => l.ToString()), Is.EqualTo(["Untold: type: 'EMAID' is told as 'OTHER'"]));
        Assert.That(Shipped.WriteJson(workshop.Find(), new CdrToken { Type = TokenType.OTHER }).Losses, Is.Empty);
    }
}
