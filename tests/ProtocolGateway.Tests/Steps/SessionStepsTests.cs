using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>The steps that fill in what the session's memory knows.</summary>
public sealed class SessionStepsTests
{
    private static readonly ChargingPeriod[] Remembered =
    [
        new() { StartDateTime = Some.At("2026-03-01T12:00:00Z"), Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = 20 }] },
        new() { StartDateTime = Some.At("2026-03-01T13:00:00Z"), Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = 1.5m }] },
    ];

    [Test]
    public void The_way_of_authorisation_is_the_sessions()
    {
        var step = new StepUnderTest("auth-method") { Sessions = { Some.Session with { AuthMethod = AuthMethod.COMMAND, AuthorizationReference = "R-1" } } };

        step.Completes(
            Some.FromEmip,
            Some.FromEmip with { AuthMethod = AuthMethod.COMMAND, AuthorizationReference = "R-1" },
            "Supplied: authorization_reference: the session's memory", "Supplied: auth_method: the session's memory");
    }

    [Test]
    public void A_session_that_nobody_asked_about_is_WHITELIST() => new StepUnderTest("auth-method").Completes(
        Some.FromEmip,
        Some.FromEmip with { AuthMethod = AuthMethod.WHITELIST },
        "Supplied: auth_method: WHITELIST: the session was not authorised through us");

    [Test]
    public void A_way_of_authorisation_that_was_told_stays() => new StepUnderTest("auth-method").Leaves(Some.FromOcpi);

    [Test]
    public void Periods_are_the_sessions_if_each_has_its_energy()
    {
        var step = new StepUnderTest("periods") { Sessions = { Some.Session with { ChargingPeriods = Remembered } } };

        step.Completes(Some.FromEmip, Some.FromEmip with { ChargingPeriods = Remembered }, "Supplied: charging_periods: the session's memory");
    }

    [Test]
    public void Where_a_boundary_has_no_reading_there_is_one_period()
    {
        var step = new StepUnderTest("periods") { Sessions = { Some.Session with { ChargingPeriods = [Remembered[0], Remembered[1] with { Dimensions = [] }] } } };

        step.Completes(
            Some.FromEmip,
            Some.FromEmip with
            {
                ChargingPeriods =
                [
                    new()
                    {
                        StartDateTime = Some.FromEmip.StartDateTime,
                        Dimensions = [new() { Type = CdrDimensionType.ENERGY, Volume = 21.5m }, new() { Type = CdrDimensionType.TIME, Volume = 1.5m }],
                    },
                ],
            },
            "Supplied: charging_periods: one period from start to end, with the record's energy and time");
    }

    [Test]
    public void Periods_are_those_between_suspensions_where_the_meter_was_read_in_each()
    {
        SessionPause[] pauses = [new(Some.At("2026-03-01T12:30:00Z"), Some.At("2026-03-01T13:00:00Z"), 20)];
        var step = new StepUnderTest("periods") { Sessions = { Some.Session with { Pauses = pauses } } };

        var periods = step.Complete(Some.FromEmip).ChargingPeriods!;

        Assert.That(periods.Select(p => p.Dimensions![0].Volume), Is.EqualTo(new decimal?[] { 20, 0, 1.5m }));
        Assert.That(step.Reports, Is.EqualTo(new[] { "Supplied: charging_periods: the session's memory" }));
        step = new StepUnderTest("periods") { Sessions = { Some.Session with { Pauses = [pauses[0] with { Kwh = null }] } } };
        Assert.That(step.Complete(Some.FromEmip).ChargingPeriods, Has.Count.EqualTo(1));
    }

    [TestCase(CdrDimensionType.TIME, null)]
    [TestCase(CdrDimensionType.PARKING_TIME, 30)]
    public void Suspensions_are_parking_time_where_the_CPOs_are_set_so(CdrDimensionType suspendedIs, int? minutes)
    {
        SessionPause[] pauses = [new(Some.At("2026-03-01T12:30:00Z"), Some.At("2026-03-01T13:00:00Z"), 20)];
        var step = new StepUnderTest("totals") { Sessions = { Some.Session with { Pauses = pauses } } };
        step.Source = step.Source! with { Sessions = SessionSettings.Default with { SuspendedIs = suspendedIs } };

        Assert.That(step.Complete(Some.FromEmip).TotalParkingTime?.TotalMinutes, Is.EqualTo(minutes));
    }

    [Test]
    public void Periods_that_were_told_stay() => new StepUnderTest("periods").Leaves(Some.FromEmip with { ChargingPeriods = Remembered });

    [Test]
    public void The_time_is_that_from_start_to_end() => new StepUnderTest("totals").Completes(
        Some.FromEmip with { TotalTime = null },
        Some.FromEmip with { TotalTime = TimeSpan.FromMinutes(90) },
        "Supplied: total_time: from start to end");

    [Test]
    public void A_time_that_differs_by_a_minute_gives_way_in_silence() => new StepUnderTest("totals").Completes(
        Some.FromEmip with { TotalTime = TimeSpan.FromMinutes(91) }, Some.FromEmip);

    [Test]
    public void A_time_that_differs_by_more_gives_way_and_is_reported() => new StepUnderTest("totals").Completes(
        Some.FromEmip with { TotalTime = new TimeSpan(1, 31, 1) },
        Some.FromEmip,
        "Differs: total_time: 01:31:01 was told; from start to end it is 01:30:00, which counts");

    [Test]
    public void A_CPOs_own_time_stays() => new StepUnderTest("totals").Leaves(Some.FromOcpi with { TotalTime = TimeSpan.FromMinutes(80) });

    [Test]
    public void Parking_time_is_the_sessions()
    {
        var step = new StepUnderTest("totals") { Sessions = { Some.Session with { ParkingTime = TimeSpan.FromMinutes(10) } } };

        step.Completes(Some.FromEmip, Some.FromEmip with { TotalParkingTime = TimeSpan.FromMinutes(10) }, "Supplied: total_parking_time: the session's memory");
    }

    [Test]
    public void A_record_through_a_hub_is_found_by_the_hubs_id()
    {
        var step = new StepUnderTest("totals")
        {
            Source = Some.Hub,
            Sessions = { Some.Session with { ParkingTime = TimeSpan.FromMinutes(10), Names = [new("FR107", ProtocolGateway.Sessions.SessionNameKind.Service, "S-1")] } },
        };

        Assert.That(step.Complete(Some.FromEmip).TotalParkingTime, Is.EqualTo(TimeSpan.FromMinutes(10)));
    }
}
