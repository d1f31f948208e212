using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;

namespace ProtocolGateway.Ocpi.Tests.Registrations;

/// <summary>How parties stand, told in both directions (ocpi.md 5.8).</summary>
public sealed class HubClientInfoTests
{
    private const string Theirs = "what-they-present", Ours = "what-we-present";

    private string folder = "";
    private ShiftedTime time = null!;
    private StandInPlatform platform = null!;

    [SetUp]
    public async Task StartAsync()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("parties-").FullName;
        (time, platform) = (new ShiftedTime(), await StandInPlatform.StartAsync());
        platform.Accepts.Add(Ours);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await platform.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_partner_finds_how_those_stand_whom_it_has_an_agreement_with_page_by_page()
    {
        await using var gateway = await EmspAsync(new(Role.CPO, new("FR", "798")), new(Role.CPO, new("FR", "799")), new(Role.EMSP, new("NL", "NOT")));
        await gateway.Get<IPartyStatuses>().RefreshAsync(CancellationToken.None);

        var first = await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo?limit=1", Theirs);
        var second = await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo?offset=1&limit=1", Theirs);

        Assert.Multiple(() =>
        {
            Assert.That((Told(first), first.Headers["X-Total-Count"], first.Headers["X-Limit"]), Is.EqualTo(("CPO FR*798 CONNECTED", "2", "1000")));
            Assert.That(first.Headers["Link"], Is.EqualTo($"<{gateway.Address}ocpi/2.2.1/hubclientinfo?offset=1&limit=1>; rel=\"next\""));
            Assert.That((Told(second), second.Headers.ContainsKey("Link")), Is.EqualTo(("CPO FR*799 CONNECTED", false)));
        });
        var none = await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo?date_from=2099-01-01T00:00:00Z", Theirs);
        Assert.That(none.Json.GetProperty("data").GetArrayLength(), Is.Zero);
        Assert.That((await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo?limit=many", Theirs)).Code, Is.EqualTo(2001));
    }

    [Test]
    public async Task A_change_is_told_once_and_the_end_of_it_too()
    {
        platform.Modules.Add(("hubclientinfo", "RECEIVER"));
        await using var gateway = await EmspAsync(new PartnerRole(Role.CPO, new("FR", "798")));
        using var news = News(gateway);
        await news.RoundAsync(CancellationToken.None);
        Assert.That(platform.Puts, Is.Empty, "what it finds in the list is no news");

        await gateway.Get<IPartnerActions>().PauseAsync("other", "their works", CancellationToken.None);
        await news.RoundAsync(CancellationToken.None);
        await news.RoundAsync(CancellationToken.None);
        Assert.That(platform.Puts.Select(Told), Is.EqualTo(new[] { "hubclientinfo/FR/798 CPO FR*798 OFFLINE" }));
        Assert.That(await Schema.FaultsAsync(Schema.Load("2.2.1", "client-info"), platform.Puts.Single().Body.GetRawText()), Is.Empty);

        await gateway.Get<IPartnerActions>().ResumeAsync("other", CancellationToken.None);
        await news.RoundAsync(CancellationToken.None);
        Assert.That(platform.Puts.Select(Told).Last(), Is.EqualTo("hubclientinfo/FR/798 CPO FR*798 CONNECTED"));
    }

    [Test]
    public async Task What_could_not_be_told_is_told_later()
    {
        platform.Modules.Add(("hubclientinfo", "RECEIVER"));
        await using var gateway = await EmspAsync(new PartnerRole(Role.CPO, new("FR", "798")));
        using var news = News(gateway);
        await news.RoundAsync(CancellationToken.None);
        await gateway.Get<IPartnerActions>().PauseAsync("other", "their works", CancellationToken.None);
        platform.BreaksAt = "PUT";
        await news.RoundAsync(CancellationToken.None);
        platform.BreaksAt = null;
        await news.RoundAsync(CancellationToken.None);
        Assert.That(platform.Puts, Is.Empty, "who failed is left alone for a while");

        time.Advance(TimeSpan.FromSeconds(31));
        await news.RoundAsync(CancellationToken.None);
        Assert.That(platform.Puts.Select(Told), Is.EqualTo(new[] { "hubclientinfo/FR/798 CPO FR*798 OFFLINE" }));
    }

    [Test]
    public async Task Who_is_to_register_yet_is_planned()
    {
        await using var gateway = await HandshakeGateway.StartAsync(
            folder, time, [new(Role.CPO, new("FR", "798"))], [new(Role.EMSP, new("DE", "ABC"))], ("RegistrationToken", "a"));
        await gateway.Get<IPartyStatuses>().RefreshAsync(CancellationToken.None);

        Assert.That(Told(await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo", "other-token")), Is.EqualTo("CPO FR*798 PLANNED"));
    }

    [Test]
    public async Task A_hub_tells_of_those_behind_it_and_what_is_older_changes_nothing()
    {
        await using var gateway = await HubAsync();
        var put = await PutAsync(gateway, "NL", "XYZ", "OFFLINE", "2026-05-04T12:00:00Z");
        var older = await PutAsync(gateway, "NL", "XYZ", "CONNECTED", "2026-05-04T11:00:00Z");
        var read = await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo/NL/XYZ", Theirs);

        Assert.That((put.Http, put.Code, older.Http), Is.EqualTo((201, 1000, 200)));
        Assert.That(read.Json.GetProperty("data").GetRawText(),
            Is.EqualTo("""{"party_id":"XYZ","country_code":"NL","role":"EMSP","status":"OFFLINE","last_updated":"2026-05-04T12:00:00.000Z"}"""));
        Assert.That((await gateway.GetAsync("/ocpi/2.2.1/hubclientinfo/NL/ABC", Theirs)).Http, Is.EqualTo(404));
    }

    [TestCase("NL", """{"party_id":"XYZ","country_code":"DE","role":"EMSP","status":"OFFLINE","last_updated":"2026-05-04T12:00:00Z"}""", "party_id")]
    [TestCase("NL", """{"party_id":"XYZ","country_code":"NL","role":"EMSP","status":"GONE","last_updated":"2026-05-04T12:00:00Z"}""", "status")]
    [TestCase("NL", """{"party_id":"XYZ","country_code":"NL","role":"EMSP","status":"OFFLINE"}""", "last_updated")]
    public async Task What_is_wrong_is_refused_by_its_place(string country, string json, string place)
    {
        await using var gateway = await HubAsync();
        var answer = await gateway.SendAsync(HttpMethod.Put, $"/ocpi/2.2.1/hubclientinfo/{country}/XYZ", Theirs, json);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.StartWith(place));
    }

    [Test]
    public async Task Only_a_hub_finds_where_to_tell_us()
    {
        await using var emsp = await EmspAsync();
        var details = await emsp.GetAsync("/ocpi/2.2.1", Theirs);

        Assert.That(
            details.Json.GetProperty("data").GetProperty("endpoints").EnumerateArray().Where(e => e.GetProperty("identifier").GetString() == "hubclientinfo").Select(e => e.GetProperty("role").GetString()),
            Is.EqualTo(new[] { "SENDER" }));
    }

    [Test]
    public async Task A_hub_is_asked_once_for_all_that_stand_behind_it()
    {
        platform.Modules.Add(("hubclientinfo", "SENDER"));
        platform.List = """[{"party_id":"XYZ","country_code":"NL","role":"EMSP","status":"SUSPENDED","last_updated":"2026-05-04T12:00:00Z"},{"party_id":"BAD"}]""";
        await using var gateway = await HubAsync();
        using var news = News(gateway);
        await news.RoundAsync(CancellationToken.None);
        await news.RoundAsync(CancellationToken.None);

        Assert.That(gateway.Get<IPartyStatuses>().HeardFrom(gateway.Partner).Select(s => $"{s.Party} {s.Status}"), Is.EqualTo(new[] { "NL*XYZ SUSPENDED" }));
        Assert.That(platform.Calls.Count(c => c == "GET"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_owed_to_a_party_that_its_hub_can_t_reach_is_held_until_it_can()
    {
        await using var gateway = await HubAsync();
        await PutAsync(gateway, "DE", "ABC", "OFFLINE", "2026-05-04T12:00:00Z");
        Assert.That((await gateway.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", "other-token", Cdrs.Whole)).Http, Is.EqualTo(201));
        await UntilAsync(gateway, d => d is { State: DeliveryState.Held, ReasonCode: "PartyAway" });

        await PutAsync(gateway, "DE", "ABC", "CONNECTED", "2026-05-04T13:00:00Z");
        await UntilAsync(gateway, d => d.ReasonCode != "PartyAway");
    }

    private static Task UntilAsync(HandshakeGateway gateway, Func<DeliveryRow, bool> holds) => Eventually.TrueAsync(async () =>
    {
        await using var journal = gateway.Get<IDbContextFactory<JournalContext>>().CreateDbContext();
        return await journal.Deliveries.SingleOrDefaultAsync() is { } delivery && holds(delivery);
    }, "the delivery stands so");

    private Task<HandshakeGateway> EmspAsync(params PartnerRole[] others) => HandshakeGateway.StartAsync(folder, time, [new(Role.EMSP, new("DE", "ABC"))], others, Fixed());

    private Task<HandshakeGateway> HubAsync() => HandshakeGateway.StartAsync(
        folder, time, [new(Role.HUB, new("DE", "HUB"))], [new(Role.CPO, new("FR", "798"))], [new(Role.EMSP, new("DE", "ABC")), new(Role.EMSP, new("NL", "XYZ"))], Fixed());

    private (string, string?)[] Fixed() => [("Version", "2.2.1"), ("VersionsUrl", platform.VersionsUrl), ("InboundToken", Theirs), ("OutboundToken", Ours)];

    private PartyNews News(HandshakeGateway gateway) => new(gateway.Get<IPartyStatuses>(), gateway.Get<PartnerBook>(), time, NullLogger.Instance);

    private static Task<Answered> PutAsync(HandshakeGateway gateway, string country, string id, string status, string at) => gateway.SendAsync(
        HttpMethod.Put, $"/ocpi/2.2.1/hubclientinfo/{country}/{id}", Theirs,
        $$"""{"party_id":"{{id}}","country_code":"{{country}}","role":"EMSP","status":"{{status}}","last_updated":"{{at}}"}""");

    private static string Told(Answered answer) => string.Join(", ", answer.Json.GetProperty("data").EnumerateArray().Select(Told));

    private static string Told((string Path, JsonElement Body) put) => $"{put.Path} {Told(put.Body)}";

    private static string Told(JsonElement info) =>
        $"{info.GetProperty("role").GetString()} {info.GetProperty("country_code").GetString()}*{info.GetProperty("party_id").GetString()} {info.GetProperty("status").GetString()}";
}
