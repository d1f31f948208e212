using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Directory;

/// <summary>Every location at one glance.</summary>
public sealed class PlacesTests
{
    private static readonly PartyId Owner = Some.Party("FR798");

    private readonly StoppedTime time = new();
    private JournalFolder folder = null!;
    private JournalPlaces places = null!;

    [SetUp]
    public void Open()
    {
        folder = new();
        places = new(folder.Open(), time);
    }

    [TearDown]
    public void Close()
    {
        places.Dispose();
        folder.Dispose();
    }

    [Test]
    public void The_newest_version_of_each_is_seen()
    {
        folder.ImportLocations(
            Some.Location with { Name = "old", LastUpdated = Some.At("2026-01-01T00:00:00Z") },
            Some.Location with { Id = "OTHER", Name = "other" });
        folder.ImportLocations(Some.Location with { Name = "new", LastUpdated = Some.At("2026-02-01T00:00:00Z") });

        Assert.That(places.Look().All.Select(l => l.Name), Is.EquivalentTo(["new", "other"]));
    }

    [Test]
    public void What_arrives_is_seen_after_a_pause()
    {
        folder.ImportLocations(Some.Location);
        var first = places.Look();
        folder.ImportLocations(Some.Location with { Id = "OTHER" });
        Assert.That(places.Look(), Is.SameAs(first));

        time.Pass(JournalPlaces.Pause);

        Assert.That(places.Look().All.ToList(), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_connector_is_found_by_its_name_while_it_is_the_only_one_of_it()
    {
        Location With(string id, params Evse[] evses) => Some.Location with { Id = id, Evses = evses };
        Evse Evse(string uid, params string[] connectors) => new() { Uid = uid, Connectors = [.. connectors.Select(c => new Connector { Id = c })] };
        (string? Name, bool Known) Found(Places glance, string id) => (glance.FindOnlyConnector(Owner, id)?.Evse.Uid, glance.HasConnector(Owner, id));
        PlacedLocation Placed(Location location) => new(Owner.Key, location.Id!, Some.At("2026-01-01T00:00:00Z"), location);

        var glance = new Places([Placed(With("A", Evse("A1", "1"), Evse("A2", "FR*798*X2"))), Placed(With("B", Evse("B1", "1"), Evse("B2", "L", "R")))]);
        Assert.That((Found(glance, "1"), Found(glance, "fr798x2"), Found(glance, "L"), Found(glance, "none")), Is.EqualTo(
            (((string?)null, true), ((string?)"A2", true), ((string?)null, true), ((string?)null, false))), "an EVSE with two is not told by one of them");

        glance = glance.With([Placed(With("B", Evse("B1", "other")))]);
        Assert.That((Found(glance, "1"), Found(glance, "L"), Found(glance, "other")), Is.EqualTo((((string?)"A1", true), ((string?)null, false), ((string?)"B1", true))));

        glance = glance.With([Placed(With("A", Evse("A1", "1"), Evse("A3", "1")))]);
        Assert.That((Found(glance, "1"), Found(glance, "FR*798*X2")), Is.EqualTo((((string?)null, true), ((string?)null, false))));
    }

    [Test]
    public void While_nothing_arrives_it_is_the_same_glance()
    {
        folder.ImportLocations(Some.Location);
        var first = places.Look();
        time.Pass(JournalPlaces.Pause);

        Assert.That(places.Look(), Is.SameAs(first));
    }

    [TestCase("FR*798*P75056*0042", true)]
    [TestCase("FR798P750560042", true)]
    [TestCase("FR*798*P75056*0043", false)]
    public void A_pool_is_the_location_of_the_same_id_without_separators(string pool, bool found)
    {
        folder.ImportLocations(Some.Location with { Id = "FR798P750560042" });

        Assert.That(places.Look().FindLocation(Owner, pool) is not null, Is.EqualTo(found));
        Assert.That(places.Look().FindLocation(Some.Party("FRXYZ"), pool), Is.Null, "another's is not");
    }
}
