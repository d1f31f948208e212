using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class HealthTests
{
    private static readonly PartnerBook Nobody = new(new PartyId("FR", "GTW"), [], []);
    private readonly Seconds clock = new();

    [Test]
    public void A_search_that_stands_still_for_a_minute_is_not_alive()
    {
        using var meter = new GatewayMeter();
        var turns = new Turns(clock);
        var bearings = new Bearings(new JournalMeter(meter), turns, new Certificates(Nobody, clock));
        Assert.That(bearings.IsLive, Is.True, "it has not begun");

        turns.Mark();
        clock.Now += 59;
        Assert.That(bearings.IsLive, Is.True);
        clock.Now += 1;
        Assert.That(bearings.IsLive, Is.False);
        turns.Mark();
        Assert.That(bearings.IsLive, Is.True);
    }

    [Test]
    public void A_writer_whose_thread_ended_is_not_alive()
    {
        using var meter = new GatewayMeter();
        var journal = new JournalMeter(meter) { IsAlive = () => false };
        Assert.That(new Bearings(journal, new Turns(clock), new Certificates(Nobody, clock)).IsLive, Is.False);
    }

    [Test]
    public async Task A_journal_that_fails_is_down_until_a_commit_succeeds()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.Get<Gauges>().StartAsync(CancellationToken.None);
        using var counted = new Counted(gateway.Get<GatewayMeter>());
        var health = gateway.Get<IHealth>();
        Assert.That((health.JournalIsUp, health.IsLive), Is.EqualTo((true, true)), "before the first commit");

        using (var other = gateway.Get<JournalDatabase>().Open())
        {
            other.Begin();
            Assert.That(await gateway.AcceptAsync(Samples.Heard(Samples.Record())), Is.InstanceOf<Acceptance.Busy>());
            other.Rollback();
        }
        Assert.That((health.JournalIsUp, health.IsLive), Is.EqualTo((false, true)), "a journal that fails is no reason to kill the process");
        Assert.That(counted.Now("journal.up"), Is.EqualTo(new[] { "0" }));
        Assert.That(counted["journal.failures"], Is.EqualTo(1));

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        Assert.That((health.JournalIsUp, string.Join(' ', counted.Now("journal.up"))), Is.EqualTo((true, "1")));
        Assert.That(counted["journal.batch.size#"], Is.EqualTo(counted["journal.commit.duration#"]).And.EqualTo(1));
    }

    private sealed class Seconds : TimeProvider
    {
        public long Now { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
