using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>What a person does with a partner.</summary>
public sealed class PausingTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Nothing_is_said_to_a_partner_that_a_person_paused_until_a_person_resumes_it()
    {
        await using var gateway = new GatewayUnderTest();
        await LineTests.AcceptAsync(gateway, 2);

        Assert.That(await PauseAsync(gateway), Is.InstanceOf<ActionResult.Done>());
        await LineTests.AcceptAsync(gateway, 3);
        await PoliciesTests.PassAsync(gateway, TimeSpan.FromHours(1), 3);
        Assert.That(gateway.Protocol.Said, Is.Empty);
        Assert.That(await StateAsync(gateway), Is.EqualTo((PausedBy.Person, "their works")));

        await ResumeAsync(gateway);
        await gateway.DeliverAsync();
        Assert.That(gateway.Deliveries().Select(d => (d.State, d.Attempts)), Is.All.EqualTo((DeliveryState.Delivered, 1)));
        Assert.That(await StateAsync(gateway), Is.EqualTo(((PausedBy?)null, (string?)null)));
    }

    [Test]
    public async Task A_persons_pause_survives_a_restart()
    {
        await using var gateway = new GatewayUnderTest();
        await LineTests.AcceptAsync(gateway, 1);
        await PauseAsync(gateway);

        await using var next = new GatewayUnderTest(gateway.Folder);
        await next.Get<PartnerActions>().ResumeAllAsync(CancellationToken.None);
        await next.DeliverAsync();
        Assert.That(next.Protocol.Said, Is.Empty);

        await ResumeAsync(next);
        await next.DeliverAsync();
        Assert.That(next.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_pause_that_the_partner_made_ends_at_a_restart()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 401", PausePartner: true));
        await LineTests.AcceptAsync(gateway, 1);
        await gateway.DeliverAsync();
        Assert.That(await StateAsync(gateway), Is.EqualTo((PausedBy.Partner, "HTTP 401")));

        await using var next = new GatewayUnderTest(gateway.Folder);
        await next.Get<PartnerActions>().ResumeAllAsync(CancellationToken.None);
        await next.DeliverAsync();

        Assert.That(next.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
        using var journal = next.Journal();
        Assert.That(journal.Findings.Single().State, Is.EqualTo(FindingState.Settled));
    }

    [Test]
    public async Task What_is_in_flight_ends_normally_and_what_waits_for_its_turn_is_given_back()
    {
        await using var gateway = new GatewayUnderTest();
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        await LineTests.AcceptAsync(gateway, 4);
        var saying = gateway.Bus.DrainAtOnceAsync(gateway.Dispatcher);
        Assert.That(() => gateway.Deliveries().Count(d => d.ClaimNode is not null), Is.EqualTo(2).After(10_000, 10));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));

        await PauseAsync(gateway);
        answer.SetResult(new Outcome.Delivered());
        await saying;

        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
        Assert.That(gateway.Deliveries().OrderBy(d => d.State).Select(d => (d.State, d.Attempts, d.ClaimNode, d.Repeat)), Is.EqualTo(new[]
        {
            (DeliveryState.Owed, 0, (string?)null, false), (DeliveryState.Owed, 0, null, false), (DeliveryState.Owed, 0, null, false),
            (DeliveryState.Delivered, 1, null, false),
        }));
    }

    [Test]
    public async Task The_partners_own_refusal_takes_no_pause_out_of_a_persons_hands()
    {
        await using var gateway = new GatewayUnderTest();
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        await LineTests.AcceptAsync(gateway, 1);
        var saying = await gateway.BeginAsync();
        await PauseAsync(gateway);

        answer.SetResult(new Outcome.Unreachable("HTTP 401", PausePartner: true));
        await saying;

        Assert.That(await StateAsync(gateway), Is.EqualTo((PausedBy.Person, "their works")));
    }

    [Test]
    public async Task Retrying_a_delivery_ends_no_persons_pause()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await LineTests.AcceptAsync(gateway, 1);
        await gateway.DeliverAsync();
        await PauseAsync(gateway);

        var result = await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(result, Is.InstanceOf<ActionResult.Done>());
        Assert.That((gateway.Delivery().State, gateway.Protocol.Said.Count), Is.EqualTo((DeliveryState.Owed, 1)));
    }

    [Test]
    public async Task Resuming_asks_an_unreachable_partner_at_once()
    {
        await using var gateway = new GatewayUnderTest();
        for (var i = 0; i < 4; i++) gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 503", TimeSpan.FromHours(2)) { Answer = "HTTP 503" });
        await LineTests.AcceptAsync(gateway, 7);
        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(5));

        await ResumeAsync(gateway);
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task The_other_nodes_follow_at_their_next_search()
    {
        await using var gateway = new GatewayUnderTest();
        await using var other = new GatewayUnderTest(gateway.Folder);
        await LineTests.AcceptAsync(other, 2);
        other.Bus.LoseEverything();

        await PauseAsync(gateway);
        await other.DeliverAsync();
        Assert.That(other.Protocol.Said, Is.Empty);

        await ResumeAsync(gateway);
        other.Time.Advance(TimeSpan.FromSeconds(1));
        other.Dispatcher.Sweep();
        Assert.That(other.Get<Lanes>().Find("emsp")!.Line.Standing, Is.EqualTo(Standing.Clear));
    }

    [Test]
    public async Task A_partner_that_does_not_exist_is_unknown_and_a_pause_needs_a_reason()
    {
        await using var gateway = new GatewayUnderTest();
        var actions = gateway.Get<IPartnerActions>();

        Assert.That(await actions.PauseAsync("nobody", "why", CancellationToken.None), Is.InstanceOf<ActionResult.Unknown>());
        Assert.That(await actions.ResumeAsync("nobody", CancellationToken.None), Is.InstanceOf<ActionResult.Unknown>());
        Assert.That(await actions.PauseAsync("emsp", " ", CancellationToken.None), Is.EqualTo(new ActionResult.Impossible("Pausing needs a reason.")));
    }

    private static Task<ActionResult> PauseAsync(GatewayUnderTest gateway) =>
        gateway.Get<IPartnerActions>().PauseAsync("EMSP", "their works", CancellationToken.None);

    private static async Task ResumeAsync(GatewayUnderTest gateway) =>
        Assert.That(await gateway.Get<IPartnerActions>().ResumeAsync("emsp", CancellationToken.None), Is.InstanceOf<ActionResult.Done>());

    private static async Task<(PausedBy? By, string? Reason)> StateAsync(GatewayUnderTest gateway)
    {
        var state = (await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == "emsp");
        return (state.PausedBy, state.PauseReason);
    }
}
