using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>What happened to a session (translation.md section 8).</summary>
public sealed class ReportTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly PartyId OtherCpo = new("FR", "799");
    private static readonly Partner Other = Samples.NewPartner("other", new PartnerRole(Role.CPO, OtherCpo));

    [Test]
    public async Task Of_a_session_that_nobody_knows_it_is_refused()
    {
        await using var gateway = new GatewayUnderTest();
        var refused = (Acceptance.Refused)await gateway.AcceptAsync(Report("nobody's", SessionEventType.STARTED));
        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.Unknown));
        Assert.That(gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task Of_a_foreign_session_it_is_refused()
    {
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, Other, Samples.EmspPartner]);
        var session = await StartAsync(gateway);
        var refused = (Acceptance.Refused)await gateway.AcceptAsync(Report(session, SessionEventType.STARTED, Other, OtherCpo));
        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.ForeignSession));
    }

    [Test]
    public async Task It_is_owed_to_the_sessions_eMSP_in_order_and_once()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await StartAsync(gateway);
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED));
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED));
        await gateway.AcceptAsync(Report(session, SessionEventType.SUSPENDED, minute: 5));
        await gateway.DeliverAsync();
        await gateway.DeliverAsync();

        var told = gateway.Protocol.Said.Select(d => d.Message).OfType<SessionUpdated>().Select(m => m.Session.Event!.Type);
        Assert.That(told, Is.EqualTo(new SessionEventType?[] { SessionEventType.STARTED, SessionEventType.SUSPENDED }));
    }

    [TestCase(SessionEventType.TERMINATED)]
    [TestCase(SessionEventType.EMERGENCY_STOP)]
    public async Task After_its_end_the_card_begins_a_new_session(SessionEventType end)
    {
        await using var gateway = new GatewayUnderTest(agreements: [new Agreement { AskUnknownTokens = true, Emsp = Samples.Emsp }]);
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult(delivery.Message is AuthorizeToken ? Asked.Allows() : new Outcome.Delivered());
        var first = (await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).SessionId!;
        await gateway.AcceptAsync(Report(first, end));
        Assert.That((await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).SessionId, Is.Not.EqualTo(first));
    }

    /// <summary>translation.md section 8: whoever is told sessions whole is told each as it stood when the report was heard.</summary>
    [Test]
    public async Task Told_whole_it_is_the_session_as_it_stood_and_the_record_completes_it_once()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Form = SessionForm.Whole;
        var session = await StartAsync(gateway);
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(session, minute: 20)));
        await gateway.AcceptAsync(Report(session, SessionEventType.TERMINATED, minute: 60));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await gateway.DeliverAsync();
        while (gateway.Deliveries().Any(d => d.State == DeliveryState.Owed)) await gateway.DeliverAsync();

        var told = gateway.Protocol.Said.Select(d => d.Message).OfType<SessionUpdated>().Select(m => m.Session).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(told.Select(s => (s.Status, s.Kwh, s.EndDateTime)), Is.EqualTo(new (SessionStatus?, decimal?, DateTimeOffset?)[]
            {
                (SessionStatus.ACTIVE, 0, null), (SessionStatus.ACTIVE, 2, null), (SessionStatus.ACTIVE, 2, Samples.Start.AddMinutes(60)),
                (SessionStatus.COMPLETED, 12.5m, Samples.Start.AddHours(1)),
            }));
            Assert.That(gateway.Protocol.Said.Count(d => d.Message is ChargeDetailRecordIssued), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_record_that_comes_anew_before_the_payer_has_it_replaces_it_though_its_session_was_told()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Form = SessionForm.Whole;
        var session = await StartAsync(gateway);
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED));
        await gateway.DeliverAsync();
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult<Outcome>(
            delivery.Message is ChargeDetailRecordIssued { Record.TotalEnergy: 12.5m } ? new Outcome.Held(new("NoPrice", "no price")) : new Outcome.Delivered());
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await gateway.DeliverAsync();
        var again = await gateway.AcceptAsync(Samples.Heard(Samples.Record(session) with { TotalEnergy = 13 }));
        await gateway.DeliverAsync();

        Assert.That(again, Is.InstanceOf<Acceptance.Accepted>());
        Assert.That(
            gateway.Deliveries().Where(d => d.Message == nameof(ChargeDetailRecordIssued)).Select(d => d.State),
            Is.EqualTo(new[] { DeliveryState.Superseded, DeliveryState.Delivered }));
        Assert.That(gateway.Protocol.Said.Count(d => d.Message is SessionUpdated { Session.Status: SessionStatus.COMPLETED }), Is.EqualTo(1), "what is completed stays so");
    }

    [Test]
    public async Task A_newer_whole_takes_the_place_of_those_that_are_held_and_not_of_those_that_wait()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Form = SessionForm.Whole;
        var session = await StartAsync(gateway);
        gateway.Protocol.Next(new Outcome.Held(new("NoLocation", "no location")), new Outcome.Unreachable("away"));
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED));
        await gateway.DeliverAsync();
        await gateway.AcceptAsync(Report(session, SessionEventType.SUSPENDED, minute: 5));
        await gateway.DeliverAsync();
        await gateway.AcceptAsync(Report(session, SessionEventType.TERMINATED, minute: 10));

        Assert.That(gateway.Deliveries().Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Superseded, DeliveryState.Owed, DeliveryState.Owed }));
    }

    private static async Task<string> StartAsync(GatewayUnderTest gateway)
    {
        gateway.Protocol.Next(Asked.Takes());
        return (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId!;
    }

    private static HeardFact Report(string session, SessionEventType type, Partner? from = null, PartyId? cpo = null, int minute = 1)
    {
        var report = new Session { Party = cpo ?? Samples.Cpo, Id = session, Event = new() { Type = type, At = Samples.Start.AddMinutes(minute) } };
        return Samples.Heard(report, from) with { SessionIsKnown = true };
    }
}
