using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class ActionsTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task A_person_retries_what_was_refused()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Refused("OCPI 2001", "no"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        var result = await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(result, Is.InstanceOf<ActionResult.Done>());
        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed Refused Owed Delivered"));
    }

    [Test]
    public async Task A_person_retries_what_waits_for_a_later_try()
    {
        await using var gateway = new GatewayUnderTest();
        for (var i = 0; i < 6; i++) gateway.Protocol.Next(new Outcome.Unreachable("refused", RetryAfter: TimeSpan.FromHours(1)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(gateway.Delivery().Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task A_person_retries_a_report_in_doubt_as_a_repeat()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.InDoubt("broke"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));
        await gateway.DeliverAsync();

        await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Select(d => d.Repeat), Is.EqualTo(new[] { false, true }));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Retrying_what_still_lacks_a_recipient_says_what_is_missing()
    {
        await using var gateway = new GatewayUnderTest(agreements: []);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        var result = (ActionResult.Impossible)await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);

        Assert.That(result.Reason, Does.Contain("NoAgreement"));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Held));
    }

    [Test]
    public async Task A_person_drops_what_is_held_with_a_reason()
    {
        await using var gateway = new GatewayUnderTest(agreements: []);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        var without = await gateway.Actions.DropAsync(gateway.Delivery().Id, " ", CancellationToken.None);
        var with = await gateway.Actions.DropAsync(gateway.Delivery().Id, "a test record", CancellationToken.None);

        Assert.That((without, with), Is.EqualTo(((ActionResult)new ActionResult.Impossible("Dropping needs a reason."), (ActionResult)new ActionResult.Done())));
        Assert.That((gateway.Delivery().State, gateway.Delivery().Reason), Is.EqualTo((DeliveryState.Dropped, "a test record")));
    }

    [TestCase(DeliveryState.Delivered)]
    [TestCase(DeliveryState.Superseded)]
    [TestCase(DeliveryState.Dropped)]
    public async Task What_is_final_moves_no_more(DeliveryState state)
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var id = gateway.Delivery().Id;
        if (state == DeliveryState.Delivered) await gateway.DeliverAsync();
        if (state == DeliveryState.Superseded) await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 1 }));
        if (state == DeliveryState.Dropped) await gateway.Actions.DropAsync(id, "a test", CancellationToken.None);
        Assert.That(gateway.Deliveries()[0].State, Is.EqualTo(state));

        var retried = await gateway.Actions.RetryAsync(id, CancellationToken.None);
        var dropped = await gateway.Actions.DropAsync(id, "again", CancellationToken.None);

        Assert.That((retried, dropped), Is.EqualTo((new ActionResult.Impossible($"It is {state}: that is final."), new ActionResult.Impossible($"It is {state}: that is final."))));
        Assert.That(gateway.Deliveries()[0].State, Is.EqualTo(state));
    }

    [Test]
    public async Task What_is_being_said_is_neither_retried_nor_dropped()
    {
        await using var gateway = new GatewayUnderTest();
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        var saying = await gateway.BeginAsync();

        var retried = await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        var dropped = await gateway.Actions.DropAsync(gateway.Delivery().Id, "away", CancellationToken.None);
        answer.SetResult(new Outcome.Delivered());
        await saying;

        Assert.That((retried, dropped), Is.EqualTo((new ActionResult.Impossible("It is being said right now."), new ActionResult.Impossible("It is being said right now."))));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task A_delivery_that_does_not_exist_is_unknown()
    {
        await using var gateway = new GatewayUnderTest();

        Assert.That(await gateway.Actions.RetryAsync(Guid.NewGuid(), CancellationToken.None), Is.InstanceOf<ActionResult.Unknown>());
    }

    [Test]
    public async Task Partners_are_shown_with_what_they_are_owed_and_when_they_were_heard()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Delivered(), new Outcome.Held(new("NoPrice", "none")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        await gateway.DeliverAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3")));

        var states = await gateway.Get<IPartnerStates>().ReadAsync(CancellationToken.None);

        var (cpo, emsp) = (states[0], states[1]);
        Assert.That((cpo.Partner.Id, cpo.LastHeardAt), Is.EqualTo(("cpo", (DateTimeOffset?)Samples.Said("", null).ReceivedAt)));
        Assert.That((emsp.Owed, emsp.Held, emsp.LastSaidAt, emsp.PausedAt), Is.EqualTo((1, 1, (DateTimeOffset?)gateway.Time.GetUtcNow(), (DateTimeOffset?)null)));
    }
}
