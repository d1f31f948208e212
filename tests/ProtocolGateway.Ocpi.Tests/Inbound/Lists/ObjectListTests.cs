using ProtocolGateway.Ocpi.Tests.Inbound.Objects;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Lists;

/// <summary>What CPOs and eMSPs publish, asked for by the other side (ocpi.md 1.7).</summary>
public sealed class ObjectListTests : ObjectsTest
{
    private const string List = "/ocpi/2.2.1/sender/locations";

    [Test]
    public async Task Pages_lead_from_one_to_the_next_until_all_are_told()
    {
        foreach (var id in Ids(1, 5)) await PutAsync(id);
        var first = await Engine.SendAsync("GET", $"{List}?limit=2&date_from=2026-01-01T00:00:00Z", null, EngineUnderTest.EmspToken);
        Assert.Multiple(() =>
        {
            Assert.That(IdsOf(first), Is.EqualTo(new[] { "L1", "L2" }));
            Assert.That(first.Header("X-Total-Count"), Is.EqualTo("5"));
            Assert.That(first.Header("X-Limit"), Is.EqualTo("1000"));
            Assert.That(Next(first), Does.Contain("limit=2").And.Contain("date_from=2026-01-01T00%3A00%3A00Z"));
        });
        Assert.That(await CrawlAsync("limit=2"), Is.EqualTo(Ids(1, 5)));
        Assert.That(await CrawlAsync("limit=5"), Is.EqualTo(Ids(1, 5)), "no link leads to an empty page");
    }

    [Test]
    public async Task Offset_counts_for_whoever_counts()
    {
        foreach (var id in Ids(1, 4)) await PutAsync(id);
        Assert.That(IdsOf(await Engine.SendAsync("GET", $"{List}?offset=1&limit=2", null, EngineUnderTest.EmspToken)), Is.EqualTo(new[] { "L2", "L3" }));
    }

    /// <summary>Property: any interleaving of changes and arrivals with a crawl tells what was there from before exactly once.</summary>
    [Test]
    public async Task While_objects_change_and_arrive_none_is_missed_or_doubled([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var before = Ids(1, 15);
        foreach (var id in before) await PutAsync(id);
        var (seen, next, added) = (new List<string>(), $"{List}?limit=3", 100);
        while (next is not null)
        {
            var page = await Engine.SendAsync("GET", next, null, EngineUnderTest.EmspToken);
            seen.AddRange(IdsOf(page));
            next = Next(page);
            for (var i = random.Next(4); i > 0; i--)
            {
                if (random.Next(3) == 0 && added < 110) await PutAsync($"L{added++}");
                else await PutAsync(before[random.Next(before.Length)], $"2026-10-02T10:{random.Next(60):00}:{random.Next(60):00}Z");
            }
        }
        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.Unique);
            Assert.That(before, Is.SubsetOf(seen));
        });
    }

    [Test]
    public async Task Only_what_changed_in_a_window_is_told()
    {
        await PutAsync("L1", "2026-10-01T10:00:00Z");
        await PutAsync("L2", "2026-10-02T10:00:00Z");
        await PutAsync("L3", "2026-10-03T10:00:00Z");
        var page = await Engine.SendAsync("GET", $"{List}?date_from=2026-10-02T10:00:00Z&date_to=2026-10-03T10:00:00Z", null, EngineUnderTest.EmspToken);
        Assert.That((IdsOf(page), page.Header("X-Total-Count")), Is.EqualTo((new[] { "L2" }, "1")), "from is inclusive, to is not");
    }

    [TestCase("limit=0", "limit")]
    [TestCase("offset=-1", "offset")]
    [TestCase("date_from=yesterday", "date_from")]
    [TestCase("date_from=2026-10-02T10:00:00Z&date_to=2026-10-01T10:00:00Z", "date_to")]
    [TestCase("after=x", "after")]
    [TestCase("after=1&total=-1", "total")]
    [TestCase("after=1&left_out=x", "left_out")]
    public async Task Parameters_that_mean_nothing_are_named(string query, string name)
    {
        var answer = await Engine.SendAsync("GET", $"{List}?{query}", null, EngineUnderTest.EmspToken);
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.StartWith(name));
    }

    [Test]
    public async Task Objects_are_told_as_they_were_put()
    {
        var location = Location();
        await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString());
        AssertSame(await ReadAsync($"{List}/LOC1", EngineUnderTest.EmspToken), location);
        AssertSame(await ReadAsync($"{List}/LOC1/3256", EngineUnderTest.EmspToken), location["evses"]![0]!);
        AssertSame(await ReadAsync($"{List}/LOC1/3256/1", EngineUnderTest.EmspToken), location["evses"]![0]!["connectors"]![0]!);
        Assert.That(await SayAsync("GET", $"{List}/LOC2", null, EngineUnderTest.EmspToken), Is.EqualTo((404, 2003)));
    }

    [Test]
    public async Task A_CPO_gets_its_eMSPs_tokens_and_nobody_elses_locations()
    {
        await PutAsync("L1");
        await SayAsync("PUT", $"{Tokens}/04A2B3C4D5E680", Token().ToJsonString(), EngineUnderTest.EmspToken);
        var tokens = await Engine.SendAsync("GET", "/ocpi/2.2.1/sender/tokens");
        var locations = await Engine.SendAsync("GET", List);
        Assert.That(tokens.Json.GetProperty("data")[0].GetProperty("uid").GetString(), Is.EqualTo("04A2B3C4D5E680"));
        Assert.That(IdsOf(locations), Is.Empty, "a CPO sees no CPO's");
    }

    [Test]
    public async Task What_is_not_for_everybody_is_in_no_list()
    {
        var location = Location();
        location["publish"] = false;
        await SayAsync("PUT", $"{Locations}/LOC1", location.ToJsonString());
        Assert.That(IdsOf(await Engine.SendAsync("GET", List, null, EngineUnderTest.EmspToken)), Is.Empty);
        Assert.That(await SayAsync("GET", $"{List}/LOC1", null, EngineUnderTest.EmspToken), Is.EqualTo((404, 2003)));
    }

    /// <summary>A status that came by itself is in what is told of the location, and makes it new.</summary>
    [Test]
    public async Task Statuses_are_told_as_they_are_now()
    {
        await SayAsync("PUT", $"{Locations}/LOC1", Location().ToJsonString());
        Assert.That(await SayAsync("PATCH", $"{Locations}/LOC1/3256", """{"status":"BLOCKED","last_updated":"2026-10-01T11:00:00Z"}"""), Is.EqualTo((200, 1000)));
        var told = await ReadAsync($"{List}/LOC1", EngineUnderTest.EmspToken);
        Assert.That(told["evses"]![0]!["status"]!.GetValue<string>(), Is.EqualTo("BLOCKED"));
        Assert.That(told["last_updated"]!.GetValue<string>(), Is.EqualTo("2026-10-01T11:00:00Z"));
    }

    [Test]
    public async Task Every_version_lists_what_another_version_put([ValueSource(nameof(Versions))] string version)
    {
        await PutAsync("L1");
        var page = await Engine.SendAsync("GET", $"/ocpi/{version}/sender/locations", null, EngineUnderTest.EmspToken);
        Assert.That(IdsOf(page), Is.EqualTo(new[] { "L1" }), page.Message);
        var faults = await SchemaOracle.JsonFaultsAsync(page.Json.GetProperty("data")[0].GetRawText(), $"ocpi-{version}/location.schema.json");
        Assert.That(faults, Is.Empty);
    }

    /// <summary>2.1.1 has no tariffs for some only.</summary>
    [Test]
    public async Task What_the_caller_has_no_words_for_does_not_count_where_its_links_are_followed([Values("", "&date_from=2026-01-01T00:00:00Z")] string window)
    {
        for (var i = 1; i <= 5; i++)
        {
            var tariff = Tariff($"T{i}");
            if (i is 2 or 5) tariff["type"] = "AD_HOC_PAYMENT";
            Assert.That((await SayAsync("PUT", $"{Tariffs}/T{i}", tariff.ToJsonString())).Code, Is.EqualTo(1000));
        }
        var pages = await PagesAsync($"/ocpi/2.1.1/sender/tariffs?limit=2{window}");
        var whole = await Engine.SendAsync("GET", $"/ocpi/2.1.1/sender/tariffs?{window}", null, EngineUnderTest.EmspToken);
        var counting = await Engine.SendAsync("GET", $"/ocpi/2.1.1/sender/tariffs?offset=4&limit=2{window}", null, EngineUnderTest.EmspToken);
        Assert.Multiple(() =>
        {
            Assert.That(pages.SelectMany(IdsOf), Is.EqualTo(new[] { "T1", "T3", "T4" }));
            Assert.That(pages.Select(page => page.Header("X-Total-Count")), Is.EqualTo(new[] { "5", "4", "3" }), "the first may be for one who counts");
            Assert.That((IdsOf(whole).Length, whole.Header("X-Total-Count")), Is.EqualTo((3, "3")));
            Assert.That((IdsOf(counting).Length, counting.Header("X-Total-Count")), Is.EqualTo((0, "5")), "offsets count what is left out, too");
        });
    }

    private static IEnumerable<string> Versions => OcpiVersion.Spoken.Select(v => v.Number);

    private static string[] Ids(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(n => $"L{n}")];

    private async Task PutAsync(string id, string updated = "2026-10-01T10:00:00Z")
    {
        var location = Location(id);
        location["last_updated"] = updated;
        Assert.That((await SayAsync("PUT", $"{Locations}/{id}", location.ToJsonString())).Code, Is.EqualTo(1000));
    }

    private async Task<string[]> CrawlAsync(string query)
    {
        var pages = await PagesAsync($"{List}?{query}");
        Assert.That(pages.Select(IdsOf), Has.None.Empty);
        return [.. pages.SelectMany(IdsOf)];
    }

    private async Task<List<Answered>> PagesAsync(string path)
    {
        var (found, next) = (new List<Answered>(), (string?)path);
        while (next is not null)
        {
            found.Add(await Engine.SendAsync("GET", next, null, EngineUnderTest.EmspToken));
            next = Next(found[^1]);
        }
        return found;
    }

    private static string[] IdsOf(Answered page) => [.. page.Json.GetProperty("data").EnumerateArray().Select(o => o.GetProperty("id").GetString()!)];

    /// <summary>The path of the next page; null on the last.</summary>
    private static string? Next(Answered page) =>
        page.Header("Link") is { Length: > 0 } link && LinkHeader.Next([link]) is { } url ? new Uri(url).PathAndQuery : null;
}
