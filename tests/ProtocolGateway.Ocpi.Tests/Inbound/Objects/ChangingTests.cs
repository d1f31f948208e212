using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Objects;

/// <summary>Parts of objects, and changes of them.</summary>
public sealed class ChangingTests : ObjectsTest
{
    [SetUp]
    public async Task PutAsync() => await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());

    [Test]
    public async Task A_change_replaces_members_and_lists_and_null_takes_away()
    {
        Assert.That(
            await SayAsync("PATCH", $"{Locations}/LOC1", """{"name":null,"city":"Lyon","facilities":["CAFE"],"last_updated":"2026-10-01T11:00:00Z"}"""),
            Is.EqualTo((200, 1000)));

        var expected = Location();
        expected.Remove("name");
        (expected["city"], expected["facilities"], expected["last_updated"]) = ("Lyon", new JsonArray("CAFE"), "2026-10-01T11:00:00Z");
        AssertSame(await ReadAsync($"{Locations}/LOC1"), expected);
    }

    [TestCase("""{"city":null,"last_updated":"2026-10-01T11:00:00Z"}""", "city: missing")]
    [TestCase("""{"city":"Lyon"}""", "last_updated: missing")]
    [TestCase("""{"city":"Lyon","last_updated":"yesterday"}""", "last_updated: no time")]
    [TestCase("""{"city":"Lyon","city":"Paris","last_updated":"2026-10-01T11:00:00Z"}""", "city: it stands there twice")]
    [TestCase("""{"id":"LOC2","last_updated":"2026-10-01T11:00:00Z"}""", "id: 'LOC2'")]
    public async Task A_change_that_can_not_be_is_refused_and_changes_nothing(string change, string fault)
    {
        var answer = await Engine.SendAsync("PATCH", $"{Locations}/LOC1", change);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain(fault));
        AssertSame(await ReadAsync($"{Locations}/LOC1"), Location());
    }

    [Test]
    public async Task A_change_of_a_connector_makes_its_EVSE_and_location_newer()
    {
        Assert.That(
            await SayAsync("PATCH", $"{Locations}/LOC1/3256/1", """{"max_amperage":16,"last_updated":"2026-10-01T11:00:00Z"}"""), Is.EqualTo((200, 1000)));

        var expected = Location();
        expected["evses"]![0]!["connectors"]![0] = JsonNode.Parse(Connector(updated: "2026-10-01T11:00:00Z", amperage: 16));
        (expected["evses"]![0]!["last_updated"], expected["last_updated"]) = ("2026-10-01T11:00:00Z", "2026-10-01T11:00:00Z");
        AssertSame(await ReadAsync($"{Locations}/LOC1"), expected);
    }

    [Test]
    public async Task An_EVSE_is_put_beside_the_others_and_replaced()
    {
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1/3257", Evse("3257", "2026-10-01T11:00:00Z")), Is.EqualTo((200, 1000)));
        var expected = Location();
        expected["evses"]!.AsArray().Add(JsonNode.Parse(Evse("3257", "2026-10-01T11:00:00Z")));
        expected["last_updated"] = "2026-10-01T11:00:00Z";
        AssertSame(await ReadAsync($"{Locations}/LOC1"), expected);

        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1/3256", Evse("3256", "2026-10-01T10:30:00Z")), Is.EqualTo((200, 1000)));
        expected["evses"]![0] = JsonNode.Parse(Evse("3256", "2026-10-01T10:30:00Z"));
        AssertSame(await ReadAsync($"{Locations}/LOC1"), expected);
        Assert.That((await ReadAsync($"{Locations}/LOC1"))["last_updated"]!.GetValue<string>(), Is.EqualTo("2026-10-01T11:00:00Z"), "never back in time");
    }

    [Test]
    public async Task A_part_without_what_it_needs_is_refused()
    {
        var answer = await Engine.SendAsync("PUT", $"{Locations}/LOC1/3257", """{"uid":"3257","status":"AVAILABLE","last_updated":"2026-10-01T11:00:00Z"}""");

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain("connectors"));
        AssertSame(await ReadAsync($"{Locations}/LOC1"), Location());
    }

    [TestCase("PUT", "LOC9/3256")]
    [TestCase("PATCH", "LOC9/3256")]
    [TestCase("PATCH", "LOC9")]
    [TestCase("PATCH", "LOC1/9")]
    [TestCase("PUT", "LOC1/9/1")]
    public async Task A_part_of_what_nobody_knows_is_404_and_2003(string method, string path)
    {
        var id = path.EndsWith("/1", StringComparison.Ordinal) ? Connector() : Evse(path.Split('/')[^1], "2026-10-01T11:00:00Z");
        var body = method == "PUT" ? id : """{"status":"CHARGING","last_updated":"2026-10-01T11:00:00Z"}""";

        Assert.That(await SayAsync(method, $"{Locations}/{path}", body), Is.EqualTo((404, 2003)));
    }

    [TestCase("LOC1", """{"city":"Lyon","last_updated":"2026-10-01T09:00:00Z"}""")]
    [TestCase("LOC1/3256", """{"floor_level":"2","last_updated":"2026-10-01T09:00:00Z"}""")]
    public async Task A_change_that_is_older_is_acknowledged_and_ignored(string path, string change)
    {
        Assert.That(await SayAsync("PATCH", $"{Locations}/{path}", change), Is.EqualTo((200, 1000)));

        AssertSame(await ReadAsync($"{Locations}/LOC1"), Location());
        using var journal = Engine.Journal();
        Assert.That(journal.Exchanges.Single(e => e.Result == ExchangeResult.Repeated).Losses, Does.Contain("a newer one is known"));
    }

    [Test]
    public async Task Changes_of_one_location_at_once_are_all_kept()
    {
        string[] members = ["name", "address", "city", "postal_code", "state", "time_zone"];
        var answers = await Task.WhenAll(members.Select(
            member => SayAsync("PATCH", $"{Locations}/LOC1", $$"""{"{{member}}":"X","last_updated":"2026-10-01T11:00:00Z"}""")));

        Assert.That(answers, Is.All.EqualTo((200, 1000)));
        var read = await ReadAsync($"{Locations}/LOC1");
        Assert.That(members.Select(m => read[m]!.GetValue<string>()), Is.All.EqualTo("X"));
    }

    /// <summary>They come by the thousand.</summary>
    [Test]
    public async Task A_change_of_a_status_alone_is_a_report_and_leaves_the_location_alone()
    {
        var before = Row();
        Assert.That(
            await SayAsync("PATCH", $"{Locations}/LOC1/3256", """{"status":"CHARGING","last_updated":"2026-10-01T11:00:00Z"}"""), Is.EqualTo((200, 1000)));

        Assert.That(Row(), Is.EqualTo(before));
        var read = await ReadAsync($"{Locations}/LOC1");
        Assert.That(
            (read["evses"]![0]!["status"]!.GetValue<string>(), read["evses"]![0]!["last_updated"]!.GetValue<string>(), read["last_updated"]!.GetValue<string>()),
            Is.EqualTo(("CHARGING", "2026-10-01T11:00:00Z", "2026-10-01T11:00:00Z")));
        Assert.That(Standing(), Is.EqualTo(EvseStatus.CHARGING));
    }

    [Test]
    public async Task A_status_that_comes_with_an_EVSE_reaches_the_states_too()
    {
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1/3256", Evse("3256", "2026-10-01T11:00:00Z").Replace("*3256", "*1", StringComparison.Ordinal)), Is.EqualTo((200, 1000)));

        Assert.That(Standing(), Is.EqualTo(EvseStatus.CHARGING));
    }

    [Test]
    public async Task A_location_that_is_put_after_a_report_tells_the_newer_status()
    {
        await SayAsync("PATCH", $"{Locations}/LOC1/3256", """{"status":"CHARGING","last_updated":"2026-10-01T11:00:00Z"}""");
        var location = Location();
        (location["last_updated"], location["evses"]![0]!["last_updated"]) = ("2026-10-01T12:00:00Z", "2026-10-01T12:00:00Z");
        await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString());

        Assert.That(Standing(), Is.EqualTo(EvseStatus.AVAILABLE));
        await SayAsync("PATCH", $"{Locations}/LOC1/3256", """{"status":"BLOCKED","last_updated":"2026-10-01T11:30:00Z"}""");
        Assert.That(Standing(), Is.EqualTo(EvseStatus.AVAILABLE), "an older one that comes late");
        AssertSame(await ReadAsync($"{Locations}/LOC1"), location);
    }

    [Test]
    public async Task A_status_that_no_version_knows_is_refused()
    {
        var answer = await Engine.SendAsync("PATCH", $"{Locations}/LOC1/3256", """{"status":"SLEEPING","last_updated":"2026-10-01T11:00:00Z"}""");

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain("SLEEPING"));
    }

    private EvseStatus Standing()
    {
        var location = (Location)Engine.Get<IPublishedObjects>().Find(PublishedKind.Location, new("FR", "798"), "LOC1")!.Record;
        return Engine.Get<IEvseStates>().Find(location, location.Evses![0]).Status;
    }

    private DateTimeOffset Row()
    {
        using var journal = Engine.Journal();
        return journal.Published.Single().ReceivedAt;
    }
}
