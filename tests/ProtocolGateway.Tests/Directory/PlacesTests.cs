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
