using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>What whoever is told events gets of sessions that are reported whole (translation.md section 8).</summary>
public sealed class SessionTellingTests
{
    private static readonly DateTimeOffset Now = Samples.Start.AddMinutes(30);

    private static readonly Operation Events = new("Event", typeof(SessionUpdated), Said: true) { Form = SessionForm.Moments };

    private static readonly Operation Readings = Events with { OnRequest = true };

    private static readonly Session Report = new() { Party = Samples.Cpo, Id = "SES-1", StartDateTime = Samples.Start, Kwh = 2, LastUpdated = Samples.Start.AddMinutes(20) };

    [TestCase(null, SessionStatus.ACTIVE, "STARTED")]
    [TestCase(SessionState.AUTHORIZED, SessionStatus.ACTIVE, "STARTED")]
    [TestCase(SessionState.ASKED, SessionStatus.ACTIVE, "STARTED")]
    [TestCase(SessionState.REFUSED, SessionStatus.ACTIVE, "STARTED")]
    [TestCase(SessionState.ACTIVE, SessionStatus.ACTIVE, "as heard")]
    [TestCase(SessionState.SUSPENDED, SessionStatus.ACTIVE, "as heard")]
    [TestCase(SessionState.ACTIVE, SessionStatus.COMPLETED, "TERMINATED")]
    [TestCase(SessionState.AUTHORIZED, SessionStatus.COMPLETED, "TERMINATED")]
    [TestCase(SessionState.ENDED, SessionStatus.COMPLETED, "")]
    [TestCase(SessionState.ACTIVE, SessionStatus.INVALID, "TERMINATED invalid")]
    [TestCase(SessionState.CLOSED, SessionStatus.INVALID, "")]
    [TestCase(SessionState.AUTHORIZED, SessionStatus.PENDING, "")]
    [TestCase(null, SessionStatus.RESERVATION, "")]
    public void A_status_is_an_event_the_first_time(SessionState? before, SessionStatus status, string told) => Assert.That(Text(Tell(before, status)), Is.EqualTo(told));

    [Test]
    public void An_event_is_when_the_session_began_or_ended_and_names_the_CPOs_own_session()
    {
        var started = Tell(SessionState.AUTHORIZED, SessionStatus.ACTIVE).Owed.Single()!;
        var ended = Tell(SessionState.ACTIVE, SessionStatus.COMPLETED, Samples.Start.AddMinutes(15)).Owed.Single()!;
        Assert.That((started.Event!.At, started.CpoSessionId, ended.Event!.At), Is.EqualTo((Samples.Start, "SES-1", Samples.Start.AddMinutes(15))));
        Assert.That(Tell(SessionState.ACTIVE, SessionStatus.COMPLETED).Owed.Single()!.Event!.At, Is.EqualTo(Report.LastUpdated), "it tells no end");
    }

    [TestCase(59, 0)]
    [TestCase(60, 1)]
    public void Readings_are_told_at_most_once_a_minute(int seconds, int told)
    {
        var memory = Memory(SessionState.ACTIVE) with { ReadingsWanted = true, ReadingOwedAt = Now.AddSeconds(-seconds) };
        var telling = Tell(memory, SessionStatus.ACTIVE);
        Assert.That((telling.Owed.Count, telling.Memory.ReadingOwedAt), Is.EqualTo((told, told == 1 ? Now : memory.ReadingOwedAt)));
    }

    [Test]
    public void Whoever_asked_for_no_readings_gets_none() =>
        Assert.That(Tell(Memory(SessionState.ACTIVE), SessionStatus.ACTIVE).Owed, Is.Empty);

    [Test]
    public void What_is_told_in_the_form_in_which_it_was_heard_is_told_as_it_was_heard()
    {
        var happened = new Session { Event = new() { Type = SessionEventType.STARTED, At = Now } };
        Assert.That(SessionTelling.Of(Route(Events), Samples.CpoPartner, null, Memory(null), happened, Now).Owed, Is.EqualTo(new Session?[] { null }));
        Assert.That(
            SessionTelling.Of(Route(Events with { Form = SessionForm.Whole }), Samples.CpoPartner, null, Memory(null), Report with { Status = SessionStatus.ACTIVE }, Now).Owed,
            Is.EqualTo(new Session?[] { null }));
    }

    private static SessionTelling Tell(SessionState? before, SessionStatus status, DateTimeOffset? end = null) =>
        Tell(Memory(before) with { ReadingsWanted = true }, status, end);

    private static SessionTelling Tell(RememberedSession before, SessionStatus status, DateTimeOffset? end = null)
    {
        var report = Report with { Status = status, EndDateTime = end };
        return SessionTelling.Of(Route(Readings), Samples.CpoPartner, before, SessionLearning.Learn(before, report), report, Now);
    }

    private static RememberedSession Memory(SessionState? state) => new() { Id = Guid.Empty, State = state };

    private static Route Route(Operation operation) => new(Samples.Emsp, Samples.EmspPartner, operation, null);

    private static string Text(SessionTelling telling) =>
        string.Join(", ", telling.Owed.Select(o => o is null ? "as heard" : $"{o.Event!.Type} {o.Event.Parameter}".TrimEnd()));
}
