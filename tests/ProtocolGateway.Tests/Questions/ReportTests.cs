using ProtocolGateway.Canonical;
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
