using Npgsql;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>Two gateways on one PostgreSQL journal.</summary>
[NonParallelizable] // It ends all connections of gateways to the server.
public sealed class ManyNodesTests
{
    private readonly ScriptedProtocol protocol = new();
    private readonly ManualTime time = new();
    private GatewayUnderTest one = null!;
    private GatewayUnderTest other = null!;

    [SetUp]
    public void Start()
    {
        JournalUnderTest.Provider = JournalProvider.Postgres;
        one = new(protocol: protocol, time: time);
        other = new(one.Folder, protocol: protocol, time: time);
        // As a start does: not by the first who come.
        _ = (one.Gateway, other.Gateway);
        protocol.Said.Clear();
    }

    [TearDown]
    public async Task Stop()
    {
        await other.DisposeAsync();
        await one.DisposeAsync();
        JournalUnderTest.Provider = JournalProvider.Sqlite;
    }

    [Test]
    public async Task What_both_hear_at_once_is_owed_once()
    {
        var heard = Enumerable.Range(0, 60).SelectMany(i => new[] { one, other, one }.Select(node => (node, Fact: Samples.Heard(Samples.Record($"S-{i}")))));

        var acceptances = await Task.WhenAll(heard.Select(h => Task.Run(() => h.node.AcceptAsync(h.Fact))));

        await using var journal = one.Journal();
        Assert.Multiple(() =>
        {
            Assert.That(acceptances, Is.All.InstanceOf<Acceptance.Accepted>());
            Assert.That(acceptances.Count(a => a is Acceptance.Accepted { Repeat: false }), Is.EqualTo(60));
            Assert.That((one.Deliveries().Count, journal.Facts.Count(), journal.Sessions.Count(), journal.Exchanges.Count()), Is.EqualTo((60, 60, 60, 180)));
        });
    }

    [Test]
    public async Task Both_may_hear_how_the_same_EVSEs_stand_at_once()
    {
        var takings = new List<Task<StatusTaking>>();
        for (var round = 0; round < 20; round++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            foreach (var evse in Enumerable.Range(0, 30))
                takings.AddRange(new[] { one, other }.Select(node => Task.Run(() => ReportAsync(node, $"FR*798*E{evse}", evse % 2 == round % 2))));
            await Task.WhenAll(Task.Run(() => one.Get<StatusOwing>().OweAsync(default)), Task.Run(() => other.Get<StatusOwing>().OweAsync(default)));
        }

        Assert.That(await Task.WhenAll(takings), Is.All.EqualTo(new StatusTaking.Taken(Known: false)));
        await using var journal = one.Journal();
        Assert.That(journal.EvseStates.Count(), Is.EqualTo(30));
    }

    [Test]
    public async Task Each_says_what_the_other_does_not_and_the_order_of_a_session_holds()
    {
        for (var minute = 1; minute <= 6; minute++)
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ((i + minute) % 2 == 0 ? one : other).AcceptAsync(Samples.Heard(Samples.Report($"S-{i}", minute)))));

        // A claim that meets another at the same subject fails, and the next search finds it again.
        for (var round = 0; round < 50 && one.Deliveries().Any(d => d.State == DeliveryState.Owed); round++)
            await Task.WhenAll(Task.Run(one.DeliverAsync), Task.Run(other.DeliverAsync));

        var said = protocol.Said.Select(d => ((SessionUpdated)d.Message).Session).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(said, Has.Count.EqualTo(72));
            Assert.That(one.Deliveries().Select(d => (d.State, d.Attempts)), Is.All.EqualTo((DeliveryState.Delivered, 1)));
            foreach (var session in said.GroupBy(s => s.Id))
                Assert.That(session.Select(s => s.ReadAt), Is.Ordered, session.Key);
        });
    }

    [Test]
    public async Task A_newer_report_waits_while_another_node_says_the_older()
    {
        var taken = new TaskCompletionSource<Outcome>();
        protocol.Next(_ => taken.Task);
        await one.AcceptAsync(Samples.Heard(Samples.Report(minute: 1)));
        var saying = await one.BeginAsync();
        await other.AcceptAsync(Samples.Heard(Samples.Report(minute: 2)));

        await other.DeliverAsync();
        Assert.That(protocol.Said, Has.Count.EqualTo(1));
        taken.SetResult(new Outcome.Delivered());
        await saying;
        await other.DeliverAsync();

        Assert.That(protocol.Said.Select(d => ((SessionUpdated)d.Message).Session.Kwh), Is.EqualTo(new[] { 0.1m, 0.2m }));
    }

    [Test]
    public async Task A_dead_nodes_claims_are_taken_over_when_it_has_been_silent_for_long()
    {
        await one.Get<Heartbeat>().BeatAsync();
        var never = new TaskCompletionSource<Outcome>();
        protocol.Next(_ => never.Task);
        await one.AcceptAsync(Samples.Heard(Samples.Record()));
        var saying = await one.BeginAsync();

        await other.Get<LostClaims>().RecoverAsync(starting: true, CancellationToken.None);
        Assert.That(other.Delivery().ClaimNode, Is.Not.Null, "it may be alive");
        time.Advance(Node.Silence + TimeSpan.FromSeconds(1));
        await other.Get<LostClaims>().RecoverAsync(starting: false, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        await other.DeliverAsync();

        Assert.That(other.States(other.Delivery()), Is.EqualTo("Owed InDoubt Owed Delivered"));
        never.SetResult(new Outcome.Refused("late", "late"));
        await saying;
        Assert.That(other.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Connections_that_the_server_closed_are_made_anew_without_anybody_noticing()
    {
        await one.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        using (var connection = new NpgsqlConnection(PostgresForTests.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ProtocolGateway'";
            command.ExecuteNonQuery();
        }

        Assert.That(await one.AcceptAsync(Samples.Heard(Samples.Record("S-2"))), Is.InstanceOf<Acceptance.Accepted>());
    }

    [Test]
    public async Task A_node_that_vanishes_in_the_middle_of_a_batch_does_not_keep_the_others_for_long()
    {
        using var database = new JournalDatabase(JournalUnderTest.Options(one.Folder));
        using var vanished = database.OpenForWriter();
        vanished.Begin();
        vanished.Foresee([JournalName.Of("fact", "cdr|FR798|S-1")]);
        Assert.That(await other.AcceptAsync(Samples.Heard(Samples.Record("S-1"))), Is.InstanceOf<Acceptance.Busy>());

        await Testing.Eventually.TrueAsync(
            async () => await other.AcceptAsync(Samples.Heard(Samples.Record("S-1"))) is Acceptance.Accepted, "the other takes it", TimeSpan.FromSeconds(15));
    }

    [Test]
    public void The_schema_is_made_by_one_while_the_others_wait()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        var options = JournalUnderTest.Options(folder);

        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ => new JournalDatabase(options).Dispose());

        using var database = new JournalDatabase(options);
        using var journal = database.CreateDbContext();
        Assert.That(journal.Deliveries.Count(), Is.Zero);
        System.IO.Directory.Delete(folder);
    }

    private Task<StatusTaking> ReportAsync(GatewayUnderTest node, string evse, bool busy) => node.Get<IEvseStates>().ReportAsync(
        new()
        {
            Heard = Samples.Said("Status", Samples.CpoPartner, "<body/>"),
            Reading = new(
                new EvseStatusReport
                {
                    Party = Samples.Cpo,
                    EvseId = evse,
                    Busy = new() { Status = busy ? BusyStatus.BUSY : BusyStatus.FREE, ChangedAt = time.GetUtcNow() },
                },
                [], null, []),
            Answer = _ => "taken",
        },
        CancellationToken.None);
}
