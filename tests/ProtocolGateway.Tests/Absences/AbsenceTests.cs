using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Absences;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Absences;

public sealed class AbsenceTests
{
    private readonly List<GatewayUnderTest> started = [];
    private string folder = "";
    private ManualTime time = null!;

    [SetUp]
    public void Make() => (folder, time) = (System.IO.Directory.CreateTempSubdirectory("journal-").FullName, new ManualTime());

    [TearDown]
    public async Task Remove()
    {
        foreach (var gateway in started) await gateway.DisposeAsync();
        started.Clear();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task The_first_start_on_an_empty_journal_is_no_absence()
    {
        var gateway = await StartAsync();

        Assert.That(Rows(gateway), Is.Empty);
    }

    [Test]
    public async Task The_time_from_a_clean_end_to_the_next_start_is_one()
    {
        var first = await StartAsync();
        time.Advance(TimeSpan.FromHours(1));
        await first.Get<Heartbeat>().EndAsync();
        var end = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(20));

        var second = await StartAsync();

        Assert.That(Rows(second), Is.EqualTo(new[] { (default(string), end, time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task A_gateway_that_was_killed_was_there_until_its_last_sign_of_life()
    {
        var first = await StartAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        await first.Get<Heartbeat>().BeatAsync();
        var last = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(2));

        var second = await StartAsync();

        Assert.That(Rows(second), Is.EqualTo(new[] { (default(string), last, time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task A_start_whose_journal_is_locked_is_written_when_it_is_free()
    {
        var first = await StartAsync();
        var last = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(20));
        var second = new GatewayUnderTest(folder, time: time);
        started.Add(second);
        using (second.Journal()) { }
        using (Lock()) await second.Get<Heartbeat>().BeatAsync();
        Assert.That(Rows(second), Is.Empty);

        await second.Get<Heartbeat>().BeatAsync();
        await second.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(first), Is.EqualTo(new[] { (default(string), last, time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task What_a_partner_could_not_tell_while_the_journal_was_locked_is_one_absence_of_that_partner()
    {
        var gateway = await StartAsync();
        var begin = Samples.Heard(Samples.Record()).Heard.ReceivedAt;
        using (Lock())
        {
            for (var i = 0; i < 3; i++) Assert.That(await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}"))), Is.InstanceOf<Acceptance.Busy>());
            await gateway.Get<Heartbeat>().BeatAsync();
        }
        Assert.That(Rows(gateway), Is.Empty);
        await gateway.Get<Heartbeat>().BeatAsync();
        time.Advance(Heartbeat.Interval);
        gateway.Gateway.Failed(Samples.CpoPartner, time.GetUtcNow());
        await gateway.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(gateway), Is.EqualTo(new[] { ((string?)"cpo", begin, time.GetUtcNow(), AbsenceKind.Failing) }));
    }

    [Test]
    public async Task What_fails_long_after_the_last_failure_is_another_one()
    {
        var gateway = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            gateway.Gateway.Failed(Samples.CpoPartner, time.GetUtcNow());
            await gateway.Get<Heartbeat>().BeatAsync();
            time.Advance(AbsenceRecord.Quiet);
        }

        Assert.That(Rows(gateway), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_we_asked_for_ourselves_and_could_not_take_is_none()
    {
        var gateway = await StartAsync();
        var fact = Samples.Heard(Samples.Record());
        using (Lock()) await gateway.AcceptAsync(fact with { Heard = fact.Heard with { Asked = true } });
        await gateway.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(gateway), Is.Empty);
    }

    [Test]
    public async Task A_journal_of_an_earlier_version_was_there_until_what_it_knows_last()
    {
        var gateway = await StartAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        using (var journal = gateway.Journal())
        {
            await journal.Database.ExecuteSqlRawAsync(
                "DELETE FROM SchemaVersions WHERE Version = 11; DROP TABLE Presence; DROP TABLE Absences; DROP TABLE CatchUps; DELETE FROM Nodes");
        }

        var next = await StartAsync();

        Assert.That(Rows(next).Single().From, Is.EqualTo(Samples.Heard(Samples.Record()).Heard.ReceivedAt));
    }

    internal static List<(string? Partner, DateTimeOffset From, DateTimeOffset To, AbsenceKind Kind)> Rows(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return [.. journal.Absences.OrderBy(a => a.Id).AsEnumerable().Select(a => (a.PartnerId, a.FromAt, a.ToAt, a.Kind))];
    }

    private async Task<GatewayUnderTest> StartAsync()
    {
        var gateway = new GatewayUnderTest(folder, time: time);
        started.Add(gateway);
        await gateway.Get<Heartbeat>().BeatAsync();
        return gateway;
    }

    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
