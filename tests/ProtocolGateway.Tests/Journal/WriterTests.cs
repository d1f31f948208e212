using Npgsql;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Journal;

public sealed class WriterTests
{
    [Test]
    public async Task A_locked_journal_takes_nothing_and_recovers_by_itself()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        Acceptance locked;
        using (JournalLock.Hold(gateway.Folder))
        {
            locked = await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        }
        var after = await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3")));

        Assert.That(locked, Is.InstanceOf<Acceptance.Busy>());
        Assert.That(after, Is.InstanceOf<Acceptance.Accepted>());
        Assert.That(gateway.Deliveries().Select(d => d.Key), Is.EqualTo(new[] { "cdr|FR798|S-1", "cdr|FR798|S-3" }));
    }

    [Test]
    public async Task A_delivery_said_while_the_journal_is_locked_is_settled_afterwards()
    {
        await using var gateway = new GatewayUnderTest();
        JournalLock? held = null;
        gateway.Protocol.Next(_ =>
        {
            held = JournalLock.Hold(gateway.Folder);
            return Task.FromResult<Outcome>(new Outcome.Delivered());
        });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var saying = gateway.DeliverAsync();
        await Task.Run(() => SpinWait.SpinUntil(() => held is not null, TimeSpan.FromSeconds(10)));
        held!.Dispose();

        while (!saying.IsCompleted)
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(saying, Task.Delay(20));
        }

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_full_queue_is_told_to_the_sender()
    {
        await using var gateway = new GatewayUnderTest(queueLength: 1);
        _ = gateway.Gateway;
        Acceptance[] acceptances;
        using (JournalLock.Hold(gateway.Folder))
        {
            acceptances = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}")))));
        }

        Assert.That(acceptances, Is.All.InstanceOf<Acceptance.Busy>());
        Assert.That(acceptances.Cast<Acceptance.Busy>().Select(b => b.Text), Has.Some.EqualTo("Too much is waiting for the journal."));
        Assert.That(gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_full_disk_takes_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.Get<JournalWriter>().WriteAsync(journal =>
        {
            // The file may not grow any more: what SQLite says is what it says of a full disk.
            using var pragma = journal.Prepare("PRAGMA max_page_count = 1");
            return pragma.Execute();
        });
        var fat = Samples.Heard(Samples.Record("S-2"));
        fat = fat with { Heard = fat.Heard with { Body = new byte[1 << 20] } };

        var full = await gateway.AcceptAsync(fat);
        var after = await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3")));

        Assert.That(full, Is.EqualTo(new Acceptance.Busy("The journal's disk is full.")));
        Assert.That(after, Is.InstanceOf<Acceptance.Accepted>());
        Assert.That(gateway.Deliveries().Select(d => d.Key), Is.EqualTo(new[] { "cdr|FR798|S-1", "cdr|FR798|S-3" }));
    }

    [Test]
    public async Task One_work_with_a_bug_leaves_the_others_of_its_batch_alone()
    {
        await using var gateway = new GatewayUnderTest();
        var writer = gateway.Get<JournalWriter>();
        using var held = new ManualResetEventSlim();
        var first = writer.WriteAsync(_ => { held.Wait(); return 0; });
        var good = writer.WriteAsync(journal => { journal.Upkeep.Find("One", "", "", gateway.Time.GetUtcNow()); return 1; });
        var bad = writer.WriteAsync<int>(journal =>
        {
            journal.Upkeep.Find("Bad", "", "", gateway.Time.GetUtcNow());
            throw new InvalidOperationException("a bug");
        });
        var other = writer.WriteAsync(journal => { journal.Upkeep.Find("Other", "", "", gateway.Time.GetUtcNow()); return 2; });
        held.Set();

        Assert.That((await first).Value, Is.Zero);
        Assert.That(((await good).Value, (await other).Value), Is.EqualTo((1, 2)));
        Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "One", "Other" }));
    }

    /// <param name="races">How often another node is faster: once while all are written together, then while each is written alone.</param>
    [TestCase(2, true)]
    [TestCase(3, true)]
    [TestCase(9, false)]
    public async Task Whom_another_node_outruns_is_tried_again_and_not_for_ever(int races, bool written)
    {
        await using var gateway = new GatewayUnderTest();
        var writer = gateway.Get<JournalWriter>();
        var left = races;
        var raced = await writer.WriteAsync(journal =>
        {
            journal.Upkeep.Find("Raced", "", "", gateway.Time.GetUtcNow());
            return left-- > 0 ? throw new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected) : 1;
        });
        var after = await writer.WriteAsync(_ => 2);

        Assert.That((raced.Value, raced.Unavailable), Is.EqualTo(written ? (1, null) : (0, new JournalUnavailable("Another node was faster."))));
        Assert.That(after.Value, Is.EqualTo(2));
        Assert.That(gateway.Findings(), Is.EqualTo(written ? new[] { "Raced" } : []));
    }

    [Test]
    public async Task What_was_waiting_when_the_writer_ends_is_written()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        var accepted = new List<Task<Acceptance>>();
        await using (var gateway = new GatewayUnderTest(folder))
        {
            await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-100")));
            for (var i = 0; i < 100; i++) accepted.Add(gateway.AcceptAsync(Samples.Heard(Samples.Record($"S-{i}"))));
        }
        await Task.WhenAll(accepted);

        var ahead = new FileInfo(System.IO.Path.Combine(folder, "journal.db-wal"));
        Assert.That(!ahead.Exists || ahead.Length == 0, "everything is in the file itself");
        await using var next = new GatewayUnderTest(folder);
        Assert.That(next.Deliveries(), Has.Count.EqualTo(101));
    }
}
