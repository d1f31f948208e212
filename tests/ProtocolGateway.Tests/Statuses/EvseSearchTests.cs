using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Statuses;

/// <summary>Which EVSEs an eMSP finds.</summary>
public sealed class EvseSearchTests(JournalProvider provider) : StatusTest(provider)
{
    private static readonly Location Halles = Location(First) with
    {
        Name = "Halles",
        Address = "Rue Rambuteau 1",
        Country = "FRA",
        Coordinates = new() { Latitude = "48.862725", Longitude = "2.347870" },
        Operator = new() { Name = "Acme" },
        OpeningTimes = new() { Twentyfourseven = true },
    };

    private static readonly Location Bastille = Location(Second) with
    {
        Id = "B",
        Coordinates = new() { Latitude = "48.853", Longitude = "2.369" },
    };

    private protected override IReadOnlyList<Agreement> Agreements() => [new Agreement { Cpo = Samples.Cpo, Emsp = Samples.Emsp }];

    [SetUp]
    public void Put() => Gateway.Directory.Put(Bastille, Halles);

    [Test]
    public async Task Those_within_the_radius_the_nearest_first()
    {
        Assert.That(await FindAsync(new()), Is.EqualTo([First, Second]));
        Assert.That(await FindAsync(new() { Radius = 1 }), Is.EqualTo([First]));
        Assert.That(await FindAsync(new() { Most = 1 }), Is.EqualTo([First]));
        Assert.That(await FindAsync(new() { Latitude = 48.853m, Longitude = 2.37m }), Is.EqualTo([Second, First]));
    }

    [Test]
    public async Task None_that_may_not_be_published()
    {
        Gateway.Directory.Put(Bastille, Halles with { Publish = false });

        Assert.That(await FindAsync(new()), Is.EqualTo([Second]));
    }

    [Test]
    public async Task None_of_a_CPO_without_agreement() =>
        Assert.That(await FindAsync(new() { AskedBy = Samples.OtherEmsp }), Is.Empty);

    [Test]
    public async Task With_their_place_and_how_they_stand()
    {
        await ReportAsync(Used(BusyStatus.BUSY, Now));
        FoundEvse? found = null;
        await SearchAsync(new() { Radius = 1 }, evse => { found = evse; return true; });

        Assert.That(found, Is.EqualTo(new FoundEvse
        {
            EvseId = First,
            PoolId = "FR798P1234",
            Brand = "Acme",
            Name = "Halles",
            Address = "Rue Rambuteau 1",
            Country = "FR",
            Entrance = Halles.Coordinates,
            AlwaysOpen = true,
            Busy = new() { Status = BusyStatus.BUSY, ChangedAt = Now },
        }));
    }

    [Test]
    public async Task The_question_is_journaled_with_its_answer()
    {
        await FindAsync(new());

        using var journal = Gateway.Journal();
        var exchange = journal.Exchanges.Single();
        Assert.That((exchange.Result, exchange.Answer), Is.EqualTo((ExchangeResult.Answered, $"{First} {Second}")));
    }

    private async Task<string[]> FindAsync(FindEvses question) =>
        (await SearchAsync(question, _ => true)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Task<string> SearchAsync(FindEvses question, Func<FoundEvse, bool> fits) => Gateway.Get<IEvseSearch>().FindAsync(
        Samples.Said("Search", Samples.EmspPartner),
        new()
        {
            AskedBy = question.AskedBy ?? Samples.Emsp,
            Latitude = question.Latitude ?? 48.8627m,
            Longitude = question.Longitude ?? 2.3478m,
            Radius = question.Radius ?? 10,
            Most = question.Most,
        },
        fits,
        found => string.Join(' ', found.Evses.Select(e => e.EvseId)));
}
