using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Publishing;

/// <summary>Whom what partners publish is owed to.</summary>
public sealed class OwingObjectsTests(JournalProvider provider) : PublishingTest(provider)
{
    [Test]
    public async Task A_location_goes_once_to_everybody_who_speaks_for_an_eMSP_and_not_back()
    {
        await SayAsync(Location());
        await Gateway.DeliverAsync();

        Assert.That(Deliveries(), Is.EqualTo(new[] { "location|FR798|LOC1 to emsp DE*ABC: Delivered", "location|FR798|LOC1 to hub : Delivered" }));
        Assert.That(Said("hub"), Is.EqualTo(new[] { Json(new LocationPublished { Location = Location() }) }));
    }

    [Test]
    public async Task A_token_goes_to_every_CPO()
    {
        await SayAsync(Token());
        await Gateway.DeliverAsync();

        Assert.That(Deliveries(), Is.EqualTo(new[] { $"{TokenKey} to cpo FR*798: Delivered", $"{TokenKey} to hub BE*QQQ: Delivered" }));
        Assert.That(TokenKey, Does.Match("^token\\|DEABC\\|[0-9a-f]{16}$"), "nobody reads a card's number there");
        Assert.That(Said("cpo"), Is.EqualTo(new[] { Json(new TokenPublished { Token = Token() }) }));
    }

    [Test]
    public async Task A_tariff_is_told_and_so_is_its_withdrawal()
    {
        await SayAsync(Tariff());
        await Gateway.DeliverAsync();
        await SayAsync(Tariff(), withdraws: true);
        await Gateway.DeliverAsync();

        Assert.That(Said("emsp"), Is.EqualTo(new[]
        {
            Json(new TariffPublished { Tariff = Tariff() }),
            Json(new TariffPublished { Withdrawn = new() { Party = Samples.Cpo, Id = "T1", WithdrawnAt = Gateway.Time.GetUtcNow() } }),
        }));
        Assert.That(Published.Find(PublishedKind.Tariff, Samples.Cpo, "T1"), Is.Null);
    }

    [Test]
    public async Task A_withdrawal_that_waited_is_told_as_the_journal_kept_it()
    {
        await SayAsync(Tariff());
        Gateway.Protocol.Next(new Outcome.Unreachable("down"), new Outcome.Unreachable("down"));
        await Gateway.DeliverAsync();
        await SayAsync(Tariff(), withdraws: true);
        var withdrawnAt = Gateway.Time.GetUtcNow();
        Gateway.Time.Advance(TimeSpan.FromMinutes(10));
        await Gateway.DeliverAsync();

        Assert.That(Said("emsp")[^1], Is.EqualTo(Json(new TariffPublished { Withdrawn = new() { Party = Samples.Cpo, Id = "T1", WithdrawnAt = withdrawnAt } })));
        Assert.That(Deliveries().Count(d => d.EndsWith("Superseded", StringComparison.Ordinal)), Is.EqualTo(2), "the tariff itself was never told");
    }

    [Test]
    public async Task The_same_once_more_is_acknowledged_and_owes_nothing()
    {
        var first = (Publication.Taken)await SayAsync(Location());
        var second = (Publication.Taken)await SayAsync(Location());

        Assert.That((first.Created, first.Changed, second.Created, second.Changed), Is.EqualTo((true, true, false, false)));
        Assert.That(Gateway.Deliveries(), Has.Count.EqualTo(2));
        using var journal = Gateway.Journal();
        Assert.That(journal.Exchanges.OrderBy(e => e.Id).Select(e => e.Result).ToList(), Is.EqualTo(new[] { ExchangeResult.Accepted, ExchangeResult.Repeated }));
    }

    [Test]
    public async Task An_older_one_is_acknowledged_changes_nothing_and_is_reported()
    {
        await SayAsync(Tariff(minute: 5));
        var older = (Publication.Taken)await SayAsync(Tariff(minute: 4) with { Currency = "CHF" });

        Assert.That((older.Created, older.Changed, Gateway.Deliveries().Count), Is.EqualTo((false, false, 2)));
        Assert.That(Published.Find(PublishedKind.Tariff, Samples.Cpo, "T1")!.Record, Is.EqualTo(Tariff(minute: 5)));
        using var journal = Gateway.Journal();
        Assert.That(journal.Exchanges.OrderBy(e => e.Id).Last().Losses, Does.Contain("a newer one is known, of 2026-10-01T12:05:00Z"));
    }

    [Test]
    public async Task A_newer_one_takes_the_place_of_one_that_waits()
    {
        Gateway.Protocol.Always(new Outcome.Unreachable("down"));
        await SayAsync(Location());
        await Gateway.DeliverAsync();
        await SayAsync(Location(minute: 1) with { Name = "Halles" });
        Gateway.Protocol.Always(new Outcome.Delivered());
        Gateway.Time.Advance(TimeSpan.FromMinutes(10));
        await Gateway.DeliverAsync();

        Assert.That(Deliveries(), Is.EqualTo(new[]
        {
            "location|FR798|LOC1 to emsp DE*ABC: Superseded", "location|FR798|LOC1 to hub : Superseded",
            "location|FR798|LOC1 to emsp DE*ABC: Delivered", "location|FR798|LOC1 to hub : Delivered",
        }));
    }

    [Test]
    public async Task Whom_no_protocol_can_tell_nothing_is_owed()
    {
        Gateway.Protocol.SaysTokens = false;

        Assert.That(await SayAsync(Token()), Is.InstanceOf<Publication.Taken>());
        Assert.That(Gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_foreign_object_is_refused()
    {
        var refused = (Publication.Refused)await SayAsync(Location(), Samples.EmspPartner);

        Assert.That((refused.Refusal.Kind, refused.Refusal.ToString()), Is.EqualTo((RefusalKind.ForeignParty, "country_code, party_id: emsp doesn't speak for the CPO FR*798")));
        Assert.That(Published.Find(PublishedKind.Location, Samples.Cpo, "LOC1"), Is.Null);
    }

    [Test]
    public async Task What_no_table_knows_or_has_no_id_is_refused()
    {
        var unmapped = (Publication.Refused)await SayAsync(Location(), hold: new("UnmappedCode", "evses/status: 'SLEEPING' is unknown"));
        var nameless = (Publication.Refused)await SayAsync(Location() with { Id = " " });

        Assert.That((unmapped.Refusal.ToString(), nameless.Refusal.ToString()), Is.EqualTo(("evses/status: 'SLEEPING' is unknown", "id: missing")));
    }

    [Test]
    public async Task What_is_held_for_one_partner_is_released_by_hand()
    {
        Gateway.Protocol.Next(new Outcome.Held(new("NoPostalCode", "2.1.1 needs one")));
        await SayAsync(Location());
        await Gateway.DeliverAsync();
        var held = Gateway.Deliveries().Single(d => d.State == DeliveryState.Held);

        Assert.That(await Gateway.Get<Release>().ReleaseAsync(held.Sequence, "by hand", null, CancellationToken.None), Is.InstanceOf<ReleaseResult.Released>());
        await Gateway.DeliverAsync();

        Assert.That(Gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }
}

/// <summary>Locations that are not for everybody.</summary>
public sealed class UnpublishedLocationTests(JournalProvider provider) : PublishingTest(provider)
{
    private protected override IReadOnlyList<Agreement> Agreements => [new() { Emsp = Samples.OtherEmsp, UnpublishedLocations = true }, new()];

    [Test]
    public async Task They_are_told_to_nobody_but_those_whose_agreement_says_so()
    {
        await SayAsync(Location() with { Publish = false });

        Assert.That(Deliveries(), Is.EqualTo(new[] { "location|FR798|LOC1 to hub NL*XYZ: Owed" }));
    }
}
