using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What a document says, through the shipped mappings.</summary>
internal sealed class ReadingTests
{
    private const string Token = """
        { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4", "type": "RFID", "contract_id": "DE-ABC-C1", "issuer": "Volt",
          "valid": true, "whitelist": "NEVER", "last_updated": "2024-06-12T08:00:00Z" }
        """;

    private static string Record(string time = "<startTime>2024-06-12T08:02:11Z</startTime>", string more = "", string meters = "") => $"""
        <x><operatorId>FR*798</operatorId><chargeDetailRecord>
          <CDRNature>1</CDRNature><serviceSessionId>S-1</serviceSessionId><requestedServiceId>1</requestedServiceId><EVSEId>FR*798*E1</EVSEId>
          <userIdType>RFID-UID</userIdType><userId>04a2b3c4</userId>{time}<endTime>2024-06-12T09:47:53Z</endTime>{more}
          <meterReportList>{meters}</meterReportList></chargeDetailRecord></x>
        """;

    private static ChargeDetailRecord Read(string xml, TimeZoneInfo? zone = null)
    {
        var reading = Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), xml, zone);
        Assert.That(reading.Faults, Is.Empty);
        return (ChargeDetailRecord)reading.Message!;
    }

    private static IEnumerable<string> Faults(string xml) =>
        Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), xml).Faults.Select(f => f.ToString());

    [TestCase("2024-06-12T08:02:11Z")]
    [TestCase("2024-06-12T08:02:11")]
    [TestCase("2024-06-12T08:02:11.000Z")]
    [TestCase("2024-06-12T08:02:11.000000000Z")]
    [TestCase("2024-06-12T10:02:11.000+02:00")]
    [TestCase("2024-06-12T03:02:11-05:00")]
    public void A_time_in_every_form_that_partners_write(string text) =>
        Assert.That(Read(Record($"<startTime>{text}</startTime>")).StartDateTime, Is.EqualTo(new DateTimeOffset(2024, 6, 12, 8, 2, 11, TimeSpan.Zero)));

    [TestCase("2024-13-45T25:61:00Z")]
    [TestCase("2024-02-30T08:00:00Z")]
    [TestCase("2024-06-12")]
    [TestCase("12.06.2024 08:00")]
    [TestCase("2024-06-12T08:00:00+25:00")]
    public void A_time_that_does_not_exist_is_a_fault_at_its_place(string text) =>
        Assert.That(Faults(Record($"<startTime>{text}</startTime>")), Is.EqualTo(new[] { $"chargeDetailRecord/startTime: '{text}' is not a date and time" }));

    [TestCase("0001-01-01T00:00:00")]
    [TestCase("9999-12-31T23:59:59")]
    public void A_time_at_the_edge_of_the_calendar_is_a_fault(string text)
    {
        var reading = Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record($"<startTime>{text}</startTime>"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.That(reading.Faults.Select(f => f.ToString()), Is.EqualTo(new[] { $"chargeDetailRecord/startTime: '{text}' is not a date and time within reason" }));
    }

    [TestCase(1, "min")]
    [TestCase(2, "kWh")]
    public void A_quantity_without_measure_is_a_fault_and_no_overflow(int type, string unit) =>
        Assert.That(Faults(Record(meters: Meter(type, "79228162514264337593543950335", unit))), Has.One.Contains("is not a number"));

    [Test]
    public void A_time_without_a_zone_is_the_partners()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Assert.That(Read(Record("<startTime>2024-06-12T10:02:11</startTime>"), paris).StartDateTime, Is.EqualTo(new DateTimeOffset(2024, 6, 12, 8, 2, 11, TimeSpan.Zero)));
        var twice = Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record("<startTime>2024-10-27T02:30:00</startTime>"), paris);
        Assert.That(twice.Hold?.Code, Is.EqualTo("AmbiguousTime"), "the hour that autumn repeats");
    }

    [TestCase("18250", "Wh", 18.25)]
    [TestCase("18.25", "kWh", 18.25)]
    public void Energy_in_both_units(string value, string unit, double kwh) =>
        Assert.That(Read(Record(meters: Meter(2, value, unit))).TotalEnergy, Is.EqualTo((decimal)kwh));

    [TestCase("105.7", "min")]
    [TestCase("6342", "s")]
    public void A_duration_in_every_unit(string value, string unit) =>
        Assert.That(Read(Record(meters: Meter(1, value, unit))).TotalTime, Is.EqualTo(TimeSpan.FromSeconds(6342)));

    [Test]
    public void An_unknown_unit_is_a_fault() =>
        Assert.That(Faults(Record(meters: Meter(2, "1", "MWh"))), Has.One.Contains("meterUnit").And.One.Contains("'MWh' is not Wh or kWh"));

    [Test]
    public void Load_curves_are_kept_in_their_order()
    {
        var meters = Read(Record(meters: Meter(25, "11000", "W") + Meter(2, "1", "Wh") + Meter(25, "7000", "W"))).Meters!;
        Assert.That(meters, Is.EqualTo(new MeterReading[] { new() { Type = "25", Value = 11000, Unit = "W" }, new() { Type = "25", Value = 7000, Unit = "W" } }));
    }

    [Test]
    public void A_meter_of_a_kind_that_nobody_knows_is_numbered_all_the_same()
    {
        Assert.That(Read(Record(meters: Meter(25, "11000", "W").Replace(">25<", ">25: load<", StringComparison.Ordinal))).Meters!.Single().Type, Is.EqualTo("25"));
        Assert.That(
            Faults(Record(meters: Meter(1, "1", "min") + Meter(25, "11000", "W").Replace(">25<", ">XX*999<", StringComparison.Ordinal))),
            Is.EqualTo(new[] { "chargeDetailRecord/meterReportList/meterReport[2]/meterTypeId: 'XX*999' is not a whole number" }));
    }

    [Test]
    public void A_fault_names_the_report_that_has_it() =>
        Assert.That(Faults(Record(meters: Meter(1, "1", "min") + Meter(2, "x", "Wh"))), Is.EqualTo(new[] { "chargeDetailRecord/meterReportList/meterReport[2]/meterValue: 'x' is not a number" }));

    [TestCase("1")]
    [TestCase("1: final")]
    [TestCase("final")]
    [TestCase("Final")]
    public void A_nature_in_every_form_that_is_understood_is_nothing_to_report(string nature) =>
        Assert.That(Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record().Replace("<CDRNature>1<", $"<CDRNature>{nature}<", StringComparison.Ordinal)).Losses, Is.Empty);

    [Test]
    public void Two_totals_that_differ_hold_it() =>
        Assert.That(Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record(meters: Meter(3, "1", "EUR") + Meter(3, "1", "CHF"))).Hold?.Code, Is.EqualTo("Ambiguous"));

    [Test]
    public void What_is_missing_is_named_all_at_once() =>
        Assert.That(Faults("<x><operatorId>FR*798</operatorId><chargeDetailRecord><CDRNature>1</CDRNature></chargeDetailRecord></x>"), Is.EqualTo(new[]
        {
            "chargeDetailRecord/serviceSessionId: missing (it says session_id and id)",
            "chargeDetailRecord/requestedServiceId: missing (it says service)",
            "chargeDetailRecord/EVSEId: missing (it says cdr_location.evse_id)",
            "chargeDetailRecord/userIdType: missing (it says cdr_token.type)",
            "chargeDetailRecord/userId: missing (it says cdr_token.uid and cdr_token.contract_id)",
            "chargeDetailRecord/startTime: missing (it says start_date_time)",
            "chargeDetailRecord/endTime: missing (it says end_date_time)",
        }));

    [Test]
    public void An_element_twice_with_the_same_value_is_taken_once() =>
        Assert.That(Read(Record(more: "<userId>04a2b3c4</userId>")).CdrToken!.Uid, Is.EqualTo("04A2B3C4"));

    [Test]
    public void An_element_twice_with_different_values_is_a_fault() =>
        Assert.That(Faults(Record(more: "<userId>05</userId>")), Is.EqualTo(new[] { "chargeDetailRecord/userId: given twice, with different values" }));

    [Test]
    public void A_code_that_no_table_knows_holds_it()
    {
        var reading = Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record().Replace("RFID-UID", "FACE-ID", StringComparison.Ordinal));
        Assert.That((reading.Hold?.Code, reading.Hold?.WaitsFor), Is.EqualTo(("UnmappedCode", "mapping:emip")));
        Assert.That(((ChargeDetailRecord)reading.Message!).SessionId, Is.EqualTo("S-1"), "what is known is read nevertheless");
    }

    [Test]
    public void What_no_row_reads_is_reported() =>
        Assert.That(Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), Record(more: "<connectorType>3</connectorType>")).Losses,
            Has.One.EqualTo(new Loss(LossKind.Unread, "chargeDetailRecord/connectorType", "'3' is unknown here")));

    [Test]
    public void Numbers_as_text_are_read_and_reported_in_JSON()
    {
        var reading = Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("true", "\"true\"", StringComparison.Ordinal));
        Assert.That(((Token)reading.Message!).Valid, Is.True);
        Assert.That(reading.Losses, Has.One.Matches<Loss>(l => l is { Kind: LossKind.Repaired, Place: "valid" }));
    }

    [Test]
    public void Members_that_no_schema_knows_are_passed_on_within_OCPI()
    {
        var mapping = Shipped.Find("ocpi-2.2.1", "token");
        var reading = Shipped.ReadJson(mapping, Token.Replace("\"valid\"", "\"x-colour\": { \"hue\": [ 1, null ] }, \"valid\"", StringComparison.Ordinal));
        Assert.That(Shipped.WriteJson(mapping, reading.Message!).Text, Does.Contain("\"x-colour\":{\"hue\":[1,null]}"));
    }

    [Test]
    public void A_member_twice_with_different_values_is_a_fault() =>
        Assert.That(Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace("\"valid\"", "\"uid\": \"1\", \"valid\"", StringComparison.Ordinal)).Faults.Select(f => f.ToString()),
            Is.EqualTo(new[] { "uid: given twice, with different values" }));

    [TestCase("\"valid\": true", "\"valid\": [ true ]", "valid: a list where a single value belongs")]
    [TestCase("\"uid\": \"04A2B3C4\"", "\"uid\": { \"id\": 1 }", "uid: an object where a single value belongs")]
    [TestCase("\"valid\": true", "\"valid\": \"perhaps\"", "valid: 'perhaps' is not true or false")]
    [TestCase("\"uid\": \"04A2B3C4\"", "\"uid\": null", "uid: missing (it says uid)")]
    [TestCase("\"uid\": \"04A2B3C4\"", "\"uid\": \"  \"", "uid: missing (it says uid)")]
    public void A_value_of_the_wrong_kind_is_a_fault(string good, string bad, string said) =>
        Assert.That(Shipped.ReadJson(Shipped.Find("ocpi-2.2.1", "token"), Token.Replace(good, bad, StringComparison.Ordinal)).Faults.Select(f => f.ToString()), Is.EqualTo(new[] { said }));

    private static string Meter(int type, string value, string unit) =>
        $"<meterReport><meterTypeId>{type}</meterTypeId><meterValue>{value}</meterValue><meterUnit>{unit}</meterUnit></meterReport>";
}
