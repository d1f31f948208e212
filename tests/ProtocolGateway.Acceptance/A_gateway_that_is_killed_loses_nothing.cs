using System.Collections.Concurrent;
using System.Globalization;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Kill -9 at random moments under load: while records come in, are committed and are delivered. Rounds: the environment
/// variable KILLS, 10 unless set.
/// </summary>
internal sealed class A_gateway_that_is_killed_loses_nothing : TwoWayJourney
{
    private const int Senders = 6;
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("KILLS") is { Length: > 0 } text ? text : "10", CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, bool> emipAcknowledged = new();
    private readonly ConcurrentDictionary<string, bool> ocpiAcknowledged = new();

    [Test]
    public async Task Every_acknowledged_record_arrives_and_a_repeat_has_the_same_id()
    {
        using var end = new CancellationTokenSource();
        var senders = Enumerable.Range(0, Senders).Select(n => SendUntilAsync(n, end.Token)).ToList();
        var random = new Random(20240612);
        for (var round = 0; round < Rounds; round++)
        {
            await ProgressAsync();
            await Task.Delay(random.Next(0, 400));
            await Gateway.KillAsync();
            await Gateway.StartAgainAsync();
        }
        await ProgressAsync();
        await end.CancelAsync();
        await Task.WhenAll(senders);

        var toOcpi = emipAcknowledged.Keys.Select(Story.AtOcpi).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var toEmip = ocpiAcknowledged.Keys.Select(id => NameBasedUuid.Of($"BEBEC|{id}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await Eventually.TrueAsync(
            () => toOcpi.IsSubsetOf(OcpiEmsp.Taken.Keys) && toEmip.IsSubsetOf(EmipEmsp.Taken.Keys),
            "every acknowledged record arrives", TimeSpan.FromSeconds(60),
            () => $"missing {toOcpi.Except(OcpiEmsp.Taken.Keys).Count()} of {toOcpi.Count} at OCPI, {toEmip.Except(EmipEmsp.Taken.Keys).Count()} of {toEmip.Count} at eMIP");
        await Eventually.TrueAsync(
            async () => (await Gateway.Operators.DeliveriesAsync()).All(d => d.State == "Delivered"),
            "every delivery is Delivered", TimeSpan.FromSeconds(60),
            async () => string.Join(", ", (await Gateway.Operators.DeliveriesAsync()).CountBy(d => d.State)));

        var rows = await Gateway.Operators.DeliveriesAsync();
        TestContext.Out.WriteLine(
            $"{Rounds} kills, {toOcpi.Count} + {toEmip.Count} acknowledged, {OcpiEmsp.Repeats} + {EmipEmsp.Repeats} repeats seen by the partners");
        Assert.Multiple(() =>
        {
            // Whatever was not acknowledged was sent again until it was: nothing else may be there.
            Assert.That(OcpiEmsp.Taken.Keys, Is.EquivalentTo(toOcpi));
            Assert.That(EmipEmsp.Taken.Keys, Is.EquivalentTo(toEmip));
            Assert.That(rows, Has.Count.EqualTo(toOcpi.Count + toEmip.Count));
        });
        await AssertRepeatsWereInDoubtAsync(rows);
    }

    /// <summary>A record that came twice came because nobody knew whether it had been heard, and said the same both times.</summary>
    private async Task AssertRepeatsWereInDoubtAsync(IReadOnlyList<DeliverySeen> rows)
    {
        foreach (var id in emipAcknowledged.Keys.Concat(ocpiAcknowledged.Keys))
        {
            var sendings = emipAcknowledged.ContainsKey(id)
                ? OcpiEmsp.SendingsOf(Story.AtOcpi(id))
                : EmipEmsp.SendingsOf(NameBasedUuid.Of($"BEBEC|{id}"));
            if (sendings.Count == 1) continue;
            Assert.That(sendings.Select(s => s.Text).Distinct().Count(), Is.EqualTo(1), $"{id}: a repeat says the same");
            var row = rows.Single(r => r.Key.Contains(id, StringComparison.OrdinalIgnoreCase));
            var history = (await Gateway.Operators.DeliveryAsync(row.Id))["history"]!.ToJsonString();
            Assert.That(history, Does.Contain("InDoubt"), $"{id} was said {sendings.Count} times");
        }
    }

    /// <summary>Some records more are acknowledged.</summary>
    private async Task ProgressAsync()
    {
        var before = emipAcknowledged.Count + ocpiAcknowledged.Count;
        await Eventually.TrueAsync(
            () => emipAcknowledged.Count + ocpiAcknowledged.Count >= before + 20, "20 records are acknowledged",
            TimeSpan.FromSeconds(30), () => Gateway.Output[^Math.Min(Gateway.Output.Length, 3000)..]);
    }

    /// <summary>Sends one record after another, each until it is acknowledged, as a CPO with store and forward does.</summary>
    private async Task SendUntilAsync(int sender, CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var id = $"K-{sender}-{n}-{Guid.NewGuid():N}"[..30];
            while (!await AcknowledgedAsync(sender, id)) await Task.Delay(20, CancellationToken.None);
            // Bounded: what is measured here is loss, not speed.
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task<bool> AcknowledgedAsync(int sender, string id)
    {
        try
        {
            if (sender % 2 == 0)
            {
                var answer = await Emip.SendAsync(new EmipRecord { ServiceSessionId = id });
                return answer.RequestStatus == "1" && emipAcknowledged.TryAdd(id, true);
            }
            return (await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id))).StatusCode == 1000 && ocpiAcknowledged.TryAdd(id, true);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
