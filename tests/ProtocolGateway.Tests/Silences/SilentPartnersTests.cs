using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Silences;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Telemetry;

namespace ProtocolGateway.Tests.Silences;

public sealed class SilentPartnersTests(JournalProvider provider) : SilenceTest(provider)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1), Period = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_hub_is_silent_after_three_heartbeats_that_failed_and_until_it_answers_one()
    {
        var node = await StartAsync();
        using var counted = new Counted(node.Get<GatewayMeter>());
        Signs.Answer = new SignOfLife("HTTP 503");
        var since = Time.GetUtcNow();
        await BeatAsync(node);
        Time.Advance(HeartBeating.Again);
        await BeatAsync(node);
        Assert.That((await StateAsync(node, Hub)).SilentAt, Is.Null, "twice may be chance");
        Time.Advance(HeartBeating.Again);
        await BeatAsync(node);
        var silent = await StateAsync(node, Hub);
        Assert.That((silent.SilentAt, silent.SilenceReason), Is.EqualTo(((DateTimeOffset?)since, "3 heartbeats in a row failed: HTTP 503")));
        Assert.That(counted.Now("partner.silent"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 0", "{partner=hub} 1" }));

        Signs.Answer = new SignOfLife(Trouble: null);
        Time.Advance(HeartBeating.Again);
        await BeatAsync(node);
        var heard = await StateAsync(node, Hub);
        Assert.That((heard.SilentAt, heard.LastAnsweredAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)Time.GetUtcNow())));
    }

    [Test]
    public async Task Who_gave_a_heartbeat_is_silent_when_nothing_comes_for_three_periods_and_until_anything_does()
    {
        var node = await StartAsync();
        var last = Time.GetUtcNow();
        node.Gateway.HeardFrom(Samples.CpoPartner, last);
        Time.Advance(3 * Period);
        Assert.That((await StateAsync(node, Samples.CpoPartner)).SilentAt, Is.Null);
        Time.Advance(Moment);
        var silent = await StateAsync(node, Samples.CpoPartner);
        Assert.That((silent.SilentAt, silent.SilenceReason), Is.EqualTo(
            ((DateTimeOffset?)last, "nothing was heard of it for 3 of the periods of 60 s that it was asked to give a heartbeat in")));

        await node.AcceptAsync(Samples.Heard(Samples.Record()) with { Heard = Samples.Heard(Samples.Record()).Heard with { ReceivedAt = Time.GetUtcNow() } });
        Assert.That((await StateAsync(node, Samples.CpoPartner)).SilentAt, Is.Null, "a record is a sign of life, too");
    }

    [Test]
    public async Task Who_never_gave_a_heartbeat_is_not_missed()
    {
        var node = await StartAsync();
        await node.AcceptAsync(Samples.Heard(Samples.Record()));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.That((await StateAsync(node, Samples.CpoPartner)).SilentAt, Is.Null);
    }

    [Test]
    public async Task What_another_node_hears_counts()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        one.Gateway.HeardFrom(Samples.CpoPartner, Time.GetUtcNow());
        await StateAsync(one, Samples.CpoPartner);
        Time.Advance(2 * Period);
        other.Gateway.HeardFrom(Samples.CpoPartner, Time.GetUtcNow());
        await StateAsync(other, Samples.CpoPartner);
        Time.Advance(2 * Period);
        var state = await StateAsync(one, Samples.CpoPartner);
        Assert.That((state.SilentAt, state.LastHeardAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)(Time.GetUtcNow() - (2 * Period)))));
    }

    [Test]
    public async Task While_nobody_listened_nobody_was_silent()
    {
        var node = await StartAsync();
        node.Gateway.HeardFrom(Samples.CpoPartner, Time.GetUtcNow());
        await StateAsync(node, Samples.CpoPartner);
        Time.Advance(TimeSpan.FromHours(1));
        var next = await StartAsync();
        Assert.That((await StateAsync(next, Samples.CpoPartner)).SilentAt, Is.Null);
        Time.Advance((3 * Period) + Moment);
        Assert.That((await StateAsync(next, Samples.CpoPartner)).SilentAt, Is.Not.Null);
    }
}
