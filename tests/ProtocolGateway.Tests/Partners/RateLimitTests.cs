using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(10, null, 1, 100)]
    [TestCase(10, null, 4, 400)]
    [TestCase(null, 10, 1, 6000)]
    [TestCase(10, 10, 1, 6000)]
    [TestCase(1, null, 3, 3000)]
    public void Calls_that_are_spread_come_at_even_distances(int? perSecond, int? perMinute, int sharers, int distance)
    {
        var limit = new RateLimit(new(perSecond, perMinute), bursts: false);
        for (var i = 0; i < 30; i++)
        {
            var at = Start.AddMilliseconds(i * distance);
            Assert.That(limit.Take(at, sharers), Is.Null, $"call {i}");
            Assert.That(limit.Take(at.AddMilliseconds(1), sharers), Is.EqualTo(TimeSpan.FromMilliseconds(distance - 1)));
        }
    }

    [Test]
    public void Calls_in_a_burst_are_all_taken_and_then_earned_one_by_one()
    {
        var limit = new RateLimit(new(null, 6), bursts: true);
        for (var i = 0; i < 6; i++) Assert.That(limit.Take(Start), Is.Null, $"call {i}");

        Assert.That(limit.Take(Start), Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(limit.Take(Start.AddSeconds(10)), Is.Null);
        Assert.That(limit.Take(Start.AddSeconds(10)), Is.EqualTo(TimeSpan.FromSeconds(10)));
        for (var i = 0; i < 6; i++) Assert.That(limit.Take(Start.AddMinutes(10)), Is.Null, "no more is saved up than a minute's");
        Assert.That(limit.Take(Start.AddMinutes(10)), Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void What_is_refused_counts_against_no_other_rate()
    {
        var limit = new RateLimit(new(1, 3), bursts: true);
        Assert.That(limit.Take(Start), Is.Null);
        for (var i = 0; i < 10; i++) Assert.That(limit.Take(Start), Is.EqualTo(TimeSpan.FromSeconds(1)));

        Assert.That(limit.Take(Start.AddSeconds(1)), Is.Null);
        Assert.That(limit.Take(Start.AddSeconds(2)), Is.Null);
        Assert.That(limit.Take(Start.AddSeconds(3)), Is.EqualTo(TimeSpan.FromSeconds(17)));
    }

    [Test]
    public void A_clock_that_is_set_back_closes_the_line_for_no_longer_than_before()
    {
        var limit = new RateLimit(new(null, 1), bursts: false);
        Assert.That(limit.Take(Start), Is.Null);

        Assert.That(limit.Take(Start.AddDays(-1)), Is.Null);
    }

    [Test]
    public void A_partner_without_a_limit_may_call_as_often_as_it_likes_and_one_with_it_alone_is_limited()
    {
        var limits = new InboundLimits();
        var limited = ProtocolGateway.Tests.Exchanges.Samples.EmspPartner with { Limits = new() { Inbound = new(null, 1) } };

        Assert.That((limits.Take(limited, Start), limits.Take(limited, Start)), Is.EqualTo(((int?)null, (int?)60)));
        for (var i = 0; i < 9; i++) Assert.That(limits.Take(ProtocolGateway.Tests.Exchanges.Samples.CpoPartner, Start), Is.Null);
        Assert.That(limits.Take(limited with { Limits = new() { Inbound = new(null, 600) } }, Start), Is.Null, "new settings count at once");
    }
}
