using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>The steps that make the session whole which an eMIP CPO tells by events and readings (translation.md section 8).</summary>
public sealed class WholeSessionStepTests
{
    private static readonly DateTimeOffset Noon = Some.At("2026-03-01T12:00:00Z");

    private static readonly Session Started = new() { Party = Some.Party("FR798"), Id = "S-1", Event = new() { Type = SessionEventType.STARTED, At = Noon } };

    private static readonly RememberedSession Active = Some.Session with
    {
        State = SessionState.ACTIVE,
        StartedAt = Noon,
        EvseId = "FR*798*EHALLES*01",
        AuthMethod = AuthMethod.COMMAND,
        AuthorizationReference = "R-1",
    };

    private static readonly Session Whole = Started with { StartDateTime = Noon, Kwh = 0, EvseId = "FR*798*EHALLES*01", Status = SessionStatus.ACTIVE };

    /// <summary>As an OCPI party tells it: dated.</summary>
    private static readonly Session Own = Whole with { Event = null, LastUpdated = Noon, Kwh = null, Currency = "EUR" };

    [Test]
    public void An_event_is_the_session_that_the_memory_has_after_it() => new StepUnderTest("whole-session") { Sessions = { Active } }.Completes(
        Started,
        Whole with { AuthMethod = AuthMethod.COMMAND, AuthorizationReference = "R-1" },
        "Supplied: status: what its CPO has reported so far", "Supplied: auth_method: the session's memory");

    [Test]
    public void Of_a_session_that_nobody_knows_it_is_what_the_report_tells() => new StepUnderTest("whole-session").Completes(
        Started,
        Whole with { EvseId = null, AuthMethod = AuthMethod.WHITELIST },
        "Supplied: status: what its CPO has reported so far", "Supplied: auth_method: WHITELIST: the session was not authorised through us");

    [Test]
    public void Without_a_reading_an_end_is_held() => new StepUnderTest("whole-session") { Sessions = { Active with { EndedAt = Noon.AddHours(1) } } }.Holds(
        Started with { Event = new() { Type = SessionEventType.TERMINATED, At = Noon.AddHours(1) } }, "NoEnergy", null);

    [TestCase("whole-session")]
    [TestCase("session-price")]
    [TestCase("session-currency")]
    [TestCase("ocpi-session-id")]
    [TestCase("session-date")]
    public void What_an_OCPI_party_tells_stays(string step) => new StepUnderTest(step) { Sessions = { Active } }.Leaves(Own);

    [Test]
    public void The_currency_is_the_agreements() => new StepUnderTest("session-currency") { Agreement = new Agreement { Currency = "SEK" } }.Completes(
        Whole, Whole with { Currency = "SEK" }, "Supplied: currency: the agreement");

    [Test]
    public void Without_it_the_currency_is_that_of_the_tariff_which_the_agreement_names()
    {
        var step = new StepUnderTest("session-currency") { Agreement = new Agreement { Tariff = "T-9" }, Locations = { Some.Location } };
        step.Holds(Whole with { ConnectorId = "1" }, "NoCurrency", "tariff:FR798:T-9");
        step.Tariffs.Add(new Tariff { Party = Some.Party("FR798"), Id = "T1", Currency = "CHF" });
        step.Tariffs.Add(new Tariff { Party = Some.Party("FR798"), Id = "T-9", Currency = "SEK" });
        step.Completes(Whole with { ConnectorId = "1" }, Whole with { ConnectorId = "1", Currency = "SEK" }, "Supplied: currency: tariff T-9 of FR*798, which the agreement names");
    }

    [Test]
    public void Without_either_the_currency_is_that_of_the_connectors_tariffs()
    {
        var step = new StepUnderTest("session-currency") { Locations = { Some.Location }, Tariffs = { new Tariff { Party = Some.Party("FR798"), Id = "T1", Currency = "CHF" } } };
        step.Completes(Whole with { ConnectorId = "1" }, Whole with { ConnectorId = "1", Currency = "CHF" }, "Supplied: currency: the tariffs of its connector");
    }

    [Test]
    public void Without_any_the_session_is_held() => new StepUnderTest("session-currency") { Locations = { Some.Location } }.Holds(
        Whole with { ConnectorId = "1" }, "NoCurrency", "settings");

    [Test]
    public void An_id_of_a_hub_that_OCPI_cannot_carry_is_told_as_in_the_record()
    {
        const string Long = "IOP-SID-GIR-V-IOPFT01-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        var step = new StepUnderTest("ocpi-session-id") { Source = Some.Hub };
        var told = step.Complete(Whole with { Id = Long });
        Assert.That(told.Id, Is.EqualTo(SessionAlias.ForOcpi(Some.Party("FR107"), Long)).And.Length.EqualTo(36));
        Assert.That(step.Reports, Has.Count.EqualTo(1));
    }

    [TestCase("2026-03-01T14:00:00Z", "2026-03-01T15:00:00Z")]
    [TestCase("2026-03-01T16:00:00Z", "2026-03-01T16:00:00Z")]
    public void It_is_dated_when_it_became_deliverable_and_not_before_its_end(string end, string dated) => new StepUnderTest("session-date").Completes(
        Whole with { EndDateTime = Some.At(end) },
        Whole with { EndDateTime = Some.At(end), LastUpdated = Some.At(dated) },
        "Supplied: last_updated: the moment from which it could be delivered");
}
