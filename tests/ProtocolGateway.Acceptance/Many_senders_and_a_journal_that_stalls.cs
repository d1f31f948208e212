using System.Collections.Concurrent;

namespace ProtocolGateway.Acceptance;

/// <summary>Another process takes the journal away again and again while more come than it can take.</summary>
internal sealed class Many_senders_and_a_journal_that_stalls : TwoWayJourney
{
    private const int Senders = 150;
    private readonly ConcurrentDictionary<string, bool> taken = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private int turnedAway;

    [Test]
    public async Task Everybody_is_answered_and_what_was_taken_arrives_once()
    {
        using var end = new CancellationTokenSource();
        var senders = Enumerable.Range(0, Senders).Select(n => SendUntilAsync(n, end.Token)).ToList();
        for (var round = 0; round < 3; round++)
        {
            int gotten;
            using (JournalLock.Hold(Path.Combine(Gateway.Folder, "data")))
            {
                var before = turnedAway;
                await Eventually.TrueAsync(() => turnedAway >= before + 20, "senders are turned away", TimeSpan.FromSeconds(30));
                using var health = await Gateway.Partners.GetAsync("/health/live");
                Assert.That((int)health.StatusCode, Is.EqualTo(200), "health is reachable");
                gotten = taken.Count;
            }
            await Eventually.TrueAsync(() => taken.Count >= gotten + 20, "senders are heard again", TimeSpan.FromSeconds(30));
        }
        await end.CancelAsync();
        await Task.WhenAll(senders);

        Assert.That(wrong, Is.Empty);
        await Eventually.TrueAsync(
            async () => (await Gateway.Operators.DeliveriesBesideImportsAsync()).All(d => d.State == "Delivered"), "everything is delivered", TimeSpan.FromSeconds(90));
        var rows = await Gateway.Operators.DeliveriesBesideImportsAsync();
        TestContext.Out.WriteLine($"{taken.Count} taken, {turnedAway} turned away");
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Key.Split('|')[^1]), Is.EquivalentTo(taken.Keys));
            Assert.That(
                OcpiEmsp.Taken.Keys.Concat(EmipEmsp.Taken.Keys).Select(k => k.ToUpperInvariant()),
                Is.EquivalentTo(taken.Keys.Select(id => (id[0] == 'E' ? Story.AtOcpi(id) : NameBasedUuid.Of($"BEBEC|{id}")).ToUpperInvariant())));
        });
    }

    private async Task SendUntilAsync(int sender, CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var emip = sender % 2 == 0;
            var id = $"{(emip ? 'E' : 'O')}-{sender}-{n}-{Guid.NewGuid():N}"[..30].ToUpperInvariant();
            var (status, good, retryAfter) = emip ? await SayEmipAsync(id) : await SayOcpiAsync(id);
            if (good) taken[id] = true;
            else if (status == 503 && retryAfter is not null) Interlocked.Increment(ref turnedAway);
            else wrong.Enqueue($"{id}: HTTP {status}, Retry-After {retryAfter}");
            // Bounded: what is measured here is loss, not speed.
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private async Task<(int Status, bool Good, string? RetryAfter)> SayEmipAsync(string id)
    {
        var answer = await Emip.SendAsync(new EmipRecord { ServiceSessionId = id });
        return (answer.HttpStatus, answer.RequestStatus == "1", answer.RetryAfter);
    }

    private async Task<(int Status, bool Good, string? RetryAfter)> SayOcpiAsync(string id)
    {
        var answer = await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id));
        return (answer.HttpStatus, answer.StatusCode == 1000, answer.Headers.GetValueOrDefault("Retry-After"));
    }
}
