using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A message that fails again and again while others are taken.</summary>
public sealed class PoisonTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Test]
    public async Task It_blocks_its_own_subject_with_an_alarm_and_goes_by_itself_once_it_is_mended()
    {
        await using var gateway = Poisoned("""{ "Retry": "1m", "PoisonAfter": 3 }""", out var mend);
        await RoundsAsync(gateway, 2);
        Assert.That(gateway.Findings(), Is.Empty, "not yet");
        await RoundsAsync(gateway, 2);

        var state = (await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == "emsp");
        var poison = gateway.Deliveries()[0];
        Assert.Multiple(() =>
        {
            Assert.That((poison.State, poison.ReasonCode, poison.Reason), Is.EqualTo((DeliveryState.Owed, "Poison", "HTTP 500")));
            Assert.That(gateway.Findings(), Is.EqualTo(new[] { "Poison" }), "told once");
            Assert.That((state.Blocked, state.UnreachableAt), Is.EqualTo((1, (DateTimeOffset?)null)));
            Assert.That(PoliciesTests.States(gateway), Is.EqualTo("Owed Owed Delivered Delivered Delivered Delivered"));
        });

        mend();
        await PoliciesTests.PassAsync(gateway, Minute, 1);
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
        using var journal = gateway.Journal();
        Assert.That((journal.Findings.Single().State, journal.Failures.Count()), Is.EqualTo((FindingState.Settled, 0)));
    }

    [Test]
    public async Task Where_it_is_skipped_it_is_held_and_what_waited_behind_it_goes()
    {
        await using var gateway = Poisoned("""{ "Retry": "1m", "Poison": "skip", "PoisonAfter": 3 }""", out var mend);

        await RoundsAsync(gateway, 4);

        var poison = gateway.Deliveries()[0];
        Assert.That((poison.State, poison.ReasonCode, poison.Reason, poison.Attempts), Is.EqualTo((DeliveryState.Held, "Poison", "HTTP 500", 3)));
        Assert.That(PoliciesTests.States(gateway), Is.EqualTo("Held Delivered Delivered Delivered Delivered Delivered"));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "Poison" }));

        mend();
        await gateway.Actions.RetryAsync(poison.Id, CancellationToken.None);
        await gateway.DeliverAsync();
        Assert.That(gateway.Deliveries()[0].State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_message_is_none_while_the_partner_takes_no_other()
    {
        await using var gateway = PoliciesTests.With("""{ "Retry": "1m", "PoisonAfter": 3 }""");
        gateway.Protocol.Always(new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));

        await PoliciesTests.PassAsync(gateway, Minute, 9);

        Assert.That((gateway.Delivery().Attempts, gateway.Delivery().ReasonCode), Is.EqualTo((10, "Unreachable")));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task Whoever_asks_for_patience_is_no_judge_of_the_message()
    {
        await using var gateway = Poisoned(
            """{ "Retry": "1m", "PoisonAfter": 3 }""", out _, new Outcome.Unreachable("HTTP 429", TimeSpan.FromSeconds(1)) { Answer = "HTTP 429" });

        await RoundsAsync(gateway, 6);

        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task A_fault_of_ours_makes_it_poison_whatever_the_partner_takes()
    {
        await using var gateway = PoliciesTests.With("""{ "Retry": "1m", "PoisonAfter": 3 }""");
        gateway.Protocol.Otherwise = (_, _) => throw new InvalidOperationException("a bug");
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));

        await PoliciesTests.PassAsync(gateway, Minute, 9);

        Assert.That((gateway.Delivery().Attempts, gateway.Delivery().ReasonCode), Is.EqualTo((10, "Poison")));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "Poison" }), "and the partner is no less reachable for it");
    }

    [Test]
    public async Task A_head_that_fails_holds_up_no_other_node_either()
    {
        await using var gateway = Poisoned("""{ "Retry": "1m", "PoisonAfter": 3 }""", out _);
        await using var other = new GatewayUnderTest(gateway.Folder, [Samples.CpoPartner, gateway.Get<PartnerBook>().Find("emsp")!], time: gateway.Time);
        other.Protocol.Otherwise = gateway.Protocol.Otherwise;
        for (var i = 0; i < 4; i++)
        {
            // What others take is seen by way of the heartbeat.
            var node = i % 2 == 0 ? gateway : other;
            await node.AcceptAsync(Samples.Heard(Samples.Record($"other-{i}")));
            await node.DeliverAsync();
            await node.Get<Heartbeat>().BeatAsync();
            gateway.Time.Advance(Minute);
        }

        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "Poison" }));
    }

    /// <summary>A gateway that owes two reports of one session, of which the first is never taken, and whatever else comes is.</summary>
    private static GatewayUnderTest Poisoned(string delivery, out Action mend, Outcome? outcome = null)
    {
        var gateway = PoliciesTests.With(delivery);
        var mended = false;
        mend = () => mended = true;
        gateway.Protocol.Otherwise = (said, _) => Task.FromResult(
            !mended && said.Message is ProtocolGateway.Canonical.SessionUpdated report && report.Session.ReadAt == Samples.Report(minute: 10).ReadAt
                ? outcome ?? new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" }
                : new Outcome.Delivered());
        gateway.AcceptAsync(Samples.Heard(Samples.Report("S-1", minute: 10))).GetAwaiter().GetResult();
        gateway.AcceptAsync(Samples.Heard(Samples.Report("S-1", minute: 20))).GetAwaiter().GetResult();
        return gateway;
    }

    /// <summary>So many times: another record comes and is taken, and a minute passes.</summary>
    private static async Task RoundsAsync(GatewayUnderTest gateway, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            await gateway.AcceptAsync(Samples.Heard(Samples.Record($"other-{gateway.Deliveries().Count}")));
            await gateway.DeliverAsync();
            gateway.Time.Advance(Minute);
        }
    }
}
