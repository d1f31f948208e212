using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Silences;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Telemetry;

namespace ProtocolGateway.Tests.Silences;

public sealed class HeartBeatingTests(JournalProvider provider) : SilenceTest(provider)
{
    [Test]
    public async Task A_heartbeat_is_given_at_a_start_and_then_when_the_period_that_was_asked_for_is_over()
    {
        var node = await StartAsync();
        await BeatAsync(node);
        await BeatAsync(node);
        Assert.That(Signs.Said, Has.Count.EqualTo(1));

        Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(Signs.Said, Has.Count.EqualTo(1));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(Signs.Said, Is.EqualTo(new[] { "hub", "hub" }));
    }

    [TestCase(1, 10)]
    [TestCase(10, 10)]
    [TestCase(2000, 2000)]
    [TestCase(864_000, 86_400)]
    [TestCase(null, 300)]
    public async Task A_period_is_kept_within_reason(int? asked, int kept)
    {
        Signs.Answer = new SignOfLife(Trouble: null) { Period = asked is null ? null : TimeSpan.FromSeconds(asked.Value) };
        var node = await StartAsync();
        await BeatAsync(node);
        Time.Advance(TimeSpan.FromSeconds(kept) - TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(Signs.Said, Has.Count.EqualTo(1));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(Signs.Said, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Of_several_nodes_one_gives_it()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var answer = new TaskCompletionSource();
        Signs.Leave = answer.Task;
        var first = BeatAsync(one);
        while (Signs.Said.IsEmpty) await Task.Yield();
        await BeatAsync(other);
        Assert.That(Signs.Said, Has.Count.EqualTo(1), "while it is being given");
        answer.SetResult();
        await first;
        await BeatAsync(other);
        Assert.That(Signs.Said, Has.Count.EqualTo(1), "until it is due again");
        Time.Advance(TimeSpan.FromMinutes(10));
        await BeatAsync(other);
        Assert.That(Signs.Said, Has.Count.EqualTo(2), "then any may");
    }

    [Test]
    public async Task What_a_node_that_died_was_about_to_give_another_gives_later()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        Signs.Leave = new TaskCompletionSource().Task;
        using var dies = new CancellationTokenSource();
        var first = one.Get<HeartBeating>().BeatAsync(Hub, Signs, dies.Token);
        while (Signs.Said.IsEmpty) await Task.Yield();
        await dies.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Signs.Leave = Task.CompletedTask;
        await BeatAsync(other);
        Assert.That(Signs.Said, Has.Count.EqualTo(1));
        Time.Advance(ProtocolGateway.Exchanges.Node.Lease + TimeSpan.FromMilliseconds(1));
        await BeatAsync(other);
        Assert.That(Signs.Said, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_failure_is_tried_again_after_a_minute_and_both_are_counted()
    {
        var node = await StartAsync();
        using var counted = new Counted(node.Get<GatewayMeter>());
        await BeatAsync(node);
        Time.Advance(TimeSpan.FromMinutes(10));
        Signs.Answer = new SignOfLife("HTTP 503");
        await BeatAsync(node);
        Time.Advance(HeartBeating.Again - TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(counted.Of("heartbeats.sent"), Is.EqualTo(new[] { "{outcome=answered,partner=hub} 1", "{outcome=failed,partner=hub} 1" }));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await BeatAsync(node);
        Assert.That(counted["heartbeats.sent{outcome=failed,partner=hub}"], Is.EqualTo(2));
    }

    [Test]
    public async Task How_far_its_clock_is_ahead_is_told()
    {
        var node = await StartAsync();
        using var counted = new Counted(node.Get<GatewayMeter>());
        Signs.Answer = Signs.Answer with { Ahead = TimeSpan.FromMinutes(-6) };
        await BeatAsync(node);
        Assert.That(counted.Now("partner.clock.ahead"), Is.EqualTo(new[] { "{partner=hub} -360" }));
    }

    [Test]
    public async Task Who_is_paused_gets_none()
    {
        var node = await StartAsync();
        await node.Get<ProtocolGateway.Exchanges.IPartnerActions>().PauseAsync("hub", "we pay them a visit", CancellationToken.None);
        await BeatAsync(node);
        Assert.That(Signs.Said, Is.Empty);
    }
}
