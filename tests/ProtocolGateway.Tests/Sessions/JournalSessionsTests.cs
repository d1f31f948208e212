using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Directory;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Sessions;

public sealed class JournalSessionsTests
{
    private JournalFolder folder = null!;
    private JournalSessions sessions = null!;

    [SetUp]
    public void SetUp()
    {
        folder = new JournalFolder();
        sessions = new JournalSessions(folder.Open());
    }

    [TearDown]
    public void TearDown()
    {
        sessions.Dispose();
        folder.Dispose();
    }

    [Test]
    public void A_session_is_found_by_any_id_that_a_neighbour_gave_and_by_that_neighbours_only()
    {
        Remember(Some.Session with { ConnectorId = "2", ParkingTime = TimeSpan.FromMinutes(7) });

        Assert.Multiple(() =>
        {
            Assert.That(Find("FR798", "S-1"), Is.EqualTo(Some.Session.Id));
            Assert.That(Find("FR798", " SES-9 "), Is.EqualTo(Some.Session.Id));
            Assert.That(Find("DEABC", "S-1"), Is.Null);
            Assert.That(Find("FR798", "s-1"), Is.Null);
            Assert.That(sessions.FindAsync("FR798", "S-1", default).AsTask().Result!.ParkingTime, Is.EqualTo(TimeSpan.FromMinutes(7)));
        });
    }

    [Test]
    public void One_id_that_is_told_as_two_kinds_is_still_one_session()
    {
        Remember(Some.Session with { Names = [new("FR798", SessionNameKind.Service, "X"), new("FR798", SessionNameKind.Cpo, "X")] });

        Assert.That(Find("FR798", "X"), Is.EqualTo(Some.Session.Id));
    }

    [Test]
    public void An_id_that_a_neighbour_gave_twice_names_no_session()
    {
        Remember(Some.Session);
        Remember(Some.Session with { Id = Guid.NewGuid() });

        Assert.That(Find("FR798", "S-1"), Is.Null);
    }

    [Test]
    public void Sessions_of_a_file_are_found_alike()
    {
        var file = new FileSessions(Some.Session);

        Assert.That(file.FindAsync("FR798", "S-1", default).AsTask().Result, Is.EqualTo(Some.Session));
        Assert.That(file.FindAsync("DEABC", "S-1", default).AsTask().Result, Is.Null);
    }

    private Guid? Find(string neighbour, string id) => sessions.FindAsync(neighbour, id, default).AsTask().Result?.Id;

    private void Remember(RememberedSession session)
    {
        using var journal = folder.Open().CreateDbContext();
        journal.Sessions.Add(new SessionRow { Id = session.Id, Body = CanonicalJson.Write(session) });
        journal.SessionNames.AddRange(session.Names.Select(n => new SessionNameRow { Neighbour = n.Neighbour, Value = n.Value, Kind = n.Kind, SessionId = session.Id }));
        journal.SaveChanges();
    }
}
