using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Which versions of the mapping files were in force, and what they can still be used for.</summary>
public sealed class MappingHistoryTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Every_version_that_was_in_force_is_kept()
    {
        await using var gateway = new GatewayUnderTest();
        var first = gateway.Mappings.Current;
        using var keeper = Keeper(gateway);
        await keeper.KeepAsync();
        await keeper.KeepAsync();
        gateway.Mappings.Change();
        await keeper.KeepAsync();
        // Another node, or this one after a restart.
        using (var other = Keeper(gateway)) await other.KeepAsync();

        var history = gateway.Get<IMappingHistory>();
        var uses = await history.ListAsync(10, null, CancellationToken.None);
        Assert.That(uses.Select(u => u.Version), Is.EqualTo(new[] { gateway.Mappings.Current.Version, first.Version }));
        Assert.That((await history.ListAsync(10, uses[0].Id, CancellationToken.None)).Single().Version, Is.EqualTo(first.Version));
        var kept = await history.FindAsync(first.Version, CancellationToken.None);
        Assert.That(kept!.All["emip/file.yaml"], Is.EqualTo(first.Files.All["emip/file.yaml"]));
        Assert.That(await history.FindAsync("nonsense", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_version_that_comes_back_is_in_the_history_twice()
    {
        await using var gateway = new GatewayUnderTest();
        var first = gateway.Mappings.Current;
        using var keeper = Keeper(gateway);
        await keeper.KeepAsync();
        gateway.Mappings.Change();
        await keeper.KeepAsync();
        gateway.Mappings.Use(first);
        await keeper.KeepAsync();
        Assert.That((await gateway.Get<IMappingHistory>().ListAsync(10, null, CancellationToken.None)).Select(u => u.Version == first.Version), Is.EqualTo(new[] { true, false, true }));
    }

    [Test]
    public async Task A_retry_takes_the_mappings_of_now_unless_a_person_wants_those_of_then()
    {
        await using var gateway = new GatewayUnderTest();
        using var keeper = Keeper(gateway);
        await keeper.KeepAsync();
        var then = gateway.Mappings.Current.Version;
        for (var i = 0; i < 3; i++) gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Mappings.Change();
        await keeper.KeepAsync();
        var now = gateway.Mappings.Current.Version;

        var id = gateway.Delivery().Id;
        await gateway.Actions.RetryAsync(id, CancellationToken.None);
        await gateway.DeliverAsync();
        await gateway.Actions.RetryAsync(id, new MappingChoice.Of(then), CancellationToken.None);
        await gateway.DeliverAsync();
        await gateway.Actions.RetryAsync(id, new MappingChoice.OfThen(), CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Select(d => d.Mappings.Version), Is.EqualTo(new[] { then, now, then, then }));
        Assert.That(gateway.Moves().Select(m => m.MappingVersion).Where(v => v is not null), Is.EqualTo(new[] { then, now, then, then }));
        Assert.That(gateway.Moves().Select(m => m.Cause), Has.Some.Contains(then));
    }

    [Test]
    public async Task A_later_retry_forgets_what_an_earlier_one_wanted()
    {
        await using var gateway = new GatewayUnderTest();
        using var keeper = Keeper(gateway);
        await keeper.KeepAsync();
        var then = gateway.Mappings.Current.Version;
        for (var i = 0; i < 2; i++) gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Mappings.Change();

        var id = gateway.Delivery().Id;
        await gateway.Actions.RetryAsync(id, new MappingChoice.Of(then), CancellationToken.None);
        await gateway.DeliverAsync();
        await gateway.Actions.RetryAsync(id, CancellationToken.None);
        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said.Select(d => d.Mappings.Version), Is.EqualTo(new[] { then, then, gateway.Mappings.Current.Version }));
        Assert.That(gateway.Delivery().MappingVersion, Is.Null);
    }

    [Test]
    public async Task What_was_never_in_force_writes_nothing()
    {
        await using var gateway = new GatewayUnderTest(agreements: []);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var id = gateway.Delivery().Id;
        var unknown = (ActionResult.Impossible)await gateway.Actions.RetryAsync(id, new MappingChoice.Of("0123456789ab"), CancellationToken.None);
        var never = (ActionResult.Impossible)await gateway.Actions.RetryAsync(id, new MappingChoice.OfThen(), CancellationToken.None);
        Assert.That((unknown.Reason, never.Reason), Is.EqualTo(("Version 0123456789ab of the mapping files was never in force.", "No version of the mapping files has written it yet.")));
    }

    private static MappingKeeper Keeper(GatewayUnderTest gateway) =>
        new(gateway.Mappings, gateway.Get<JournalWriter>(), gateway.Get<Node>(), gateway.Time, NullLogger<MappingKeeper>.Instance);
}
