using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Objects;

/// <summary>Objects as a whole, and what is known of them.</summary>
public sealed class PuttingTests : ObjectsTest
{
    [Test]
    public async Task A_location_is_created_replaced_and_read_back_as_it_was_said()
    {
        var location = Location();
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString()), Is.EqualTo((201, 1000)));
        AssertSame(await ReadAsync($"{Locations}/loc1"), location);
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString()), Is.EqualTo((200, 1000)), "the same once more");

        location.Remove("name");
        location["last_updated"] = "2026-10-01T11:00:00Z";
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString()), Is.EqualTo((200, 1000)));
        AssertSame(await ReadAsync($"{Locations}/LOC1"), location);

        using var journal = Engine.Journal();
        Assert.That(
            journal.Exchanges.Where(e => e.Operation == "PUT locations").Select(e => e.Result).ToList(),
            Is.EquivalentTo(new[] { ExchangeResult.Accepted, ExchangeResult.Repeated, ExchangeResult.Accepted }));
        Assert.That(journal.Deliveries.Select(d => $"{d.Message} {d.Key} {d.PartnerId}").ToList(), Is.EqualTo(new[] { "LocationPublished location|FR798|LOC1 emsp", "LocationPublished location|FR798|LOC1 emsp" }));
    }

    [Test]
    public async Task What_was_told_whole_can_be_read_again_from_its_bytes()
    {
        await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());
        await SayAsync("PUT", $"{Locations}/LOC1/3257", Evse("3257", "2026-10-01T10:30:00Z"));
        await SayAsync("PUT", $"{Tariffs}/T1", Tariff().ToJsonString());
        await SayAsync("PUT", $"{Tokens}/04A2B3C4D5E680", Token().ToJsonString(), EngineUnderTest.EmspToken);

        using var journal = Engine.Journal();
        var heard = journal.Exchanges.AsEnumerable().Where(e => e.Canonical is not null && e.Operation.StartsWith("PUT", StringComparison.Ordinal)).OrderBy(e => e.Id).ToList();
        Assert.That(heard.Select(e => Engine.ReadAgain(e) is { } message ? CanonicalJson.Write(Matter.Of(message)).AsSpan().SequenceEqual(e.Canonical) : (bool?)null),
            Is.EqualTo(new bool?[] { true, null, true, true }), "all but the part");
    }

    [Test]
    public async Task EVSEs_and_connectors_are_read_by_their_own_addresses()
    {
        await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());

        AssertSame(await ReadAsync($"{Locations}/LOC1/3256"), Location()["evses"]![0]!);
        AssertSame(await ReadAsync($"{Locations}/LOC1/3256/1"), JsonNode.Parse(Connector())!);
        Assert.That(await SayAsync("GET", $"{Locations}/LOC1/3256/2"), Is.EqualTo((404, 2003)));
        Assert.That(await SayAsync("GET", $"{Locations}/LOC2"), Is.EqualTo((404, 2003)));
    }

    [Test]
    public async Task An_EVSE_that_can_not_be_read_stays_as_it_was_and_one_that_is_not_named_is_removed()
    {
        await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());
        var bad = Location();
        bad["last_updated"] = "2026-10-01T11:00:00Z";
        bad["evses"]![0]!["connectors"]![0]!.AsObject().Remove("standard");
        bad["evses"]![0]!.AsObject().Remove("status");
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", bad.ToJsonString()), Is.EqualTo((200, 1000)));
        AssertSame((await ReadAsync($"{Locations}/LOC1"))["evses"]!, Location()["evses"]!);

        var without = Location();
        without["last_updated"] = "2026-10-01T12:00:00Z";
        without.Remove("evses");
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", without.ToJsonString()), Is.EqualTo((200, 1000)));
        Assert.That((await ReadAsync($"{Locations}/LOC1/3256"))["status"]!.GetValue<string>(), Is.EqualTo("REMOVED"));
    }

    [Test]
    public async Task Ids_in_the_address_and_in_the_object_must_agree()
    {
        var answer = await Engine.SendAsync("PUT", $"{Locations}/LOC2", Location().ToJsonString());

        Assert.That((answer.Http, answer.Code, answer.Message), Is.EqualTo((200, 2001, "id: 'LOC1' stands there and 'LOC2' in the address")));
        using var journal = Engine.Journal();
        Assert.That(journal.Exchanges.Single().Refusal, Is.EqualTo("id: 'LOC1' stands there and 'LOC2' in the address"));
    }

    [TestCase("PUT", "/ocpi/2.2.1/locations/NL/EVL/LOC1")]
    [TestCase("GET", "/ocpi/2.2.1/locations/NL/EVL/LOC1")]
    [TestCase("PATCH", "/ocpi/2.2.1/tokens/FR/798/LOC1")]
    [TestCase("DELETE", "/ocpi/2.2.1/tariffs/FRANCE/798/LOC1")]
    public async Task An_address_of_a_foreign_party_is_404(string method, string path) =>
        Assert.That(await SayAsync(method, path, method is "GET" or "DELETE" ? null : Location().ToJsonString()), Is.EqualTo((404, 2000)));

    [Test]
    public async Task An_eMSP_may_not_say_a_CPOs_location_under_its_own_address() =>
        Assert.That(await SayAsync("PUT", "/ocpi/2.2.1/locations/DE/ABC/LOC1", Location().ToJsonString(), EngineUnderTest.EmspToken), Is.EqualTo((404, 2000)));

    [Test]
    public async Task What_is_missing_is_named()
    {
        var location = Location();
        location.Remove("city");
        var answer = await Engine.SendAsync("PUT", $"{Locations}/LOC1", location.ToJsonString());

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.StartWith("city: missing"));
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", "{ not JSON"), Is.EqualTo((400, 2001)));
        Assert.That(await SayAsync("PUT", $"{Locations}/LOC1", "[]"), Is.EqualTo((200, 2001)));
    }

    [Test]
    public async Task An_id_may_have_a_slash_and_a_percent_sign()
    {
        Assert.That(await SayAsync("PUT", $"{Tariffs}/A%2FB%25", Tariff("A/B%").ToJsonString()), Is.EqualTo((201, 1000)));
        AssertSame(await ReadAsync($"{Tariffs}/A%2FB%25"), Tariff("A/B%"));
    }

    [Test]
    public async Task A_tariff_is_withdrawn()
    {
        await SayAsync("PUT", $"{Tariffs}/T1", Tariff().ToJsonString());
        Assert.That(await SayAsync("DELETE", $"{Tariffs}/T1"), Is.EqualTo((200, 1000)));
        Assert.That(await SayAsync("GET", $"{Tariffs}/T1"), Is.EqualTo((404, 2000)));
        Assert.That(await SayAsync("DELETE", $"{Tariffs}/T1"), Is.EqualTo((404, 2000)));
        Assert.That(await SayAsync("PUT", $"{Tariffs}/T1", Tariff().ToJsonString()), Is.EqualTo((201, 1000)));
        Assert.That(await SayAsync("PATCH", $"{Tariffs}/T1", "{}"), Is.EqualTo((405, 2000)), "2.1.1 only");
    }

    [Test]
    public async Task Tokens_are_known_by_their_uid_and_type()
    {
        const string Emsp = EngineUnderTest.EmspToken;
        Assert.That(await SayAsync("PUT", $"{Tokens}/04A2B3C4D5E680", Token().ToJsonString(), Emsp), Is.EqualTo((201, 1000)));
        Assert.That(await SayAsync("PUT", $"{Tokens}/04A2B3C4D5E680?type=APP_USER", Token(type: "APP_USER").ToJsonString(), Emsp), Is.EqualTo((201, 1000)));
        Assert.That(await SayAsync("PUT", $"{Tokens}/04A2B3C4D5E680", Token(type: "APP_USER").ToJsonString(), Emsp), Is.EqualTo((200, 2001)));
        Assert.That(await SayAsync("GET", $"{Tokens}/04A2B3C4D5E680?type=CARD", null, Emsp), Is.EqualTo((200, 2001)));
        Assert.That(await SayAsync("GET", $"{Tokens}/04A2B3C4D5E680?type=OTHER", null, Emsp), Is.EqualTo((404, 2004)));

        Assert.That(await SayAsync("PATCH", $"{Tokens}/04A2B3C4D5E680", """{"valid":false,"last_updated":"2026-10-01T11:00:00Z"}""", Emsp), Is.EqualTo((200, 1000)));
        var expected = Token();
        (expected["valid"], expected["last_updated"]) = (false, "2026-10-01T11:00:00Z");
        AssertSame(await ReadAsync($"{Tokens}/04A2B3C4D5E680", Emsp), expected);
        AssertSame(await ReadAsync($"{Tokens}/04A2B3C4D5E680?type=APP_USER", Emsp), Token(type: "APP_USER"));
    }
}
