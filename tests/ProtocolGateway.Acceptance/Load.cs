using System.Collections.Concurrent;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// CPOs with store and forward: each sends one record after another, and each of them until it is acknowledged, to whichever
/// node it meets.
/// </summary>
internal sealed class Load
{
    private const int Senders = 6;

    private readonly IReadOnlyList<GatewayUnderTest> nodes;
    private readonly Task sending;
    private readonly ConcurrentDictionary<string, bool> emip = new();
    private readonly ConcurrentDictionary<string, bool> ocpi = new();
    private int turnedAway;
    private volatile bool ending;
    private volatile bool abandoned;

    public Load(params IReadOnlyList<GatewayUnderTest> nodes)
    {
        this.nodes = nodes;
        sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(SendAsync));
    }

    public int Acknowledged => emip.Count + ocpi.Count;

    /// <summary>Some records more are acknowledged.</summary>
    public async Task ProgressAsync(int more = 20)
    {
        var before = Acknowledged;
        await Eventually.TrueAsync(
            () => Acknowledged >= before + more, $"{more} records are acknowledged", TimeSpan.FromSeconds(60),
            () => string.Join("\n", nodes.Select(n => n.Output[^Math.Min(n.Output.Length, 3000)..])));
    }

    /// <summary>Some records more are answered with 503.</summary>
    public async Task TurnedAwayAsync(int more = 20)
    {
        var before = Volatile.Read(ref turnedAway);
        await Eventually.TrueAsync(
            () => Volatile.Read(ref turnedAway) >= before + more, $"{more} records are turned away", TimeSpan.FromSeconds(60),
            () => $"{Acknowledged} are acknowledged, {turnedAway} turned away");
    }

    /// <summary>The senders stop as soon as what they are sending is acknowledged.</summary>
    public async Task EndAsync()
    {
        ending = true;
        await sending;
    }

    /// <summary>The senders stop at once, whatever they are sending: nothing can be said of it any more.</summary>
    public async Task AbandonAsync()
    {
        (abandoned, ending) = (true, true);
        await sending;
    }

    /// <summary>
    /// Every acknowledged record arrives, nothing else does, and every delivery ends as Delivered. A record that came twice came
    /// because nobody knew whether it had been heard, and said the same both times.
    /// </summary>
    public async Task AssertArrivedAsync(OcpiEmspStandIn ocpiEmsp, EmipEmspStandIn emipEmsp, Operators operators)
    {
        var toOcpi = emip.Keys.Select(Story.AtOcpi).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var toEmip = ocpi.Keys.Select(AtEmip).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await Eventually.TrueAsync(
            () => toOcpi.IsSubsetOf(ocpiEmsp.Taken.Keys) && toEmip.IsSubsetOf(emipEmsp.Taken.Keys),
            "every acknowledged record arrives", TimeSpan.FromSeconds(90),
            () => $"missing {toOcpi.Except(ocpiEmsp.Taken.Keys).Count()} of {toOcpi.Count} at OCPI, {toEmip.Except(emipEmsp.Taken.Keys).Count()} of {toEmip.Count} at eMIP");
        await Eventually.TrueAsync(
            async () => (await operators.DeliveriesBesideImportsAsync()).All(d => d.State == "Delivered"),
            "every delivery is Delivered", TimeSpan.FromSeconds(90),
            async () => string.Join(", ", (await operators.DeliveriesBesideImportsAsync()).CountBy(d => d.State)));

        var rows = await operators.DeliveriesBesideImportsAsync();
        TestContext.Out.WriteLine($"{toOcpi.Count} + {toEmip.Count} acknowledged, {ocpiEmsp.Repeats} + {emipEmsp.Repeats} repeats seen by the partners");
        Assert.Multiple(() =>
        {
            // Whatever was not acknowledged was sent again until it was: nothing else may be there.
            Assert.That(ocpiEmsp.Taken.Keys, Is.EquivalentTo(toOcpi));
            Assert.That(emipEmsp.Taken.Keys, Is.EquivalentTo(toEmip));
            Assert.That(rows, Has.Count.EqualTo(toOcpi.Count + toEmip.Count));
        });
        foreach (var id in emip.Keys.Concat(ocpi.Keys))
        {
            var sendings = emip.ContainsKey(id) ? ocpiEmsp.SendingsOf(Story.AtOcpi(id)) : emipEmsp.SendingsOf(AtEmip(id));
            if (sendings.Count == 1) continue;
            Assert.That(sendings.Select(s => s.Text).Distinct().Count(), Is.EqualTo(1), $"{id}: a repeat says the same");
            var row = rows.Single(r => r.Key.Contains(id, StringComparison.OrdinalIgnoreCase));
            var history = (await operators.DeliveryAsync(row.Id))["history"]!.ToJsonString();
            Assert.That(history, Does.Contain("InDoubt"), $"{id} was said {sendings.Count} times");
        }
    }

    private static string AtEmip(string id) => NameBasedUuid.Of($"BEBEC|{id}");

    private async Task SendAsync(int sender)
    {
        var turn = sender;
        while (!ending)
        {
            var id = $"K-{sender}-{Guid.NewGuid():N}"[..30];
            while (!abandoned && !await IsAcknowledgedAsync(nodes[turn++ % nodes.Count], sender, id)) await Task.Delay(20);
            // Bounded: what is measured here is loss, not speed.
            await Task.Delay(5);
        }
    }

    private async Task<bool> IsAcknowledgedAsync(GatewayUnderTest node, int sender, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            if (sender % 2 == 0)
            {
                var answer = await new EmipCpoClient(node.Partners).SendAsync(new EmipRecord { ServiceSessionId = id }).WaitAsync(patience.Token);
                Note(answer.HttpStatus);
                return answer.RequestStatus == "1" && emip.TryAdd(id, true);
            }
            var client = new OcpiCpoClient(node.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));
            var reply = await client.PostAsync(OcpiRecord.ChargeDetailRecord(id)).WaitAsync(patience.Token);
            Note(reply.HttpStatus);
            return reply.StatusCode == 1000 && ocpi.TryAdd(id, true);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Note(int httpStatus)
    {
        if (httpStatus == 503) Interlocked.Increment(ref turnedAway);
    }
}
