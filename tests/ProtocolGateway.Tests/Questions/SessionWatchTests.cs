using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>A session that never starts, and one whose record does not come (translation.md sections 3 and 8).</summary>
public sealed class SessionWatchTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Half_an_hour_after_it_was_allowed_a_session_without_a_start_is_invalid_to_whoever_is_told_events()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await StartAsync(gateway, SessionForm.Moments);
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(29));
        Assert.That((Told(gateway).Count, gateway.Findings().Count), Is.EqualTo((0, 0)));

        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(1));
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(1));
        var told = Told(gateway).Single();
        Assert.That((told.Id, told.Event!.Type, told.Event.Parameter), Is.EqualTo((session, (SessionEventType?)SessionEventType.TERMINATED, "invalid")));
        Assert.That(gateway.Findings(), Is.EqualTo(["NotStarted"]));
    }

    [Test]
    public async Task Whoever_is_told_sessions_whole_was_told_of_none_and_is_told_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        await StartAsync(gateway, SessionForm.Whole);
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(30));
        Assert.That((Told(gateway).Count, gateway.Findings().Single()), Is.EqualTo((0, "NotStarted")));
    }

    [Test]
    public async Task Whoever_was_told_that_it_waits_is_told_that_it_is_invalid()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.TellsMoments = true;
        var session = await StartAsync(gateway, SessionForm.Whole);
        await gateway.DeliverAsync();
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(30));
        Assert.That(
            Told(gateway).Select(s => (s.Id, s.Status, s.Kwh, s.EndDateTime)),
            Is.EqualTo(new[] { SessionStatus.PENDING, SessionStatus.INVALID }.Select(s => ((string?)session, (SessionStatus?)s, (decimal?)0, (DateTimeOffset?)null))));
        Assert.That(gateway.Findings(), Is.EqualTo(["NotStarted"]));
    }

    [Test]
    public async Task A_start_that_comes_after_all_is_told_and_settles_the_finding()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await StartAsync(gateway, SessionForm.Moments);
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(30));
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED, 0));
        await gateway.DeliverAsync();
        using var journal = gateway.Journal();
        Assert.That(journal.Findings.Single().State.ToString(), Is.EqualTo("Settled"));
        Assert.That(Told(gateway).Select(s => s.Event!.Type), Is.EqualTo(new SessionEventType?[] { SessionEventType.TERMINATED, SessionEventType.STARTED }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whoever_started_or_reports_nothing_is_not_waited_for(bool reports)
    {
        var cpo = Samples.CpoPartner with { Sessions = SessionSettings.Default with { Reports = reports } };
        await using var gateway = new GatewayUnderTest(partners: [cpo, Samples.EmspPartner]);
        var session = await StartAsync(gateway, SessionForm.Moments);
        if (reports) await gateway.AcceptAsync(Report(session, SessionEventType.STARTED, 0));
        await WatchAfterAsync(gateway, TimeSpan.FromHours(1));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task Five_minutes_after_its_end_a_session_without_a_record_is_completed_with_the_last_reading_and_that_stays_so()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await EndAsync(gateway);
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(4));
        Assert.That(Told(gateway).Select(s => s.Status), Has.None.EqualTo(SessionStatus.COMPLETED));

        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(1));
        await gateway.AcceptAsync(Report(session, SessionEventType.SUSPENDED, 5));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await gateway.DeliverAsync();
        var completed = Told(gateway).Where(s => s.Status == SessionStatus.COMPLETED).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(completed.Select(s => (s.Kwh, s.EndDateTime)), Is.EqualTo(new (decimal?, DateTimeOffset?)[] { (2, Samples.Start.AddMinutes(60)) }));
            Assert.That(Told(gateway)[^1], Is.EqualTo(completed[0]), "nothing follows");
            Assert.That(gateway.Protocol.Said.Count(d => d.Message is ChargeDetailRecordIssued), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_record_that_comes_before_that_was_told_completes_the_session_itself()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await EndAsync(gateway);
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult<Outcome>(new Outcome.Held(new("NoLocation", "no location")));
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(5));
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult<Outcome>(new Outcome.Delivered());
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await gateway.DeliverAsync();
        Assert.That(
            gateway.Deliveries().Where(d => d.Message == nameof(SessionUpdated)).Select(d => d.State).TakeLast(2),
            Is.EqualTo(new[] { DeliveryState.Superseded, DeliveryState.Delivered }));
        Assert.That(Told(gateway)[^1].Kwh, Is.EqualTo(12.5m));
    }

    [Test]
    public async Task A_record_in_time_leaves_nothing_to_wait_for()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await EndAsync(gateway);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        await WatchAfterAsync(gateway, TimeSpan.FromMinutes(5));
        Assert.That(Told(gateway).Count(s => s.Status == SessionStatus.COMPLETED), Is.EqualTo(1));
    }

    /// <summary>A session that was read once and has ended.</summary>
    private static async Task<string> EndAsync(GatewayUnderTest gateway)
    {
        var session = await StartAsync(gateway, SessionForm.Whole);
        await gateway.AcceptAsync(Report(session, SessionEventType.STARTED, 0));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(session, minute: 20)));
        await gateway.AcceptAsync(Report(session, SessionEventType.TERMINATED, 60));
        for (var i = 0; i < 3; i++) await gateway.DeliverAsync();
        return session;
    }

    private static async Task<string> StartAsync(GatewayUnderTest gateway, SessionForm form)
    {
        gateway.Protocol.Form = form;
        gateway.Protocol.Next(Asked.Takes());
        return (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId!;
    }

    private static async Task WatchAfterAsync(GatewayUnderTest gateway, TimeSpan wait)
    {
        gateway.Time.Advance(wait);
        await gateway.Get<SessionWatch>().SettleAsync(CancellationToken.None);
        await gateway.DeliverAsync();
    }

    private static List<Session> Told(GatewayUnderTest gateway) => [.. gateway.Protocol.Said.Select(d => d.Message).OfType<SessionUpdated>().Select(m => m.Session)];

    private static HeardFact Report(string session, SessionEventType type, int minute)
    {
        var report = new Session { Party = Samples.Cpo, Id = session, Event = new() { Type = type, At = Samples.Start.AddMinutes(minute) } };
        return Samples.Heard(report) with { SessionIsKnown = true };
    }
}
