using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using ProtocolGateway.Absences;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Tests.Upkeep;

/// <summary>Partners that push nothing: their lists are asked for from time to time, after a cut, and when a person wants it.</summary>
internal sealed class PullingTests
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(4);

    private string folder = "";
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

    [TestCase("2.1.1")]
    [TestCase("2.2.1")]
    [TestCase("2.3.0")]
    public async Task What_a_CPO_only_offers_to_be_asked_for_arrives_and_goes_on_arriving(string version)
    {
        await StartAsync(version, TestPartners.Cpo("FR*798"), "locations", "tariffs", "sessions");
        Make("locations", Sample(version, "location"), time.GetUtcNow().AddDays(-400));
        Make("tariffs", Sample(version, "tariff"), time.GetUtcNow().AddDays(-400));
        await gateway.CatchUpAsync();
        string Since(string module)
        {
            using var journal = gateway.Journal();
            return Seconds(journal.CatchUps.AsEnumerable().Single(c => c.Module.StartsWith(module, StringComparison.Ordinal)).ReachedAt!.Value - CatchingUp.Margin);
        }

        var (tariffs, locations, sessions) = (Since("tariffs"), Since("locations"), Since("sessions"));
        time.Advance(TimeSpan.FromMinutes(30));
        Make("sessions", Sample(version, "session"), time.GetUtcNow());
        var changed = Sample(version, "tariff");
        changed["currency"] = "CHF";
        Make("tariffs", changed, time.GetUtcNow());
        time.Advance(Every);
        await gateway.CatchUpAsync();

        Assert.That(Find<Tariff>(PublishedKind.Tariff, changed)!.Currency, Is.EqualTo("CHF"));
        Assert.That(Find<Location>(PublishedKind.Location, Sample(version, "location")), Is.Not.Null);
        Assert.That(Session(version)!.Status, Is.EqualTo(SessionStatus.COMPLETED));
        Assert.That(Froms("tariffs"), Is.EqualTo(new[] { null, tariffs }), "everything at first, then what is new");
        Assert.That(Froms("locations"), Is.EqualTo(new[] { null, locations }));
        Assert.That(Froms("sessions"), Has.Some.EqualTo(sessions).And.None.Null, "sessions are never asked for without a time");
        Assert.That(platform.Requests.Count(r => r.Path == "/ocpi/versions"), Is.EqualTo(2), "once each time");
    }

    [TestCase("2.1.1")]
    [TestCase("2.2.1")]
    [TestCase("2.3.0")]
    public async Task What_an_eMSP_only_offers_to_be_asked_for_arrives(string version)
    {
        await StartAsync(version, TestPartners.Emsp("DE*ABC"), "tokens", "locations", "tariffs");
        Make("tokens", Sample(version, "token"), time.GetUtcNow().AddDays(-400));
        await gateway.CatchUpAsync();

        var token = Sample(version, "token");
        var known = gateway.Get<IPublishedObjects>().Find(
            PublishedKind.Token, new PartyId("DE", "ABC"), PublishedKeys.OfToken((string)token["uid"]!, Enum.Parse<TokenType>((string)token["type"]!)));
        Assert.That(known, Is.Not.Null);
        Assert.That(platform.AskedFor("locations").Concat(platform.AskedFor("tariffs")), Is.Empty, "those are not an eMSP's to have");
    }

    [Test]
    public async Task Of_what_is_pushed_and_what_is_asked_for_the_newest_counts()
    {
        await StartAsync("2.2.1", TestPartners.Cpo("FR*798"), "tariffs", "sessions");
        await gateway.CatchUpAsync();
        Assert.That(await PutAsync("tariffs", Changed("tariff", "CHF", "2026-05-04T13:00:00Z")), Is.EqualTo(201));
        Assert.That(await PutAsync("sessions", Changed("session", "CHF", "2026-05-04T13:00:00Z")), Is.EqualTo(201));
        foreach (var module in new[] { "tariff", "session" }) Make($"{module}s", Changed(module, "EUR", "2026-05-04T12:30:00Z"), time.GetUtcNow());
        await PullAgainAsync();
        Assert.That((Find<Tariff>(PublishedKind.Tariff, Sample("2.2.1", "tariff"))!.Currency, Session("2.2.1")!.Currency), Is.EqualTo(("CHF", "CHF")), "older");

        foreach (var module in new[] { "tariff", "session" }) Make($"{module}s", Changed(module, "GBP", "2026-05-04T14:00:00Z"), time.GetUtcNow());
        await PullAgainAsync();
        Assert.That((Find<Tariff>(PublishedKind.Tariff, Sample("2.2.1", "tariff"))!.Currency, Session("2.2.1")!.Currency), Is.EqualTo(("GBP", "GBP")), "newer");
        Assert.That(await PutAsync("tariffs", Changed("tariff", "GBP", "2026-05-04T14:00:00Z")), Is.EqualTo(200), "it is one object");

        var page = gateway.Get<IPublishedObjects>().List(new() { Kind = PublishedKind.Tariff, Sight = new([new PartyId("FR", "798")], []), Limit = 10 });
        Assert.That(page.Total, Is.EqualTo(1));
    }

    [Test]
    public async Task An_EVSE_that_a_list_shows_in_another_state_is_told_as_a_status()
    {
        await StartAsync("2.2.1", TestPartners.Cpo("FR*798"), "locations");
        var location = OcpiRecord.Location("L1", "FR*798*E77");
        Make("locations", location, time.GetUtcNow());
        await gateway.CatchUpAsync();
        await Eventually.TrueAsync(() => gateway.Owed().Count == 1, "the whole is owed at first");
        var evse = location["evses"]![0]!;
        (evse["status"], evse["last_updated"], location["last_updated"]) = ("CHARGING", "2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z");
        Make("locations", location, time.GetUtcNow());
        await PullAgainAsync();
        time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(() => gateway.Owed().Count == 2, "then the status alone", TimeSpan.FromSeconds(10), () => string.Join(", ", gateway.Owed()));
        Assert.That(gateway.Owed(), Is.EqualTo(new[] { "location|FR798|L1", "evse|FR798|FR*798*E77" }));
        using var journal = gateway.Journal();
        Assert.That(journal.Deliveries.OrderBy(d => d.Sequence).Select(d => d.Message), Is.EqualTo(new[] { "LocationPublished", "EvseStatusChanged" }));
    }

    [Test]
    public async Task A_person_has_all_lists_asked_for_at_once_from_any_time_on()
    {
        await StartAsync("2.2.1", TestPartners.Cpo("FR*798"), "tariffs", "cdrs");
        await gateway.CatchUpAsync();
        var puller = gateway.Get<IPuller>();
        var partner = gateway.Get<PartnerBook>().Find("cpo")!;

        await gateway.CatchUpAsync();
        Assert.That(platform.AskedFor("tariffs"), Has.Count.EqualTo(1), "nothing is due");
        Assert.That(await puller.PullAsync(partner, null, confirmed: false, CancellationToken.None), Is.InstanceOf<ActionResult.Done>());
        await gateway.CatchUpAsync();
        Assert.That(await puller.PullAsync(partner, DateTimeOffset.UnixEpoch, confirmed: false, CancellationToken.None), Is.InstanceOf<ActionResult.Done>());
        await gateway.CatchUpAsync();

        Assert.That(Froms("tariffs"), Has.Count.EqualTo(3).And.Exactly(2).Null, "the whole list at first, and when it is wanted");
        Assert.That(Froms("cdrs")[^1], Is.EqualTo("1969-12-31T23:45:00Z"));
        var state = (await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == "cpo");
        Assert.That(state.Pulls.Select(p => p.Module), Is.SupersetOf(new[] { "cdrs FR*798", "tariffs FR*798" }));
        Assert.That(state.Pulls.Select(p => p.ReachedAt), Is.All.Not.Null);
    }

    [Test]
    public async Task A_partner_that_was_cut_off_is_asked_when_it_is_back()
    {
        await StartAsync("2.2.1", TestPartners.Cpo("FR*798"), "tariffs");
        await gateway.CatchUpAsync();
        await gateway.Get<IPartnerActions>().PauseAsync("cpo", "their works", CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(40));
        Make("tariffs", Sample("2.2.1", "tariff"), time.GetUtcNow());
        await gateway.Get<IPartnerActions>().ResumeAsync("cpo", CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(11));
        await gateway.CatchUpAsync();

        Assert.That(Find<Tariff>(PublishedKind.Tariff, Sample("2.2.1", "tariff")), Is.Not.Null);
    }

    [Test]
    public async Task A_list_that_is_offered_and_is_not_there_is_asked_for_once_a_day([Values(404, 405, 501)] int status)
    {
        await StartAsync("2.2.1", TestPartners.Cpo("FR*798"), "tariffs", "locations");
        platform.Instead = async (context, module, _) =>
        {
            if (module != "tariffs") return false;
            context.Response.StatusCode = status;
            await context.Response.CompleteAsync();
            return true;
        };
        for (var hour = 0; hour < 48; hour++)
        {
            await gateway.CatchUpAsync();
            time.Advance(TimeSpan.FromHours(1));
        }
        var state = (await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == "cpo");
        Assert.That((platform.AskedFor("tariffs").Count, platform.AskedFor("locations").Count), Is.EqualTo((2, 12)).Or.EqualTo((2, 13)), "the others as before");
        Assert.That(state.Pulls.Single(p => p.Module == "tariffs FR*798").Reason, Is.EqualTo($"HTTP {status}"));
        Assert.That(gateway.OpenFindings(), Is.Empty);

        platform.Instead = (_, _, _) => Task.FromResult(false);
        await gateway.Get<IPuller>().PullAsync(gateway.Get<PartnerBook>().Find("cpo")!, null, confirmed: false, CancellationToken.None);
        await gateway.CatchUpAsync();
        Assert.That(platform.AskedFor("tariffs"), Has.Count.EqualTo(3), "at once when a person wants it");
    }

    private async Task StartAsync(string version, PartnerRole role, params string[] offers)
    {
        platform = new OcpiCpoStandIn(version: version) { Offers = offers };
        await platform.StartAsync();
        gateway = await WholeGateway.StartAsync(folder, time, platform, role, ("Timeout", "60"), ("Version", version));
    }

    private async Task PullAgainAsync()
    {
        time.Advance(Every);
        await gateway.CatchUpAsync();
    }

    private void Make(string module, JsonObject json, DateTimeOffset at) => platform.Make(module, json.ToJsonString(), at);

    private Task<int> PutAsync(string module, JsonObject json) => gateway.PutAsync($"/ocpi/2.2.1/{module}/FR/798/{Uri.EscapeDataString((string)json["id"]!)}", json.ToJsonString());

    /// <summary>From when on a list was asked for, each time; null for all of it.</summary>
    private IReadOnlyList<string?> Froms(string module) =>
        [.. platform.AskedFor(module).Select(r => QueryHelpers.ParseQuery(new Uri("http://x" + r.Path).Query).TryGetValue("date_from", out var from) ? from.ToString() : null)];

    private T? Find<T>(PublishedKind kind, JsonObject json) where T : class =>
        gateway.Get<IPublishedObjects>().Find(kind, new PartyId("FR", "798"), PublishedKeys.Of((string)json["id"]!))?.Record as T;

    private Session? Session(string version) => gateway.Get<ISessionReports>().Find(new PartyId("FR", "798"), (string)Sample(version, "session")["id"]!);

    private static string Seconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Changed(string name, string currency, string at)
    {
        var json = Sample("2.2.1", name);
        (json["currency"], json["last_updated"]) = (currency, at);
        return json;
    }

    /// <summary>The sample of the tests' documents, as that of whoever makes such objects here.</summary>
    private static JsonObject Sample(string version, string name)
    {
        var json = JsonNode.Parse(Encoding.UTF8.GetString(Testing.Documents.Read($"ocpi-{version}/{name}.json")))!.AsObject();
        if (version != "2.1.1") (json["country_code"], json["party_id"]) = name == "token" ? ("DE", "ABC") : ("FR", "798");
        return json;
    }
}
