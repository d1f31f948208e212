using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Journal;

/// <summary>A journal is backed up as docs/operations.md says, while records are being accepted, and a gateway starts on the backup.</summary>
public sealed class BackupTests
{
    private const int Senders = 4;

    private readonly ConcurrentQueue<string> acknowledged = new();
    private string folder = "", restored = "", backup = "";

    [SetUp]
    public void Make()
    {
        acknowledged.Clear();
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        restored = System.IO.Directory.CreateTempSubdirectory("restored-").FullName;
        backup = Path.Combine(folder, "backup");
    }

    [TearDown]
    public void Remove()
    {
        (JournalUnderTest.Provider, JournalUnderTest.Database) = (JournalProvider.Sqlite, null);
        System.IO.Directory.Delete(folder, recursive: true);
        System.IO.Directory.Delete(restored, recursive: true);
    }

    [Test]
    public async Task An_embedded_journal_is_backed_up_while_it_is_written_and_restored()
    {
        var before = await BackUpAsync(async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $backup";
            command.Parameters.AddWithValue("$backup", backup);
            await command.ExecuteNonQueryAsync();
        });

        File.Copy(backup, Path.Combine(restored, "journal.db"));

        await AssertGoesOnAsync(before);
    }

    [Test]
    public async Task A_shared_journal_is_backed_up_while_it_is_written_and_restored()
    {
        JournalUnderTest.Provider = JournalProvider.Postgres;
        var (one, other) = ($"one_{Guid.NewGuid():n}", $"other_{Guid.NewGuid():n}");
        JournalUnderTest.Database = await PostgresForTests.Server.CreateDatabaseAsync(one);
        var before = await BackUpAsync(() => PostgresForTests.Server.DumpAsync(one, backup));

        JournalUnderTest.Database = await PostgresForTests.Server.CreateDatabaseAsync(other);
        await PostgresForTests.Server.RestoreAsync(backup, other);

        await AssertGoesOnAsync(before);
    }

    /// <summary>What was acknowledged before the backup began: two records that were said, and many that were not.</summary>
    private async Task<IReadOnlyList<string>> BackUpAsync(Func<Task> backUp)
    {
        await using var gateway = new GatewayUnderTest(folder);
        gateway.Protocol.Next(new Outcome.Delivered(), new Outcome.Refused("2001", "no"));
        foreach (var id in new[] { "S-SAID", "S-REFUSED" }) Acknowledge(id, await gateway.AcceptAsync(Samples.Heard(Samples.Record(id))));
        await gateway.DeliverAsync();

        using var end = new CancellationTokenSource();
        var senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(n => Task.Run(() => SendAsync(gateway, n, end.Token))));
        await MoreAsync(100);
        var before = await BackUpInTheMiddleAsync(backUp);
        await MoreAsync(20);
        await end.CancelAsync();
        await senders;
        return before;
    }

    /// <summary>Backs up until something was acknowledged meanwhile: a small journal may be read between two commits.</summary>
    private async Task<IReadOnlyList<string>> BackUpInTheMiddleAsync(Func<Task> backUp)
    {
        var until = Environment.TickCount64 + 30_000;
        while (Environment.TickCount64 < until)
        {
            File.Delete(backup);
            var before = acknowledged.ToList();
            await backUp();
            if (acknowledged.Count > before.Count) return before;
        }
        throw new InvalidOperationException("Nothing was accepted while a backup was made.");
    }

    private async Task AssertGoesOnAsync(IReadOnlyList<string> before)
    {
        await using var gateway = new GatewayUnderTest(restored);
        var there = gateway.Deliveries();
        Assert.That(there.Select(d => d.Key), Is.Unique.And.SupersetOf(before.Select(id => $"cdr|FR798|{id}")));
        Assert.That(there.Select(d => d.State).Take(2), Is.EqualTo(new[] { DeliveryState.Delivered, DeliveryState.Refused }));

        var repeats = await Task.WhenAll(before.Select(id => gateway.AcceptAsync(Samples.Heard(Samples.Record(id)))));
        Assert.That(repeats, Is.All.InstanceOf<Acceptance.Accepted>().With.Property(nameof(Acceptance.Accepted.Repeat)).True);

        Assert.That(await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-NEW"))), Is.InstanceOf<Acceptance.Accepted>().With.Property(nameof(Acceptance.Accepted.Repeat)).False);
        for (var round = 0; round < 500 && gateway.Deliveries().Any(d => d.State == DeliveryState.Owed); round++) await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said.Select(d => d.Id), Is.EquivalentTo(gateway.Deliveries().Skip(2).Select(d => d.Id)), "what was owed, once each");
    }

    /// <summary>One record after the other.</summary>
    private async Task SendAsync(GatewayUnderTest gateway, int sender, CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var id = $"S-{sender}-{n}";
            Acknowledge(id, await gateway.AcceptAsync(Samples.Heard(Samples.Record(id))));
        }
    }

    private void Acknowledge(string id, Acceptance acceptance)
    {
        if (acceptance is Acceptance.Accepted { Repeat: false }) acknowledged.Enqueue(id);
    }

    private async Task MoreAsync(int records)
    {
        var (until, enough) = (Environment.TickCount64 + 30_000, acknowledged.Count + records);
        while (acknowledged.Count < enough && Environment.TickCount64 < until) await Task.Delay(1);
        Assert.That(acknowledged, Has.Count.GreaterThanOrEqualTo(enough), "records are accepted");
    }
}
