using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Sessions;

/// <summary>What events and readings make of a session's memory, and of the session as OCPI tells it (translation.md sections 4 and 8).</summary>
public sealed class SessionLearningTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static RememberedSession Allowed { get; } = new() { Id = Guid.Empty, State = SessionState.AUTHORIZED, AuthorizedAt = Noon };

    [Test]
    public void It_starts_is_suspended_goes_on_and_ends()
    {
        var states = new List<SessionState?>();
        var session = Allowed;
        foreach (var report in (Session[])[At(0, SessionEventType.STARTED), At(20, SessionEventType.SUSPENDED), At(30, SessionEventType.STARTED), At(60, SessionEventType.TERMINATED)])
            states.Add((session = SessionLearning.Learn(session, report)).State);
        Assert.Multiple(() =>
        {
            Assert.That(states, Is.EqualTo(new SessionState?[] { SessionState.ACTIVE, SessionState.SUSPENDED, SessionState.ACTIVE, SessionState.ENDED }));
            Assert.That((session.StartedAt, session.EndedAt), Is.EqualTo((Noon, Noon.AddMinutes(60))));
            Assert.That(session.Pauses, Is.EqualTo(new[] { new SessionPause(Noon.AddMinutes(20), Noon.AddMinutes(30), null) }));
        });
    }

    [Test]
    public void A_start_that_is_told_late_does_not_call_back_what_ended()
    {
        var session = Learn(At(60, SessionEventType.TERMINATED), At(0, SessionEventType.STARTED));
        Assert.That((session.State, session.StartedAt), Is.EqualTo((SessionState.ENDED, Noon)));
    }

    [Test]
    public void A_reading_is_a_start_and_an_older_one_takes_nothing_back()
    {
        var session = Learn(Read(30, 5), Read(20, 3), Read(40, null));
        Assert.That(session.State, Is.EqualTo(SessionState.ACTIVE));
        Assert.That(session.Reading, Is.EqualTo(new SessionReading(Noon.AddMinutes(40), 5, null, null)));
    }

    [TestCase(25, 4, 4)]
    [TestCase(20, 4, 4)]
    [TestCase(19, 4, null)]
    [TestCase(31, 4, null)]
    public void A_pause_knows_the_meter_by_a_reading_that_was_taken_during_it(int minute, int kwh, int? known) => Assert.Multiple(() =>
    {
        Session[] events = [At(0, SessionEventType.STARTED), At(20, SessionEventType.SUSPENDED), At(30, SessionEventType.STARTED)];
        Assert.That(Learn([.. events, Read(minute, kwh)]).Pauses![0].Kwh, Is.EqualTo((decimal?)known), "told after it");
        Assert.That(Learn([events[0], events[1], Read(minute, kwh)]).Pauses![0].Kwh, Is.EqualTo(minute == 31 ? kwh : (decimal?)known), "told while it lasts");
        if (minute <= 20) Assert.That(Learn([events[0], Read(minute, kwh), events[1]]).Pauses![0].Kwh, Is.EqualTo((decimal?)known), "told before it");
    });

    [Test]
    public void A_suspension_that_is_told_twice_is_one() => Assert.That(
        Learn(At(0, SessionEventType.STARTED), At(20, SessionEventType.SUSPENDED), At(22, SessionEventType.SUSPENDED)).Pauses, Has.Count.EqualTo(1));

    [Test]
    public void What_has_just_begun_has_charged_nothing_and_what_lasts_only_what_was_read()
    {
        var (start, end) = (At(0, SessionEventType.STARTED), At(60, SessionEventType.TERMINATED));
        Assert.Multiple(() =>
        {
            Assert.That(Whole(start).Kwh, Is.Zero);
            Assert.That(Whole(start, end).Kwh, Is.Null);
            Assert.That(Whole(start, Read(30, 5), end).Kwh, Is.EqualTo(5));
            Assert.That(Whole(start, At(20, SessionEventType.SUSPENDED), At(30, SessionEventType.STARTED)).Kwh, Is.Null, "going on is no start");
        });
    }

    [Test]
    public void An_end_is_told_while_the_session_is_still_active()
    {
        var whole = Whole(At(0, SessionEventType.STARTED), Read(30, 5), At(60, SessionEventType.EMERGENCY_STOP));
        Assert.That((whole.Status, whole.StartDateTime, whole.EndDateTime), Is.EqualTo((SessionStatus.ACTIVE, Noon, Noon.AddMinutes(60))));
    }

    [TestCase(CdrDimensionType.TIME)]
    [TestCase(CdrDimensionType.PARKING_TIME)]
    public void A_suspension_is_a_charging_period_of_the_kind_that_is_set(CdrDimensionType suspendedIs)
    {
        Session[] reports = [At(0, SessionEventType.STARTED), At(30, SessionEventType.SUSPENDED), Read(45, 5)];
        var whole = SessionWhole.Of(Learn(reports), reports[^1], SessionSettings.Default with { SuspendedIs = suspendedIs });
        Assert.That(Text(whole.ChargingPeriods!), Is.EqualTo(new[] { "12:00 ENERGY 5 TIME 0.5", $"12:30 ENERGY 0 {suspendedIs} 0.25" }));
    }

    [Test]
    public void Periods_tell_no_energy_where_the_meter_went_backwards()
    {
        SessionPause[] pauses = [new(Noon.AddMinutes(30), Noon.AddMinutes(60), 5)];
        Assert.That(
            Text(SessionPeriods.Of(Noon, Noon.AddMinutes(90), pauses, 4, CdrDimensionType.TIME, goesOn: false)),
            Is.EqualTo(new[] { "12:00 TIME 0.5", "12:30 TIME 0.5", "13:00 TIME 0.5" }));
    }

    [Test]
    public void What_was_suspended_to_its_end_has_no_empty_period()
    {
        SessionPause[] pauses = [new(Noon.AddMinutes(30), Noon.AddMinutes(60), 5)];
        Assert.That(
            Text(SessionPeriods.Of(Noon, Noon.AddMinutes(60), pauses, 5, CdrDimensionType.TIME, goesOn: false)),
            Is.EqualTo(new[] { "12:00 ENERGY 5 TIME 0.5", "12:30 ENERGY 0 TIME 0.5" }));
        Assert.That(SessionPeriods.Paused(Noon, Noon.AddMinutes(45), pauses), Is.EqualTo(TimeSpan.FromMinutes(15)));
    }

    private static IEnumerable<string> Text(IEnumerable<ChargingPeriod> periods) => periods.Select(p =>
        FormattableString.Invariant($"{p.StartDateTime:HH:mm} {string.Join(' ', p.Dimensions!.Select(d => FormattableString.Invariant($"{d.Type} {d.Volume:0.####}")))}"));

    private static RememberedSession Learn(params Session[] reports) => reports.Aggregate(Allowed, SessionLearning.Learn);

    /// <summary>The session after the last of the reports.</summary>
    private static Session Whole(params Session[] reports) => SessionWhole.Of(Learn(reports), reports[^1], SessionSettings.Default);

    private static Session At(int minute, SessionEventType type) => new() { Event = new() { Type = type, At = Noon.AddMinutes(minute) } };

    private static Session Read(int minute, decimal? kwh) => new() { StartDateTime = Noon, ReadAt = Noon.AddMinutes(minute), Kwh = kwh };
}
