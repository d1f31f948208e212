using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Lists whose elements, or of which only one, are told otherwise than as a list of objects.</summary>
internal sealed class ListInPlaceTests
{
    private const string Evse = """
        "required": [ "parts" ], "properties": {
          "parts": { "type": "array", "minItems": 1, "items": { "type": "object", "required": [ "id" ], "properties": { "id": { "type": "string" }, "tariff": { "type": "string" } } } },
          "places": { "type": "array", "items": { "type": "object", "required": [ "parking_id" ], "properties": { "parking_id": { "type": "string" } } } } }
        """;

    private const string Rows = """
        message: Evse
        document: Thing
        rows:
        - connectors[]: parts
          unfit: leave out
          rows:
          - id
          - tariff_ids: tariff
            as: only-one
          implied:
            standard, format, power_type, max_voltage, max_amperage, max_electric_power, terms_and_conditions, capabilities, last_updated: no matter
        - parking[]: places
          bare: parking_id
          rows:
          - parking_id
          implied:
            evse_position: no matter
        implied:
          uid, evse_id, status, status_schedule, capabilities, floor_level, coordinates, physical_reference, directions: no matter
          parking_restrictions, images, accepted_service_providers, last_updated: no matter
        """;

    [Test]
    public void A_single_value_stands_for_a_field_of_the_element()
    {
        using var workshop = Workshop.Of(Evse, Rows);
        var reading = Shipped.ReadJson(workshop.Find(), """{ "parts": [ { "id": "1" } ], "places": [ "P1", { "parking_id": "P2" }, 3 ] }""");
        Assert.That(((Evse)reading.Message!).Parking!.Select(p => p.ParkingId), Is.EqualTo(["P1", "P2", "3"]));
        Assert.That(reading.Losses.Select(l => l.ToString()), Is.EqualTo(
        [
            "Repaired: places[0]: 'P1' stands alone; read as parking_id",
            "Repaired: places[2]: '3' stands alone; read as parking_id",
        ]));
    }

    [TestCase("bare: evse_position", "'evse_position' is no text")]
    [TestCase("bare: place_id", "ours has no 'place_id' in EvseParking")]
    public void What_can_t_stand_for_an_element_is_a_fault(string line, string fault)
    {
        using var workshop = Workshop.Of(Evse, Rows.Replace("bare: parking_id", line, StringComparison.Ordinal));
        Assert.That(workshop.Faults(), Has.One.Contains(fault));
    }

    [Test]
    public void Where_there_is_room_for_one_the_first_is_told_and_the_others_reported()
    {
        using var workshop = Workshop.Of(Evse, Rows);
        var (text, hold, losses) = Shipped.WriteJson(workshop.Find(), new Evse { Connectors = [new Connector { Id = "1", TariffIds = ["a", "b", "c"] }, new Connector { Id = "2", TariffIds = [] }] });
        Assert.That(hold, Is.Null);
        Assert.That(text, Is.EqualTo("""{"parts":[{"id":"1","tariff":"a"},{"id":"2"}]}"""));
        Assert.That(losses.Select(l => l.ToString()), Is.EqualTo(["Untold: parts[]/tariff: there is room for one; b, c had none"]));
        var back = (Evse)Shipped.ReadJson(workshop.Find(), text).Message!;
        Assert.That((back.Connectors![0].TariffIds, back.Connectors[1].TariffIds), Is.EqualTo(((string[])["a"], (string[]?)null)));
    }

    [Test]
    public void A_mandatory_list_of_which_nothing_is_left_is_as_bad_as_its_elements()
    {
        using var workshop = Workshop.Of(Evse, Rows);
        Assert.That(Shipped.ReadJson(workshop.Find(), """{ "parts": [ { "id": "1" }, { "tariff": "t" } ] }""").Faults, Is.Empty);
        Assert.That(Shipped.ReadJson(workshop.Find(), """{ "parts": [ { "tariff": "t" }, { "tariff": "u" } ] }""").Faults.Select(f => f.Place), Is.EqualTo(["parts[0]/id", "parts[1]/id"]));
    }
}
