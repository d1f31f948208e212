using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>What is said to a partner that takes nothing, or asks for patience.</summary>
public sealed class LineTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly Outcome Refused = new Outcome.Unreachable("connection refused");

    [Test]
    public async Task One_that_takes_nothing_is_left_alone_but_for_one_probe_at_a_time()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Always(Refused);
        await AcceptAsync(gateway, 20);

        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(5));
        Assert.That(gateway.Moves(), Has.Count.EqualTo(5), "nothing is written of those that wait");
        Assert.That(gateway.Deliveries().Skip(5).Select(d => (d.Attempts, d.State)), Is.All.EqualTo((0, DeliveryState.Owed)));
        Assert.That(await StateAsync(gateway), Is.EqualTo((gateway.Time.GetUtcNow(), "connection refused")));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "PartnerUnreachable" }));

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(6), "one probe");
        Assert.That(gateway.Protocol.Said.Last().Id, Is.EqualTo(gateway.Deliveries()[5].Id), "another than those that failed");
    }

    [Test]
    public async Task The_first_that_is_taken_lets_all_others_go()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Always(Refused);
        await AcceptAsync(gateway, 20);
        await gateway.DeliverAsync();
        gateway.Protocol.Always(new Outcome.Delivered());

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();
        await gateway.DeliverAsync();

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
        Assert.That(await StateAsync(gateway), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
        using var journal = gateway.Journal();
        Assert.That(journal.Findings.Single().State, Is.EqualTo(FindingState.Settled));
    }

    [Test]
    public async Task One_that_is_away_for_an_hour_is_looked_for_ever_more_rarely_and_gets_everything_when_it_is_back()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Always(Refused);
        await AcceptAsync(gateway, 40);
        var away = gateway.Time.GetUtcNow();
        var looks = new List<TimeSpan>();
        for (var second = 0; second < 3600; second += 5)
        {
            await gateway.DeliverAsync();
            while (looks.Count < gateway.Protocol.Said.Count) looks.Add(gateway.Time.GetUtcNow() - away);
            gateway.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Multiple(() =>
        {
            Assert.That(looks, Has.Count.InRange(25, 60));
            Assert.That(looks.Zip(looks.Skip(1), (one, next) => next - one).Max(), Is.InRange(TimeSpan.FromMinutes(3.9), TimeSpan.FromMinutes(5.1)));
            Assert.That(gateway.Moves(), Has.Count.EqualTo(looks.Count));
            Assert.That(gateway.Deliveries().Max(d => d.Attempts), Is.LessThanOrEqualTo(2), "the looks are shared out");
        });

        gateway.Protocol.Always(new Outcome.Delivered());
        gateway.Time.Advance(TimeSpan.FromMinutes(5));
        await gateway.DeliverAsync();
        await gateway.DeliverAsync();
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task One_bad_message_makes_nobody_unreachable()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Always(new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" });
        await AcceptAsync(gateway, 1);

        await PoliciesTests.PassAsync(gateway, TimeSpan.FromHours(1), 9);

        Assert.That((gateway.Protocol.Said.Count, await StateAsync(gateway)), Is.EqualTo((10, ((DateTimeOffset?)null, (string?)null))));
    }

    [Test]
    public async Task Five_messages_answered_with_an_error_or_not_at_all_do()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(
            new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" }, new Outcome.InDoubt("no answer within 30 s"), Refused,
            new Outcome.InDoubt("half a JSON") { Answer = "HTTP 200" }, new Outcome.Unreachable("OCPI 3000") { Answer = "HTTP 200" });
        await AcceptAsync(gateway, 6);

        await gateway.DeliverAsync();

        Assert.That((gateway.Protocol.Said.Count, (await StateAsync(gateway)).Reason), Is.EqualTo((5, "OCPI 3000")));
    }

    [Test]
    public async Task A_refusal_in_between_shows_that_it_is_reached()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(Refused, Refused, Refused, Refused, new Outcome.Refused("OCPI 2001", "no"), Refused, Refused, Refused, Refused);
        await AcceptAsync(gateway, 10);

        await gateway.DeliverAsync();

        Assert.That((gateway.Protocol.Said.Count, await StateAsync(gateway)), Is.EqualTo((10, ((DateTimeOffset?)null, (string?)null))));
    }

    [Test]
    public async Task A_probe_that_can_not_be_said_gives_its_turn_to_the_next()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(Refused, Refused, Refused, Refused, Refused, new Outcome.Held(new("NoPrice", "none")));
        await AcceptAsync(gateway, 8);
        await gateway.DeliverAsync();

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        // The one that is held, the next that looks, and all others.
        for (var i = 0; i < 3; i++) await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Count(d => d.Id == gateway.Deliveries()[6].Id), Is.EqualTo(1));
        Assert.That(gateway.Deliveries().Skip(5).Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Held, DeliveryState.Delivered, DeliveryState.Delivered }));
    }

    [Test]
    public async Task One_that_asks_for_patience_gets_it_with_everything()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 429", TimeSpan.FromSeconds(20)) { Answer = "HTTP 429" });
        await AcceptAsync(gateway, 3);

        await PoliciesTests.PassAsync(gateway, TimeSpan.FromSeconds(19), 1);
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
        Assert.That(await StateAsync(gateway), Is.EqualTo(((DateTimeOffset?)null, "HTTP 429")));
        Assert.That(gateway.Findings(), Is.Empty);
        await PoliciesTests.PassAsync(gateway, TimeSpan.FromSeconds(1), 1);

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
        Assert.That(await StateAsync(gateway), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public async Task Nobody_is_waited_for_longer_than_a_day()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 503", TimeSpan.FromDays(4000)) { Answer = "HTTP 503" });
        await AcceptAsync(gateway, 1);

        await PoliciesTests.PassAsync(gateway, TimeSpan.FromDays(1), 1);

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Every_node_leaves_it_alone_and_one_of_them_probes()
    {
        await using var gateway = new GatewayUnderTest();
        await using var other = new GatewayUnderTest(gateway.Folder, time: gateway.Time, protocol: gateway.Protocol);
        gateway.Protocol.Always(Refused);
        await AcceptAsync(gateway, 10);
        await gateway.DeliverAsync();
        await other.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(5));

        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        var probing = await gateway.BeginAsync(saying: 6);
        await other.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(6), "the other's turn is taken");

        gateway.Protocol.Always(new Outcome.Delivered());
        answer.SetResult(new Outcome.Delivered());
        await probing;
        await other.DeliverAsync();
        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task What_the_stop_cuts_off_says_nothing_about_the_partner()
    {
        var partner = Samples.EmspPartner with { Concurrency = 8 };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, partner]);
        gateway.Protocol.Otherwise = async (_, cut) =>
        {
            await Task.Delay(Timeout.Infinite, cut);
            return new Outcome.Delivered();
        };
        await AcceptAsync(gateway, 8);
        var saying = gateway.Bus.DrainAtOnceAsync(gateway.Dispatcher);
        Assert.That(() => gateway.Protocol.Said.Count, Is.EqualTo(8).After(10_000, 10));

        await gateway.Dispatcher.StopAsync(TimeSpan.Zero);
        await saying;

        Assert.That(await StateAsync(gateway), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
    }

    internal static async Task AcceptAsync(GatewayUnderTest gateway, int records)
    {
        for (var i = 0; i < records; i++) await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i:000}")));
    }

    private static async Task<(DateTimeOffset? UnreachableAt, string? Reason)> StateAsync(GatewayUnderTest gateway)
    {
        var state = (await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == "emsp");
        return (state.UnreachableAt, state.LeaveReason);
    }
}
