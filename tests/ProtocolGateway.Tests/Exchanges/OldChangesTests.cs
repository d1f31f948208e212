using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class OldChangesTests
{
    private static readonly TimeSpan Longer = OldChanges.Kept + TimeSpan.FromMinutes(1);

    [Test]
    public async Task What_is_older_than_a_week_goes_and_what_is_younger_stays()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ImportAsync("location:OLD");
        gateway.Time.Advance(TimeSpan.FromMinutes(2));
        await gateway.ImportAsync("location:YOUNGER");
        await gateway.ImportAsync("location:NEWEST");
        gateway.Time.Advance(OldChanges.Kept - TimeSpan.FromMinutes(1));

        await gateway.Get<OldChanges>().RemoveAsync(CancellationToken.None);

        Assert.That(Subjects(gateway), Is.EqualTo("location:YOUNGER location:NEWEST"));
    }

    [Test]
    public async Task The_newest_stays_since_everybody_compares_with_it()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ImportAsync("location:OLD");
        await gateway.ImportAsync("location:NEWEST");
        gateway.Time.Advance(Longer);

        await gateway.Get<OldChanges>().RemoveAsync(CancellationToken.None);

        Assert.That(Subjects(gateway), Is.EqualTo("location:NEWEST"));
    }

    [Test]
    public async Task What_arrived_while_no_gateway_ran_still_releases_however_late_one_starts()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        await gateway.ImportAsync("location:FR798E1");
        await gateway.ImportAsync("location:OTHER");
        await gateway.ImportAsync("location:NEWEST");
        gateway.Time.Advance(Longer);

        await gateway.Get<OldChanges>().RemoveAsync(CancellationToken.None);
        Assert.That(Subjects(gateway), Is.EqualTo("location:FR798E1 location:NEWEST"));
        await gateway.ReleaseAsync();
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Owed));

        gateway.Time.Advance(OldChanges.Interval);
        await gateway.Get<OldChanges>().RemoveAsync(CancellationToken.None);
        Assert.That(Subjects(gateway), Is.EqualTo("location:NEWEST"));
    }

    [Test]
    public async Task Many_go_over_several_rounds_and_then_none_is_looked_for_within_the_hour()
    {
        await using var gateway = new GatewayUnderTest();
        await using (var journal = gateway.Journal())
        {
            journal.Changes.AddRange(Enumerable.Range(0, OldChanges.AtOnce + 2).Select(n => new ChangeRow { Subject = $"token:{n}", At = gateway.Time.GetUtcNow() }));
            await journal.SaveChangesAsync();
        }
        gateway.Time.Advance(Longer);
        var old = gateway.Get<OldChanges>();

        await old.RemoveAsync(CancellationToken.None);
        var first = Count(gateway);
        await old.RemoveAsync(CancellationToken.None);
        var second = Count(gateway);
        await gateway.ImportAsync("token:later");
        await old.RemoveAsync(CancellationToken.None);

        Assert.That((first, second, Count(gateway)), Is.EqualTo((2, 1, 2)));
    }

    private static string Subjects(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return string.Join(' ', journal.Changes.AsNoTracking().OrderBy(c => c.Sequence).Select(c => c.Subject));
    }

    private static int Count(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return journal.Changes.Count();
    }
}
