using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Journal.Copy;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Journal;

public sealed class JournalCopyTests
{
    private string folder = "";
    private JournalOptions shared = null!;

    [SetUp]
    public void Make()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        JournalUnderTest.Provider = JournalProvider.Postgres;
        shared = JournalUnderTest.Options(folder);
        JournalUnderTest.Provider = JournalProvider.Sqlite;
    }

    [TearDown]
    public void Remove()
    {
        JournalUnderTest.Provider = JournalProvider.Sqlite;
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Everything_arrives_and_the_gateway_goes_on_where_it_was()
    {
        await FillAsync();

        var report = await JournalCopy.RunAsync(JournalUnderTest.Options(folder), shared, CancellationToken.None);

        Assert.That((report.Failure, report.Tables.Single(t => t.Table == "deliveries").Rows), Is.EqualTo(((string?)null, 4L)));
        JournalUnderTest.Provider = JournalProvider.Postgres;
        await using var gateway = new GatewayUnderTest(folder);
        var repeat = await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-5")));
        await gateway.DeliverAsync();
        Assert.Multiple(() =>
        {
            Assert.That(repeat, Is.InstanceOf<Acceptance.Accepted>().With.Property(nameof(Acceptance.Accepted.Repeat)).True);
            Assert.That(gateway.Deliveries().Select(d => (d.Sequence, d.Key, d.State)), Is.EqualTo(new[]
            {
                (1L, "cdr|FR798|S-1", DeliveryState.Delivered), (2L, "cdr|FR798|S-2", DeliveryState.Refused),
                (3L, "cdr|FR798|S-3", DeliveryState.Held), (4L, "cdr|FR798|S-4", DeliveryState.Delivered), (5L, "cdr|FR798|S-5", DeliveryState.Delivered),
            }));
            Assert.That(gateway.Moves().Select(m => m.Answer), Does.Contain("bad\u2400answer"), "PostgreSQL knows no NUL");
        });
    }

    [Test]
    public async Task What_arrives_is_counted_as_it_was()
    {
        using (var database = new JournalDatabase(JournalUnderTest.Options(folder)))
        using (var journal = database.CreateDbContext())
        {
            journal.Published.AddRange(Published("L1"), Published("L2"), Published("L3", withdrawn: true));
            await journal.SaveChangesAsync();
        }

        var report = await JournalCopy.RunAsync(JournalUnderTest.Options(folder), shared, CancellationToken.None);

        using var target = new JournalDatabase(shared);
        using var published = new JournalPublished(target);
        Assert.That(report.Failure, Is.Null);
        Assert.That(published.List(new() { Kind = PublishedKind.Location, Sight = new([Samples.Cpo], []), Limit = 10 }).Total, Is.EqualTo(2));
    }

    [Test]
    public async Task The_embedded_journal_is_put_away()
    {
        await FillAsync();

        var report = await JournalCopy.RunAsync(JournalUnderTest.Options(folder), shared, CancellationToken.None);

        Assert.That((File.Exists(Path.Combine(folder, "journal.db")), File.Exists(report.PutAway)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_shared_journal_in_use_takes_nothing()
    {
        await FillAsync();
        using (var database = new JournalDatabase(shared))
        await using (var journal = database.CreateDbContext())
        {
            journal.Findings.Add(new FindingRow { Code = "Here", Text = "", Subject = "", At = DateTimeOffset.UnixEpoch, State = FindingState.Open });
            await journal.SaveChangesAsync();
        }

        var report = await JournalCopy.RunAsync(JournalUnderTest.Options(folder), shared, CancellationToken.None);

        Assert.That(report.Failure, Does.StartWith("The shared journal is in use: there are rows in findings."));
        using var still = new JournalDatabase(shared);
        await using var context = still.CreateDbContext();
        Assert.That((await context.Deliveries.CountAsync(), File.Exists(Path.Combine(folder, "journal.db"))), Is.EqualTo((0, true)));
    }

    [Test]
    public async Task A_folder_without_a_journal_is_told() =>
        Assert.That((await JournalCopy.RunAsync(JournalUnderTest.Options(folder), shared, CancellationToken.None)).Failure, Is.EqualTo($"There is no journal in {folder}."));

    private static PublishedRow Published(string id, bool withdrawn = false) => new()
    {
        Kind = PublishedKind.Location,
        Owner = Samples.Cpo.Key,
        ObjectKey = id,
        Withdrawn = withdrawn,
        PartnerId = "cpo",
        Body = CanonicalJson.Write(new Location { Id = id }),
    };

    private async Task FillAsync()
    {
        await using var gateway = new GatewayUnderTest(folder);
        gateway.Protocol.Next(new Outcome.Delivered() { Sent = "{}", Answer = "bad\0answer" }, new Outcome.Refused("2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        await gateway.DeliverAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3"), hold: new("UnmappedCode", "a code", "mapping:scripted")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-4")));
        await gateway.ImportAsync("location:FR798E1");
    }
}
