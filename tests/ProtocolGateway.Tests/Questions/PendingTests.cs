using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>A session that was allowed and has not begun: PENDING to whoever is told sessions whole (translation.md section 8).</summary>
public sealed class PendingTests(JournalProvider provider) : JournalTest(provider)
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task It_is_told_once_it_is_allowed_by_whom_it_was_asked_for(bool remotely)
    {
        await using var gateway = New();
        var allowed = gateway.Time.GetUtcNow();
        var session = remotely ? await StartAsync(gateway) : await AuthorizeAsync(gateway, Asked.Allows());
        await gateway.DeliverAsync();

        var told = Told(gateway).Single();
        Assert.That(
            (told.Id, told.Status, told.Kwh, told.StartDateTime, told.EndDateTime, told.EvseId),
            Is.EqualTo((session, SessionStatus.PENDING, (decimal?)0m, (DateTimeOffset?)allowed, (DateTimeOffset?)null, Asked.Evse)));
        Assert.That(gateway.Session().Names, Does.Contain(new SessionName(Samples.Emsp.Key, SessionNameKind.Cpo, session!)), "by that id it may be stopped");
    }

    [Test]
    public async Task Its_start_follows()
    {
        await using var gateway = New();
        var session = await StartAsync(gateway);
        await gateway.AcceptAsync(Samples.Heard(new Session { Party = Samples.Cpo, Id = session, Event = new() { Type = SessionEventType.STARTED, At = Samples.Start } }));
        await gateway.DeliverAsync();
        Assert.That(Told(gateway).Select(s => s.Status), Is.EqualTo(new SessionStatus?[] { SessionStatus.PENDING, SessionStatus.ACTIVE }));
    }

    [Test]
    public async Task Nothing_is_told_of_what_was_not_allowed()
    {
        await using var gateway = New();
        await AuthorizeAsync(gateway, Asked.Refuses());
        await gateway.DeliverAsync();
        Assert.That(Told(gateway), Is.Empty);
    }

    [Test]
    public async Task A_card_that_is_shown_again_is_no_other_session()
    {
        await using var gateway = New();
        await AuthorizeAsync(gateway, Asked.Allows());
        await AuthorizeAsync(gateway, Asked.Allows());
        await gateway.DeliverAsync();
        Assert.That(Told(gateway), Has.Count.EqualTo(1));
    }

    /// <summary>Nobody would end what it leaves waiting.</summary>
    [Test]
    public async Task Nothing_is_told_of_a_CPO_that_reports_nothing()
    {
        await using var gateway = New(Samples.CpoPartner with { Sessions = SessionSettings.Default with { Reports = false } });
        await StartAsync(gateway);
        await gateway.DeliverAsync();
        Assert.That(Told(gateway), Is.Empty);
    }

    [Test]
    public async Task A_CPO_that_tells_sessions_whole_tells_that_itself()
    {
        await using var gateway = New();
        gateway.Protocol.TellsMoments = false;
        await StartAsync(gateway);
        await gateway.DeliverAsync();
        Assert.That(Told(gateway), Is.Empty);
    }

    private static GatewayUnderTest New(Partner? cpo = null)
    {
        var gateway = new GatewayUnderTest(partners: [cpo ?? Samples.CpoPartner, Samples.EmspPartner]);
        (gateway.Protocol.Form, gateway.Protocol.TellsMoments) = (SessionForm.Whole, true);
        return gateway;
    }

    private static async Task<string?> StartAsync(GatewayUnderTest gateway)
    {
        gateway.Protocol.Next(Asked.Takes());
        return (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId;
    }

    private static async Task<string?> AuthorizeAsync(GatewayUnderTest gateway, Outcome answer)
    {
        gateway.Directory.Tokens.Add(new() { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-C1", Valid = true, Whitelist = WhitelistType.NEVER });
        gateway.Protocol.Next(answer);
        return (await gateway.AskAsync<TokenAuthorized>(Asked.Authorize())).SessionId;
    }

    private static List<Session> Told(GatewayUnderTest gateway) => [.. gateway.Protocol.Said.Select(d => d.Message).OfType<SessionUpdated>().Select(m => m.Session)];
}
