using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>How often a partner is called.</summary>
public sealed class LimitTests
{
    [Test]
    public async Task Calls_beyond_the_limit_wait_without_being_claimed()
    {
        var partner = Samples.EmspPartner with { Limits = new() { Outbound = new(null, 2) } };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, partner]);
        await LineTests.AcceptAsync(gateway, 3);

        var delivering = gateway.DeliverAsync();
        for (var said = 1; said <= 3; said++)
        {
            Assert.That(() => gateway.Deliveries().Count(d => d.State == DeliveryState.Delivered), Is.EqualTo(said).After(10_000, 5));
            Assert.That(gateway.Deliveries().Select(d => d.ClaimNode), Is.All.Null);
            gateway.Time.Advance(TimeSpan.FromSeconds(29));
            Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(said), "not yet");
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await delivering;
    }

    [Test]
    public async Task A_stop_does_not_wait_for_the_limit()
    {
        var partner = Samples.EmspPartner with { Limits = new() { Outbound = new(null, 1) } };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, partner]);
        await LineTests.AcceptAsync(gateway, 2);
        var delivering = await gateway.BeginAsync();

        await gateway.Dispatcher.StopAsync(TimeSpan.FromSeconds(10));
        await delivering;

        Assert.That(PoliciesTests.States(gateway), Is.EqualTo("Delivered Owed"));
        Assert.That((gateway.Deliveries()[1].Attempts, gateway.Deliveries()[1].ClaimNode), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public async Task The_limit_is_shared_out_among_the_nodes_that_live()
    {
        var partner = Samples.EmspPartner with { Limits = new() { Outbound = new(10, null) } };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, partner]);
        await using var other = new GatewayUnderTest(gateway.Folder, [Samples.CpoPartner, partner], time: gateway.Time);
        await gateway.Get<Heartbeat>().BeatAsync();
        await other.Get<Heartbeat>().BeatAsync();

        gateway.Dispatcher.Sweep();
        Assert.That(gateway.Get<OutboundLimits>().Nodes, Is.EqualTo(2));

        gateway.Time.Advance(TimeSpan.FromSeconds(11));
        await gateway.Get<Heartbeat>().BeatAsync();
        gateway.Dispatcher.Sweep();
        Assert.That(gateway.Get<OutboundLimits>().Nodes, Is.EqualTo(1));
    }
}
