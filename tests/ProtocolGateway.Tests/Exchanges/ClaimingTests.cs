using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class ClaimingTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task What_was_being_said_when_the_gateway_died_is_in_doubt_and_said_again_as_a_repeat()
    {
        await using var dead = new GatewayUnderTest();
        var never = new TaskCompletionSource<Outcome>();
        var saying = await BeginAsync(dead, Samples.Heard(Samples.Record()), never.Task);
        Assert.That(dead.Delivery().ClaimNode, Is.Not.Null);

        await using var next = new GatewayUnderTest(dead.Folder);
        await next.RecoverAsync();
        await next.DeliverAsync();
        Assert.That(next.Protocol.Said, Is.Empty, "not before its time");
        next.Time.Advance(TimeSpan.FromSeconds(1));
        await next.DeliverAsync();

        Assert.That(next.States(next.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
        Assert.That(next.Protocol.Said.Select(d => (d.Repeat, d.Attempt)), Is.EqualTo(new[] { (true, 2) }));
        // The dead one comes back too late: the claim is not its own any more.
        never.SetResult(new Outcome.Refused("late", "late"));
        await saying;
        Assert.That(next.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_report_that_was_being_said_when_the_gateway_died_waits_for_a_person()
    {
        await using var dead = new GatewayUnderTest();
        var never = new TaskCompletionSource<Outcome>();
        var saying = await BeginAsync(dead, Samples.Heard(Samples.Report()), never.Task);

        await using var next = new GatewayUnderTest(dead.Folder);
        await next.RecoverAsync();

        Assert.That(next.Delivery().State, Is.EqualTo(DeliveryState.InDoubt));
        Assert.That(next.Findings(), Is.EqualTo(new[] { "DeliveryInDoubt" }));
        never.SetResult(new Outcome.Delivered());
        await saying;
    }

    [Test]
    public async Task A_report_that_was_being_said_when_the_gateway_died_is_said_again_where_it_does_nothing_twice()
    {
        await using var dead = new GatewayUnderTest();
        var never = new TaskCompletionSource<Outcome>();
        var saying = await BeginAsync(dead, Samples.Heard(Samples.Report()), never.Task);

        await using var next = new GatewayUnderTest(dead.Folder);
        next.Protocol.PutsReports = true;
        await next.RecoverAsync();
        next.Time.Advance(TimeSpan.FromSeconds(1));
        await next.DeliverAsync();

        Assert.That(next.States(next.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
        Assert.That(next.Protocol.Said.Select(d => d.Repeat), Is.EqualTo(new[] { true }));
        never.SetResult(new Outcome.Delivered());
        await saying;
    }

    [Test]
    public async Task What_was_on_the_bus_when_the_gateway_died_is_said_as_if_for_the_first_time()
    {
        await using var dead = new GatewayUnderTest();
        await dead.AcceptAsync(Samples.Heard(Samples.Record()));

        await using var next = new GatewayUnderTest(dead.Folder);
        await next.RecoverAsync();
        await next.DeliverAsync();

        Assert.That(next.Protocol.Said.Select(d => (d.Repeat, d.Attempt)), Is.EqualTo(new[] { (false, 1) }));
        Assert.That(next.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_claim_that_outlives_its_lease_is_in_doubt()
    {
        await using var gateway = new GatewayUnderTest();
        var never = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => never.Task);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var saying = await gateway.BeginAsync();
        var claims = gateway.Get<ProtocolGateway.Exchanges.LostClaims>();

        gateway.Time.Advance(TimeSpan.FromSeconds(59));
        await claims.RecoverAsync(starting: false, CancellationToken.None);
        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed"), "the lease holds");
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await claims.RecoverAsync(starting: false, CancellationToken.None);

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed InDoubt Owed"));
        never.SetResult(new Outcome.Delivered());
        await saying;
    }

    [Test]
    public async Task A_stop_cuts_off_what_takes_too_long_and_leaves_it_in_doubt()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(async (_, cut) =>
        {
            await Task.Delay(Timeout.Infinite, cut);
            return new Outcome.Delivered();
        });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var saying = await gateway.BeginAsync();

        await gateway.Dispatcher.StopAsync(TimeSpan.Zero);
        await saying;

        Assert.That((gateway.States(gateway.Delivery()), gateway.Delivery().ClaimNode), Is.EqualTo(("Owed InDoubt Owed", (string?)null)));
    }

    [Test]
    public async Task Nothing_is_begun_after_a_stop()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.Dispatcher.StopAsync(TimeSpan.Zero);

        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said, Is.Empty);
        Assert.That((gateway.Delivery().State, gateway.Delivery().ClaimNode), Is.EqualTo((DeliveryState.Owed, (string?)null)));
    }

    [Test]
    public async Task Only_what_is_about_to_be_said_is_claimed()
    {
        await using var gateway = new GatewayUnderTest();
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Otherwise = (_, _) => answer.Task;
        for (var i = 0; i < 6; i++) await gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")));

        var saying = gateway.Bus.DrainAtOnceAsync(gateway.Dispatcher);
        Assert.That(() => gateway.Deliveries().Count(d => d.ClaimNode is not null), Is.EqualTo(2).After(10_000, 10), "one is said, one is next");
        Assert.That(() => gateway.Protocol.Said.Count, Is.EqualTo(1).After(10_000, 10));
        answer.SetResult(new Outcome.Delivered());
        await saying;

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.All.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_bug_in_writing_an_outcome_leaves_the_record_in_doubt_not_claimed()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await BreakAsync(gateway, "NEW.State = 'Delivered'");

        await gateway.DeliverAsync();
        Assert.That((gateway.States(gateway.Delivery()), gateway.Delivery().ClaimNode), Is.EqualTo(("Owed InDoubt Owed", (string?)null)));

        await MendAsync(gateway);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.DeliverAsync();
        Assert.That((gateway.Delivery().State, gateway.Protocol.Said.Last().Repeat), Is.EqualTo((DeliveryState.Delivered, true)));
    }

    [Test]
    public async Task What_a_bug_keeps_from_being_given_up_is_given_up_later()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await BreakAsync(gateway, "OLD.ClaimNode IS NOT NULL AND NEW.ClaimNode IS NULL");
        await gateway.DeliverAsync();
        Assert.That(gateway.Delivery().ClaimNode, Is.Not.Null);

        await MendAsync(gateway);
        await gateway.Get<ProtocolGateway.Exchanges.Forsaken>().RetryAsync();

        Assert.That((gateway.States(gateway.Delivery()), gateway.Delivery().ClaimNode), Is.EqualTo(("Owed InDoubt Owed", (string?)null)));
    }

    /// <summary>A gateway that lived a moment ago is saying what it heard, and no answer has come yet.</summary>
    private static async Task<Task> BeginAsync(GatewayUnderTest gateway, HeardFact heard, Task<Outcome> answer)
    {
        await gateway.Get<ProtocolGateway.Exchanges.Heartbeat>().BeatAsync();
        gateway.Protocol.Next(_ => answer);
        await gateway.AcceptAsync(heard);
        return await gateway.BeginAsync();
    }

    /// <summary>From now on such a change of a delivery fails, as by a bug.</summary>
    private static Task BreakAsync(GatewayUnderTest gateway, string when) => ExecuteAsync(gateway, JournalUnderTest.Provider == JournalProvider.Sqlite
        ? $"CREATE TRIGGER Bug BEFORE UPDATE ON Deliveries WHEN {when} BEGIN SELECT RAISE(ABORT, 'a bug'); END"
        : $"""
          CREATE FUNCTION Fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a bug'; END $$;
          CREATE TRIGGER Bug BEFORE UPDATE ON Deliveries FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION Fail()
          """);

    private static Task MendAsync(GatewayUnderTest gateway) =>
        ExecuteAsync(gateway, JournalUnderTest.Provider == JournalProvider.Sqlite ? "DROP TRIGGER Bug" : "DROP TRIGGER Bug ON Deliveries");

    private static async Task ExecuteAsync(GatewayUnderTest gateway, string sql)
    {
        await using var journal = gateway.Journal();
        await journal.Database.ExecuteSqlRawAsync(sql);
    }
}
