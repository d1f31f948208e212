using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>What isn't written as the tables say is understood where its meaning is plain, and reported (ocpi.md 8.3).</summary>
internal sealed class LenientReadingTests
{
    [TestCase("session", "kwh", "\"15.3421\"")]
    [TestCase("session", "kwh", "1.53421e1")]
    [TestCase("session", "start_date_time", "\"2026-05-04T08:00:00\"")]
    [TestCase("session", "start_date_time", "\"2026-05-04T08:00:00.000Z\"")]
    [TestCase("session", "start_date_time", "\"2026-05-04T10:00:00+02:00\"")]
    [TestCase("location", "country", "\"FR\"")]
    [TestCase("location", "publish", "\"true\"")]
    [TestCase("location", "related_locations", "null")]
    [TestCase("location", "evses[0].physical_reference", "7")]
    [TestCase("token", "valid", "1")]
    public async Task A_value_in_another_notation_is_told_as_the_tables_say(string name, string place, string value)
    {
        foreach (var version in new[] { "2.2.1", "2.3.0" })
        {
            var whole = OwnVersionTests.TextOf(version, name);
            var reading = Paper.Read(version, name, With(whole, place, value));
            Assert.That((reading.Faults.Count, reading.Hold), Is.EqualTo((0, (Protocols.Hold?)null)), string.Join("; ", reading.Faults));
            var written = await Paper.WriteAsync(version, name, reading.Message!);

            var expected = value is "null" or "7" ? With(whole, place, value == "7" ? "\"7\"" : value) : whole;
            Assert.That(Differences.Between(JsonNode.Parse(expected), written.Json), Is.Empty, written.Text);
        }
    }

    [TestCase("session", "kwh", "\"much\"", "kwh: 'much' is not a number")]
    [TestCase("session", "start_date_time", "\"yesterday\"", "start_date_time: 'yesterday' is not a date and time")]
    [TestCase("session", "start_date_time", "\"2026-05-04T08:00:99Z\"", "start_date_time: '2026-05-04T08:00:99Z' is not a date and time")]
    [TestCase("session", "cdr_token", "\"DE-ABC\"", "cdr_token: a single value where an object belongs")]
    [TestCase("location", "country", "\"Gaul\"", "country: 'Gaul' is not an ISO 3166 alpha-3 country code")]
    [TestCase("location", "coordinates.latitude", "\"45,767299\"", "coordinates/latitude: '45,767299' is not a decimal number of degrees")]
    public void What_has_no_plain_meaning_is_a_fault_at_its_place(string name, string place, string value, string fault)
    {
        var reading = Paper.Read("2.3.0", name, With(OwnVersionTests.TextOf("2.3.0", name), place, value));

        Assert.That(reading.Faults.Select(f => f.ToString()), Is.EqualTo([fault]));
    }

    [TestCase("location", "x_loyalty")]
    [TestCase("location", "evses[0].x_loyalty")]
    [TestCase("location", "evses[0].connectors[1].x_loyalty")]
    [TestCase("session", "x_loyalty")]
    [TestCase("tariff", "x_loyalty")]
    [TestCase("token", "x_loyalty")]
    [TestCase("charge-detail-record", "x_loyalty")]
    [TestCase("client-info", "x_loyalty")]
    public async Task Unknown_members_are_reported_kept_and_passed_on(string name, string place)
    {
        var reading = Paper.Read("2.2.1", name, With(OwnVersionTests.TextOf("2.2.1", name), place, """{ "points": [ 7, { "since": "2020" } ] }"""));
        Assert.That(reading.Losses.Where(l => l.Kind == LossKind.Unread).Select(l => l.Place), Has.Some.StartsWith(place.Replace('.', '/')));
        var written = await Paper.WriteAsync(name == "client-info" ? "2.2.1" : "2.3.0", name, reading.Message!);

        Assert.That(At(written.Json, place).ToJsonString(), Is.EqualTo("""{"points":[7,{"since":"2020"}]}"""));
    }

    [Test]
    public void A_bad_EVSE_is_left_out_and_the_others_are_taken()
    {
        var text = With(OwnVersionTests.TextOf("2.2.1", "location"), "evses[0].status", "\"SLEEPING\"");
        var reading = Paper.Read("2.2.1", "location", text);

        Assert.That((reading.Faults.Count, reading.Hold), Is.EqualTo((0, (Protocols.Hold?)null)));
        Assert.That(((Location)reading.Message!).Evses!.Select(e => e.Uid), Is.EqualTo(["u-102"]));
        Assert.That(reading.Losses.Select(l => l.ToString()), Has.Some.StartsWith("Unread: evses[0]: left out: "));
    }

    [Test]
    public void An_EVSE_without_any_good_connector_is_no_EVSE()
    {
        var text = With(OwnVersionTests.TextOf("2.2.1", "evse"), "connectors", """[ { "id": "1" } ]""");

        Assert.That(Paper.Read("2.2.1", "evse", text).Faults.Select(f => f.Place), Has.Some.EqualTo("connectors[0]/standard"));
    }

    [Test]
    public async Task A_parking_place_named_alone_is_a_parking_place()
    {
        var text = With(OwnVersionTests.TextOf("2.3.0", "evse"), "parking", """[ "P-7", { "parking_id": "P-8" } ]""");
        var reading = Paper.Read("2.3.0", "evse", text);
        var written = await Paper.WriteAsync("2.3.0", "evse", reading.Message!);

        Assert.That(written.Json["parking"]!.ToJsonString(), Is.EqualTo("""[{"parking_id":"P-7"},{"parking_id":"P-8"}]"""));
        Assert.That(reading.Losses.Select(l => l.ToString()), Is.EqualTo(["Repaired: parking[0]: 'P-7' stands alone; read as parking_id"]));
    }

    private static string With(string json, string place, string value)
    {
        var root = JsonNode.Parse(json)!;
        var last = place.LastIndexOf('.');
        At(root, last < 0 ? "" : place[..last]).AsObject()[place[(last + 1)..]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    /// <summary>The node at <c>evses[0].connectors[1]</c>.</summary>
    private static JsonNode At(JsonNode root, string place)
    {
        foreach (var part in place.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
            root = part.EndsWith(']') ? root[int.Parse(part[..^1], System.Globalization.CultureInfo.InvariantCulture)]! : root[part]!;
        return root;
    }
}
