using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Lists: of objects, of single values, and those whose elements a key tells apart.</summary>
internal sealed class ListTests
{
    private const string Lists = """
        "properties": { "kinds": { "type": "array", "items": { "type": "string" } }, "more": { "type": "array", "items": { "type": "string" } } }
        """;

    private static string Location(string rows) => $"""
        message: Location
        document: Thing
        rows:
        {rows}
        untold:
          party, id, publish, publish_allowed_to, name, address, city, postal_code, state, country, coordinates, related_locations: no place
          parking_type, evses, directions, operator, suboperator, owner, time_zone, opening_times, charging_when_closed, images, energy_mix, parking_places, help_phone, last_updated: no place
        """;

    private static string Meter(int type, decimal value, string unit) =>
        $"<meterReport><meterTypeId>{type}</meterTypeId><meterValue>{value}</meterValue><meterUnit>{unit}</meterUnit></meterReport>";

    [Test]
    public void The_others_are_those_of_no_row_wherever_the_rows_stand()
    {
        // A partner's rows stand behind those of the file: here behind the row of the others.
        using var workshop = Workshop.OfShipped("emip");
        workshop.Write("partners/acme/finished-session.yaml", "rows:\n  - total_energy: meterReportList/meterReport[meterTypeId=2]\n    as: energy\n");
        var xml = $"""
            <x><operatorId>FR*798</operatorId><chargeDetailRecord><CDRNature>1</CDRNature><serviceSessionId>S-1</serviceSessionId>
              <requestedServiceId>1</requestedServiceId><EVSEId>FR*798*E1</EVSEId><userIdType>RFID-UID</userIdType><userId>04a2b3c4</userId>
              <startTime>2024-06-12T08:02:11Z</startTime><endTime>2024-06-12T09:47:53Z</endTime>
              <meterReportList>{Meter(2, 7, "kWh")}{Meter(25, 11, "W")}</meterReportList></chargeDetailRecord></x>
            """;
        var record = (ChargeDetailRecord)Shipped.ReadXml(workshop.Find("emip", "charge-detail-record", "acme"), xml).Message!;
        Assert.That(record.TotalEnergy, Is.EqualTo(7));
        Assert.That(record.Meters, Is.EqualTo(new[] { new MeterReading { Type = "25", Value = 11, Unit = "W" } }));
    }

    [Test]
    public void The_round_trip_compares_single_values()
    {
        using var workshop = Workshop.Of(Lists, Location("- facilities[]: kinds\n- facilities[]: more\n  only: reading"));
        var row = workshop.Find().Frame.Rows.OfType<ListRow>().First();
        var written = new Location { Facilities = [Facility.HOTEL, Facility.MALL] };
        Assert.That(row.CompareItems(written, new Location { Facilities = [Facility.HOTEL, Facility.MALL] }), Is.Null);
        Assert.That(row.CompareItems(written, new Location { Facilities = [Facility.MALL, Facility.HOTEL] }),
            Is.EqualTo("""facilities was ["HOTEL","MALL"] and came back as ["MALL","HOTEL"]"""));
        Assert.That(row.SamplesNeeded, Is.EqualTo(Enum.GetValues<Facility>().Length), "every code in turn");
    }

    [Test]
    public void Of_two_rows_the_first_that_is_there_is_read_and_a_difference_reported()
    {
        using var workshop = Workshop.Of(Lists, Location("- facilities[]: kinds\n- facilities[]: more\n  only: reading"));
        var mapping = workshop.Find();
        var both = Shipped.ReadJson(mapping, """{ "kinds": [ "HOTEL" ], "more": [ "MALL" ] }""");
        Assert.That(((Location)both.Message!).Facilities, Is.EqualTo(new[] { Facility.HOTEL }));
        Assert.That(both.Losses, Is.EqualTo(new[] { new Loss(LossKind.Differs, "more", "differs from the facilities read before") }));
        Assert.That(Shipped.ReadJson(mapping, """{ "kinds": [ "HOTEL" ], "more": [ "HOTEL" ] }""").Losses, Is.Empty);
        Assert.That(((Location)Shipped.ReadJson(mapping, """{ "more": [ "MALL" ] }""").Message!).Facilities, Is.EqualTo(new[] { Facility.MALL }));
    }
}
