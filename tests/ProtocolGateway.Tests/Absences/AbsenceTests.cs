using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Absences;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Absences;

public sealed class AbsenceTests
{
    private Lives lives = null!;

    [SetUp]
    public void Make() => lives = new Lives();

    [TearDown]
    public async Task Remove() => await lives.DisposeAsync();

    [Test]
    public async Task The_first_start_on_an_empty_journal_is_no_absence()
    {
        var gateway = await lives.StartAsync();

        Assert.That(Rows(gateway), Is.Empty);
    }

    [Test]
    public async Task The_time_from_a_clean_end_to_the_next_start_is_one()
    {
        var first = await lives.StartAsync();
        lives.Time.Advance(TimeSpan.FromHours(1));
        await first.Get<Heartbeat>().EndAsync();
        var end = lives.Time.GetUtcNow();
        lives.Time.Advance(TimeSpan.FromMinutes(20));

        var second = await lives.StartAsync();

        Assert.That(Rows(second), Is.EqualTo(new[] { (default(string), end, lives.Time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task A_gateway_that_was_killed_was_there_until_its_last_sign_of_life()
    {
        var first = await lives.StartAsync();
        lives.Time.Advance(TimeSpan.FromMinutes(5));
        await first.Get<Heartbeat>().BeatAsync();
        var last = lives.Time.GetUtcNow();
        lives.Time.Advance(TimeSpan.FromSeconds(2));

        var second = await lives.StartAsync();

        Assert.That(Rows(second), Is.EqualTo(new[] { (default(string), last, lives.Time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task A_start_whose_journal_is_locked_is_written_when_it_is_free()
    {
        var first = await lives.StartAsync();
        var last = lives.Time.GetUtcNow();
        lives.Time.Advance(TimeSpan.FromMinutes(20));
        var second = lives.Add();
        using (second.Journal()) { }
        using (JournalLock.Hold(lives.Folder)) await second.Get<Heartbeat>().BeatAsync();
        Assert.That(Rows(second), Is.Empty);

        await second.Get<Heartbeat>().BeatAsync();
        await second.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(first), Is.EqualTo(new[] { (default(string), last, lives.Time.GetUtcNow(), AbsenceKind.Away) }));
    }

    [Test]
    public async Task What_a_partner_could_not_tell_while_the_journal_was_locked_is_one_absence_of_that_partner()
    {
        var gateway = await lives.StartAsync();
        var begin = Samples.Heard(Samples.Record()).Heard.ReceivedAt;
        using (JournalLock.Hold(lives.Folder))
        {
            for (var i = 0; i < 3; i++) Assert.That(await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}"))), Is.InstanceOf<Acceptance.Busy>());
            await gateway.Get<Heartbeat>().BeatAsync();
        }
        Assert.That(Rows(gateway), Is.Empty);
        await gateway.Get<Heartbeat>().BeatAsync();
        lives.Time.Advance(Heartbeat.Interval);
        gateway.Gateway.Failed(Samples.CpoPartner, lives.Time.GetUtcNow());
        await gateway.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(gateway), Is.EqualTo(new[] { ((string?)"cpo", begin, lives.Time.GetUtcNow(), AbsenceKind.Failing) }));
    }

    [Test]
    public async Task What_fails_long_after_the_last_failure_is_another_one()
    {
        var gateway = await lives.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            gateway.Gateway.Failed(Samples.CpoPartner, lives.Time.GetUtcNow());
            await gateway.Get<Heartbeat>().BeatAsync();
            lives.Time.Advance(AbsenceRecord.Quiet);
        }

        Assert.That(Rows(gateway), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_we_asked_for_ourselves_and_could_not_take_is_none()
    {
        var gateway = await lives.StartAsync();
        var fact = Samples.Heard(Samples.Record());
        using (JournalLock.Hold(lives.Folder)) await gateway.AcceptAsync(fact with { Heard = fact.Heard with { Asked = true } });
        await gateway.Get<Heartbeat>().BeatAsync();

        Assert.That(Rows(gateway), Is.Empty);
    }

    [Test]
    public async Task A_journal_of_an_earlier_version_was_there_until_what_it_knows_last()
    {
        var gateway = await lives.StartAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        using (var journal = gateway.Journal())
        {
            await journal.Database.ExecuteSqlRawAsync(
                "DELETE FROM SchemaVersions WHERE Version IN (11, 40, 46); DROP TABLE Presence; DROP TABLE Absences; DROP TABLE CatchUps; DELETE FROM Nodes");
        }

        var next = await lives.StartAsync();

        Assert.That(Rows(next).Single().From, Is.EqualTo(Samples.Heard(Samples.Record()).Heard.ReceivedAt));
    }

    internal static List<(string? Partner, DateTimeOffset From, DateTimeOffset To, AbsenceKind Kind)> Rows(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return [.. journal.Absences.OrderBy(a => a.Id).AsEnumerable().Select(a => (a.PartnerId, a.FromAt, a.ToAt, a.Kind))];
    }
}
