using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Directory;

public sealed class PublishedObjectsTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PartyId OtherCpo = new("BE", "QQQ");

    private string folder = "";
    private JournalDatabase database = null!;
    private JournalPublished published = null!;

    [SetUp]
    public void Make()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        database = new JournalDatabase(JournalUnderTest.Options(folder));
        published = new JournalPublished(database);
    }

    [TearDown]
    public void Remove()
    {
        published.Dispose();
        database.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void A_page_goes_on_where_the_one_before_ended_though_objects_change_come_and_go_meanwhile()
    {
        Add("L1", "L2", "L3", "L4");
        var first = List(limit: 2);
        using (var journal = database.CreateDbContext())
        {
            journal.Published.Single(p => p.ObjectKey == "L1").Withdrawn = true;
            journal.Published.Single(p => p.ObjectKey == "L2").LastUpdated = At.AddDays(1);
            journal.SaveChanges();
        }
        Add("L5");
        var second = List(after: first.Objects[^1].Number, limit: 10);

        Assert.That((Ids(first), first.Total, Ids(second), second.Total), Is.EqualTo(("L1 L2", 4, "L3 L4 L5", 4)));
    }

    [Test]
    public void The_window_of_last_updated_begins_with_its_first_instant_and_ends_before_its_last()
    {
        Add("L1", "L2", "L3", "L4");

        var page = List(from: At.AddMinutes(1), to: At.AddMinutes(3), limit: 1, offset: 1);

        Assert.That((Ids(page), page.Total), Is.EqualTo(("L3", 2)));
    }

    [Test]
    public void Only_what_is_seen_is_listed()
    {
        Add("L1");
        Add(OtherCpo, restricted: false, "L2");
        Add(OtherCpo, restricted: true, "L3");

        Assert.That(Ids(List()), Is.EqualTo("L1"));
        Assert.That(Ids(List(new([OtherCpo], []))), Is.EqualTo("L2"));
        Assert.That(Ids(List(new([OtherCpo, Samples.Cpo], [OtherCpo]))), Is.EqualTo("L1 L2 L3"));
        Assert.That(Ids(List(new([], []))), Is.Empty);
    }

    [Test]
    public void An_eMSP_sees_the_locations_and_a_CPO_the_tokens_of_those_with_whom_they_have_an_agreement()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.CPO, OtherCpo), new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        var book = new PartnerBook(new("FR", "GTW"), [Samples.CpoPartner, Samples.EmspPartner, other],
        [
            new() { Cpo = Samples.Cpo, Emsp = Samples.Emsp, UnpublishedLocations = true },
            new() { Cpo = OtherCpo, Emsp = Samples.Emsp },
            new() { Cpo = OtherCpo, Emsp = Samples.OtherEmsp },
        ]);

        Assert.Multiple(() =>
        {
            Assert.That(See(Samples.EmspPartner, PublishedKind.Location), Is.EqualTo("BE*QQQ FR*798; FR*798"));
            Assert.That(See(Samples.EmspPartner, PublishedKind.Tariff), Is.EqualTo("BE*QQQ FR*798; "));
            Assert.That(See(Samples.CpoPartner, PublishedKind.Token), Is.EqualTo("DE*ABC; "));
            Assert.That(See(Samples.CpoPartner, PublishedKind.Location), Is.EqualTo("; "), "no eMSP");
            Assert.That(See(other, PublishedKind.Location), Is.EqualTo("; "), "nobody is shown what is its own");
        });

        string See(Partner partner, PublishedKind kind)
        {
            var sight = PublishedSight.Of(partner, kind, book, At);
            return $"{string.Join(' ', sight.Owners.Select(o => o.ToString()).Order())}; {string.Join(' ', sight.Restricted)}";
        }
    }

    [Test]
    public void One_is_found_by_its_owner_and_id_until_it_is_withdrawn()
    {
        Add("L1");

        Assert.That(published.Find(PublishedKind.Location, Samples.Cpo, PublishedKeys.Of(" l1 "))?.Record, Is.EqualTo(new Location { Party = Samples.Cpo, Id = "L1" }));
        Assert.That(published.Find(PublishedKind.Location, OtherCpo, "L1"), Is.Null);
        Assert.That(published.Find(PublishedKind.Tariff, Samples.Cpo, "L1"), Is.Null);

        using (var journal = database.CreateDbContext())
        {
            journal.Published.Single().Withdrawn = true;
            journal.SaveChanges();
        }
        Assert.That(published.Find(PublishedKind.Location, Samples.Cpo, "L1"), Is.Null);
    }

    /// <summary>Property: whatever comes, is withdrawn, comes back or is hidden, what is counted ahead is what is there.</summary>
    [Test]
    public void Whole_lists_are_counted_as_they_change([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        using var connection = database.Open();
        using var statements = new PublishedStatements(connection);
        for (var step = 0; step < 60; step++)
        {
            connection.Begin();
            for (var i = random.Next(4); i >= 0; i--)
            {
                var name = new PublishedName(PublishedKind.Location, random.Next(2) == 0 ? Samples.Cpo.Key : OtherCpo.Key, $"L{random.Next(8)}");
                var before = statements.Find(name);
                statements.Put(before, new()
                {
                    Name = name,
                    LastUpdated = At,
                    Restricted = random.Next(3) == 0,
                    Withdrawn = random.Next(3) == 0,
                    PartnerId = "cpo",
                    ReceivedAt = At,
                    Body = CanonicalJson.Write(new Location { Id = name.Key }),
                }, untold: false);
            }
            if (random.Next(5) == 0) connection.Rollback();
            else connection.Commit();

            foreach (var sight in (PublishedSight[])[new([Samples.Cpo], []), new([Samples.Cpo, OtherCpo], [OtherCpo])])
                Assert.That(List(sight).Total, Is.EqualTo(List(sight).Objects.Count).And.EqualTo(List(sight, from: At).Total));
        }
    }

    [Test]
    public void Of_a_list_whose_length_is_known_nothing_is_counted()
    {
        Add("L1");
        Assert.That(published.List(new() { Kind = PublishedKind.Location, Sight = new([Samples.Cpo], []), Limit = 1, Total = 77 }).Total, Is.EqualTo(77));
    }

    private PublishedPage List(
        PublishedSight? sight = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = 0, int limit = 100, int offset = 0) =>
        published.List(new()
        {
            Kind = PublishedKind.Location,
            Sight = sight ?? new([Samples.Cpo], []),
            From = from,
            To = to,
            After = after,
            Limit = limit,
            Offset = offset,
        });

    private static string Ids(PublishedPage page) => string.Join(' ', page.Objects.Select(o => ((Location)o.Record).Id));

    private void Add(params string[] ids) => Add(Samples.Cpo, restricted: false, ids);

    /// <summary>Each a minute later than the one before.</summary>
    private void Add(PartyId owner, bool restricted, params string[] ids)
    {
        using var journal = database.CreateDbContext();
        foreach (var id in ids)
        {
            journal.Published.Add(new()
            {
                Kind = PublishedKind.Location,
                Owner = owner.Key,
                ObjectKey = id,
                LastUpdated = At.AddMinutes(int.Parse(id[1..], CultureInfo.InvariantCulture) - 1),
                Restricted = restricted,
                PartnerId = "cpo",
                ReceivedAt = At,
                Body = CanonicalJson.Write(new Location { Party = owner, Id = id }),
            });
            journal.SaveChanges();
        }
    }
}
