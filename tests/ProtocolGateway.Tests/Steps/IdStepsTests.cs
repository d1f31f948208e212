using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

public sealed class IdStepsTests
{
    private static readonly string Long = "FR107-2026-03-01-12-00-00-5b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31";

    [Test]
    public void A_public_EVSE_id_that_the_directory_lacks_stays_as_it_was_told() => new StepUnderTest("evse-id").Leaves(Some.FromOcpi);

    [Test]
    public void A_public_EVSE_id_is_written_as_its_CPOs_directory_spells_it() => new StepUnderTest("evse-id") { Locations = { Some.Location } }.Completes(
        Some.FromOcpi with { CdrLocation = Some.FromOcpi.CdrLocation! with { EvseId = "fr*798*ehalles*01" } },
        Some.FromOcpi,
        "Supplied: cdr_location.evse_id: the directory's spelling of fr*798*ehalles*01");

    [Test]
    public void A_public_EVSE_id_that_is_equal_only_without_separators_stays_as_it_was_told() =>
        new StepUnderTest("evse-id") { Locations = { Some.Location } }
            .Leaves(Some.FromOcpi with { CdrLocation = Some.FromOcpi.CdrLocation! with { EvseId = "FR798EHALLES01" } });

    [TestCase(null)]
    [TestCase("#NA")]
    public void Without_a_public_EVSE_id_the_directory_has_it_by_the_CPOs_own(string? evseId) => new StepUnderTest("evse-id") { Locations = { Some.Location } }.Completes(
        Some.FromOcpi with { CdrLocation = Some.FromOcpi.CdrLocation! with { EvseId = evseId } },
        Some.FromOcpi,
        "Supplied: cdr_location.evse_id: the directory, by the CPO's own id");

    [Test]
    public void An_EVSE_that_nobody_can_name_is_held_until_it_arrives() => new StepUnderTest("evse-id").Holds(
        Some.FromOcpi with { CdrLocation = Some.FromOcpi.CdrLocation! with { EvseId = null, EvseUid = "uid-a" } }, "NoLocation", "evse-uid:FR798:UID-A");

    [Test]
    public void A_session_from_OCPI_is_told_under_a_name_made_from_its_owner_and_id()
    {
        var alias = SessionAlias.ForService(Some.Party("FR798"), "SES-9");

        new StepUnderTest("session-alias").Completes(
            Some.FromOcpi,
            Some.FromOcpi with { Id = alias, SessionId = alias, CpoSessionId = "SES-9" },
            "Supplied: session_id: made from FR798|SES-9: the session was not authorised through us",
            $"Cut: id: CDR-9 is told as {alias}");
    }

    [Test]
    public void A_record_without_a_session_id_is_told_under_a_name_made_from_its_own()
    {
        var alias = SessionAlias.ForService(Some.Party("FR798"), "CDR-9");

        new StepUnderTest("session-alias").Completes(
            Some.FromOcpi with { SessionId = null },
            Some.FromOcpi with { Id = alias, SessionId = alias },
            "Supplied: session_id: made from FR798|CDR-9: the session was not authorised through us",
            $"Cut: id: CDR-9 is told as {alias}");
    }

    [Test]
    public void A_session_that_the_receiver_knows_is_told_by_its_id()
    {
        var session = Some.Session with
        {
            AuthorizationReference = "R-1",
            Names = [.. Some.Session.Names, new("DEABC", SessionNameKind.Service, "OURS"), new("FRXYZ", SessionNameKind.Service, "ANOTHERS")],
        };

        new StepUnderTest("session-alias") { Sessions = { session } }.Completes(
            Some.FromOcpi,
            Some.FromOcpi with { Id = "OURS", SessionId = "OURS", CpoSessionId = "SES-9", EmspSessionId = "R-1" },
            "Supplied: emsp_session_id: the session's memory",
            "Supplied: session_id: the id by which the receiver knows the session",
            "Cut: id: CDR-9 is told as OURS");
    }

    [Test]
    public void A_receiver_behind_a_hub_is_told_the_hubs_id()
    {
        var session = Some.Session with { Names = [.. Some.Session.Names, new("FR107", SessionNameKind.Service, "HUBS")] };
        var step = new StepUnderTest("session-alias") { Target = Some.Hub, Sessions = { session } };

        Assert.That(step.Complete(Some.FromOcpi).SessionId, Is.EqualTo("HUBS"));
    }

    [Test]
    public void The_reference_that_the_eMSP_gave_is_told_as_its_session_id()
    {
        Assert.That(new StepUnderTest("session-alias").Complete(Some.FromOcpi with { AuthorizationReference = "R-2" }).EmspSessionId, Is.EqualTo("R-2"));
    }

    [Test]
    public void A_relay_within_eMIP_keeps_the_id() => new StepUnderTest("session-alias").Leaves(Some.FromEmip with { SessionId = Long, Id = Long });

    [Test]
    public void An_id_that_OCPI_can_carry_is_told_as_it_is() => new StepUnderTest("ocpi-ids").Leaves(Some.FromEmip);

    [Test]
    public void An_id_that_OCPI_cant_carry_is_told_under_a_name_made_from_its_issuer_and_it()
    {
        var alias = SessionAlias.ForOcpi(Some.Party("FR798"), Long);

        new StepUnderTest("ocpi-ids").Completes(
            Some.FromEmip with { Id = Long, SessionId = Long },
            Some.FromEmip with { Id = alias, SessionId = alias },
            $"Cut: id: '{Long}' has no OCPI form and is told as {alias}",
            $"Cut: session_id: '{Long}' has no OCPI form and is told as {alias}");
    }

    [Test]
    public void The_issuer_of_a_hubs_id_is_the_hub()
    {
        var step = new StepUnderTest("ocpi-ids") { Source = Some.Hub };

        Assert.That(step.Complete(Some.FromEmip with { SessionId = Long }).SessionId, Is.EqualTo(SessionAlias.ForOcpi(Some.Party("FR107"), Long)));
    }

    [Test]
    public void An_OCPI_partys_own_ids_stay() => new StepUnderTest("ocpi-ids").Leaves(Some.FromOcpi with { Id = Long[..39] });

    [Test]
    public void A_record_that_we_make_is_dated_when_it_could_be_delivered() => new StepUnderTest("last-updated").Completes(
        Some.FromEmip,
        Some.FromEmip with { LastUpdated = Some.At("2026-03-01T15:00:00Z") },
        "Supplied: last_updated: the moment from which it could be delivered");

    [Test]
    public void A_record_that_we_make_is_not_older_than_its_end() => new StepUnderTest("last-updated").Completes(
        Some.FromEmip with { EndDateTime = Some.At("2026-03-01T15:00:01Z") },
        Some.FromEmip with { EndDateTime = Some.At("2026-03-01T15:00:01Z"), LastUpdated = Some.At("2026-03-01T15:00:01Z") },
        "Supplied: last_updated: the moment from which it could be delivered");

    [Test]
    public void A_records_own_date_stays() => new StepUnderTest("last-updated").Leaves(Some.FromOcpi);

    [Test]
    public void A_step_for_records_says_so_when_it_is_given_another_message()
    {
        var completion = new ProtocolGateway.Mapping.Completion
        {
            Message = new Session(),
            Directory = new ProtocolGateway.Directory.FileDirectory([], []),
            Sessions = new FileSessions(),
            Gateway = Some.Party("FRGTW"),
            At = Some.At("2026-03-01T15:00:00Z"),
        };

        Assert.That(
            () => ProtocolGateway.Mapping.Steps.KnownSteps.All[0].ApplyAsync(completion, CancellationToken.None).AsTask(),
            Throws.InvalidOperationException.With.Message.EqualTo("The step 'place' completes charge detail records; a Session was given."));
    }
}
