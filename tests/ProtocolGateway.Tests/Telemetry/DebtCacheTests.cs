using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Journal;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class DebtCacheTests
{
    [Test]
    public async Task The_journal_is_counted_at_most_every_five_seconds()
    {
        await using var gateway = new GatewayUnderTest();
        var clock = new Ticks();
        var cache = new DebtCache(new DebtReader(gateway.Get<JournalDatabase>()).Read, clock, NullLogger<DebtCache>.Instance);
        Assert.That(cache.Current.Owed, Is.Empty);

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        clock.Now += 4;
        Assert.That(cache.Current.Owed, Is.Empty, "asked again too early");
        clock.Now += 2;
        Assert.That(cache.Current.Owed.Single().Count, Is.EqualTo(1));
    }

    [Test]
    public void While_the_journal_is_out_of_reach_the_last_numbers_stand()
    {
        var clock = new Ticks();
        var known = new Debt([new OwedTo("emsp", 3, DateTimeOffset.UnixEpoch)], [], [], []);
        var asked = 0;
        var cache = new DebtCache(
            () => ++asked == 1 ? known : throw new IOException("the disk is gone"), clock, NullLogger<DebtCache>.Instance);
        Assert.That(cache.Current, Is.SameAs(known));

        clock.Now += 6;
        Assert.That(cache.Current, Is.SameAs(known));
        Assert.That(cache.Current, Is.SameAs(known));
        Assert.That(asked, Is.EqualTo(2), "a failure rests as long as a count");
    }

    [Test]
    public void A_count_that_takes_long_rests_twenty_times_as_long()
    {
        var clock = new Ticks();
        var asked = 0;
        var cache = new DebtCache(
            () =>
            {
                asked++;
                clock.Now += 2;
                return Debt.None;
            },
            clock, NullLogger<DebtCache>.Instance);
        _ = cache.Current;
        clock.Now += 39;
        _ = cache.Current;
        Assert.That(asked, Is.EqualTo(1));
        clock.Now += 1;
        _ = cache.Current;
        Assert.That(asked, Is.EqualTo(2));
    }

    /// <summary>A tick is a second.</summary>
    private sealed class Ticks : TimeProvider
    {
        public long Now { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
