using System.Text.Json.Nodes;
using ProtocolGateway.Absences;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Partners;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Tests.Upkeep;

/// <summary>What a partner's whole list shows no longer is gone; a list that is empty, shrank or broke off deletes nothing.</summary>
internal sealed class MissingObjectsTests
{
    private static readonly TimeSpan Whole = TimeSpan.FromHours(24);

    private string folder = "", module = "";
    private ShiftedTime time = null!;
    private OcpiCpoStandIn platform = null!;
    private WholeGateway gateway = null!;

    [SetUp]
    public void Make() => (folder, time) = (System.IO.Directory.CreateTempSubdirectory("journal-").FullName, new ShiftedTime());

    [TearDown]
    public async Task StopAsync()
    {
        await gateway.DisposeAsync();
        await platform.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_tariff_that_two_whole_lists_lack_is_withdrawn_and_comes_back_when_it_is_listed_again()
    {
        await StartAsync(TestPartners.Cpo("FR*798"), "tariffs");
        await ListAsync("tariffs", Tariffs(1, 3));
        Assert.That(await ToldAsync("tariff|FR798|T3", 1), Does.Contain("EUR"));
        await ListAsync("tariffs", Tariffs(1, 2));
        Assert.That((Find(PublishedKind.Tariff, "T3"), Missing()), Is.EqualTo((true, "0 are gone, 1 are missing for the first time")));

        await ListAsync("tariffs", Tariffs(1, 2));
        Assert.That((Find(PublishedKind.Tariff, "T3"), Find(PublishedKind.Tariff, "T2"), Missing()), Is.EqualTo((false, true, "1 are gone, 0 are missing for the first time")));
        Assert.That(await ToldAsync("tariff|FR798|T3", 2), Does.Contain("withdrawn_at"), "the eMSP is told");
        await ListAsync("tariffs", Tariffs(1, 2));
        Assert.That(Missing(), Is.Null);

        await ListAsync("tariffs", Tariffs(1, 3));
        Assert.That(Find(PublishedKind.Tariff, "T3"), Is.True);
        Assert.That(await ToldAsync("tariff|FR798|T3", 3), Does.Not.Contain("withdrawn_at"));
    }

    [Test]
    public async Task A_token_that_is_missing_is_no_longer_valid_and_its_own_time_stays()
    {
        await StartAsync(TestPartners.Emsp("DE*ABC"), "tokens");
        await ListAsync("tokens", Token("04A1"), Token("04A2"));
        for (var i = 0; i < 2; i++) await ListAsync("tokens", Token("04A1"));
        var token = Record<Token>(PublishedKind.Token, "DE", "04A2|RFID")!;
        Assert.That((token.Valid, token.LastUpdated), Is.EqualTo((false, (DateTimeOffset?)DateTimeOffset.Parse("2026-05-04T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture))));
        var news = gateway.Get<IPublishedObjects>().List(new() { Kind = PublishedKind.Token, Sight = new([new PartyId("DE", "ABC")], []), From = time.GetUtcNow() - Whole - TimeSpan.FromHours(1), Limit = 9 });
        Assert.That(news.Objects.Select(o => o.Key), Is.EqualTo(new[] { "04A2|RFID" }), "whoever asks for what is new finds it");

        await ListAsync("tokens", Token("04A1"), Token("04A2"));
        Assert.That(Record<Token>(PublishedKind.Token, "DE", "04A2|RFID")!.Valid, Is.True);
    }

    [Test]
    public async Task The_EVSEs_of_a_missing_location_are_removed_which_waits_for_a_person_and_stand_as_listed_when_it_is_back()
    {
        await StartAsync(TestPartners.Cpo("FR*798"), "locations");
        var (one, two) = (OcpiRecord.Location("L1", "FR*798*E1"), OcpiRecord.Location("L2", "FR*798*E2"));
        await ListAsync("locations", one, two);
        for (var i = 0; i < 3; i++) await ListAsync("locations", one);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(Standing("L2"), Is.EqualTo(EvseStatus.REMOVED));
        Assert.That(Standing("L1"), Is.Not.EqualTo(EvseStatus.REMOVED));
        await Eventually.TrueAsync(() => Deliveries("evse|FR798|FR*798*E2") is [{ State: DeliveryState.Held, ReasonCode: "Removed" }], "held", TimeSpan.FromSeconds(10));

        await ListAsync("locations", one, two);
        Assert.That(Standing("L2"), Is.EqualTo(EvseStatus.AVAILABLE), "although the list's own time is older than the removal");
    }

    [Test]
    public async Task A_list_that_is_suddenly_empty_or_lacks_much_deletes_nothing_until_a_person_confirms_it()
    {
        await StartAsync(TestPartners.Cpo("FR*798"), "tariffs");
        await ListAsync("tariffs", Tariffs(1, 30));
        for (var i = 0; i < 3; i++) await ListAsync("tariffs");
        Assert.That(Missing(), Is.EqualTo("30 of 30 are missing: too many to be taken as deleted, unless a person confirms it"));
        for (var i = 0; i < 3; i++) await ListAsync("tariffs", Tariffs(1, 26));
        Assert.That((Count(), gateway.OpenFindings().Distinct()), Is.EqualTo((30L, new[] { "ListShrank" })));

        var partner = gateway.Get<PartnerBook>().Find("cpo")!;
        Assert.That(await gateway.Get<IPuller>().PullAsync(partner, null, confirmed: true, CancellationToken.None), Is.InstanceOf<ActionResult.Done>());
        await gateway.CatchUpAsync();
        Assert.That((Count(), gateway.OpenFindings(), Missing()), Is.EqualTo((26L, Array.Empty<string>(), "4 are gone, 0 are missing for the first time")));
    }

    [Test]
    public async Task A_list_that_is_not_whole_deletes_nothing([Values("total", "unreadable", "no id", "broken page")] string what)
    {
        await StartAsync(TestPartners.Cpo("FR*798"), "tariffs");
        await ListAsync("tariffs", Tariffs(1, 3));
        for (var i = 0; i < 2; i++)
        {
            if (what == "total") platform.Instead = Claims(3, Tariffs(1, 2));
            if (what == "broken page") platform.Instead = async (context, _, _) =>
            {
                context.Response.StatusCode = 500;
                await context.Response.CompleteAsync();
                return true;
            };
            var bad = Tariffs(3, 3)[0];
            bad["elements"] = "none";
            if (what == "no id") bad.Remove("id");
            await ListAsync("tariffs", what is "total" or "broken page" ? Tariffs(1, 2) : [.. Tariffs(1, 2), bad]);
        }
        Assert.That(Count(), Is.EqualTo(3));
        if (what == "total") Assert.That(Missing(), Is.EqualTo("what is missing can't be told: it says that it has 3 objects, and showed 2"));
        if (what == "no id") Assert.That(Missing(), Is.EqualTo("what is missing can't be told: an object that can't be read tells no id"));
        if (what == "unreadable") Assert.That(Missing(), Is.Null, "it is there, if bad");
    }

    /// <summary>Imports and pushes bring what no list need have.</summary>
    [Test]
    public async Task What_the_list_never_showed_or_what_came_since_is_not_missing()
    {
        await StartAsync(TestPartners.Cpo("FR*798"), "tariffs");
        await gateway.PutAsync("/ocpi/2.2.1/tariffs/FR/798/T9", Tariffs(9, 9)[0].ToJsonString());
        await ListAsync("tariffs", Tariffs(1, 3));
        await ListAsync("tariffs", Tariffs(1, 2));
        var pushed = Tariffs(3, 3)[0];
        (pushed["currency"], pushed["last_updated"]) = ("CHF", "2026-05-04T13:00:00Z");
        Assert.That(await gateway.PutAsync("/ocpi/2.2.1/tariffs/FR/798/T3", pushed.ToJsonString()), Is.EqualTo(200));
        await ListAsync("tariffs", Tariffs(1, 2));
        Assert.That((Count(), Missing()), Is.EqualTo((4L, "0 are gone, 1 are missing for the first time")), "it was told of between the two");
    }

    private async Task StartAsync(PartnerRole role, string offered)
    {
        module = offered;
        platform = new OcpiCpoStandIn { Offers = [offered] };
        await platform.StartAsync();
        gateway = await WholeGateway.StartAsync(folder, time, platform, role, ("Timeout", "60"), ("Version", "2.2.1"));
    }

    /// <summary>The next whole list has those objects and no others.</summary>
    private async Task ListAsync(string list, params JsonObject[] objects)
    {
        platform.Clear(list);
        foreach (var json in objects) platform.Make(list, json.ToJsonString(), time.GetUtcNow());
        await gateway.CatchUpAsync();
        time.Advance(Whole);
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, string, int, Task<bool>> Claims(int total, JsonObject[] objects) => async (context, _, _) =>
    {
        context.Response.Headers["X-Total-Count"] = $"{total}";
        context.Response.ContentType = "application/json";
        var goesOn = context.Request.Query.ContainsKey("offset");
        var body = new JsonObject { ["data"] = goesOn ? new JsonArray() : new JsonArray([.. objects]), ["status_code"] = 1000, ["timestamp"] = "2026-05-04T12:00:00Z" }.ToJsonString();
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        return true;
    };

    private bool Find(PublishedKind kind, string id) => Record<object>(kind, "FR", id) is not null;

    private T? Record<T>(PublishedKind kind, string country, string key) where T : class =>
        gateway.Get<IPublishedObjects>().Find(kind, country == "DE" ? new PartyId("DE", "ABC") : new PartyId("FR", "798"), key)?.Record as T;

    private long Count() => gateway.Get<IPublishedObjects>().List(new() { Kind = PublishedKind.Tariff, Sight = new([new PartyId("FR", "798")], []), Limit = 1 }).Total;

    private EvseStatus Standing(string location)
    {
        var record = Record<Location>(PublishedKind.Location, "FR", location)!;
        return gateway.Get<IEvseStates>().Find(record, record.Evses![0]).Status;
    }

    private string? Missing()
    {
        using var journal = gateway.Journal();
        return journal.CatchUps.AsEnumerable().Single(c => c.Module.StartsWith(module, StringComparison.Ordinal)).Missing;
    }

    private List<DeliveryRow> Deliveries(string key)
    {
        using var journal = gateway.Journal();
        return [.. journal.Deliveries.Where(d => d.Key == key).OrderBy(d => d.Sequence)];
    }

    /// <summary>What the eMSP is told the last of so many times.</summary>
    private async Task<string> ToldAsync(string key, int times)
    {
        await Eventually.TrueAsync(() => Deliveries(key).Count == times, $"{times} are owed", TimeSpan.FromSeconds(10), () => $"{Deliveries(key).Count}");
        using var journal = gateway.Journal();
        var exchange = Deliveries(key)[^1].ExchangeId;
        return System.Text.Encoding.UTF8.GetString(journal.Exchanges.Single(e => e.Id == exchange).Canonical!);
    }

    private static JsonObject[] Tariffs(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => JsonNode.Parse($$"""
        {
          "country_code": "FR", "party_id": "798", "id": "T{{i}}", "currency": "EUR",
          "elements": [{ "price_components": [{ "type": "ENERGY", "price": 0.25, "vat": 20, "step_size": 1 }] }],
          "last_updated": "2026-05-04T12:00:00Z"
        }
        """)!.AsObject())];

    private static JsonObject Token(string uid) => JsonNode.Parse($$"""
        {
          "country_code": "DE", "party_id": "ABC", "uid": "{{uid}}", "type": "RFID", "contract_id": "DE-ABC-C12345678-X", "issuer": "Volt",
          "valid": true, "whitelist": "ALLOWED", "last_updated": "2026-05-04T12:00:00Z"
        }
        """)!.AsObject();
}
