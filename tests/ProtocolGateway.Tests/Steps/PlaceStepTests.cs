using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Steps;

public sealed class PlaceStepTests
{
    private const string FromDirectory = "Supplied: cdr_location: the directory: location HALLES of FR*798, as of 2026-01-01 00:00:00Z";

    private readonly StepUnderTest step = new("place");

    private static readonly CdrLocation Snapshot = new()
    {
        Id = "HALLES",
        Name = "Les Halles",
        Address = "Rue Rambuteau 1",
        City = "Paris",
        PostalCode = "75001",
        State = "Île-de-France",
        Country = "FRA",
        Coordinates = new GeoLocation { Latitude = "48.862725", Longitude = "2.347870" },
        EvseUid = "3256",
        EvseId = "FR*798*EHALLES*01",
        ConnectorId = "1",
        ConnectorStandard = ConnectorType.IEC_62196_T2,
        ConnectorFormat = ConnectorFormat.SOCKET,
        ConnectorPowerType = PowerType.AC_3_PHASE,
    };

    [SetUp]
    public void SetUp()
    {
        step.Locations.Clear();
        step.Sessions.Clear();
        step.Locations.Add(Some.Location);
    }

    [Test]
    public void The_place_comes_from_the_directory_by_the_EVSEs_public_id() => step.Completes(
        Some.FromEmip,
        Some.FromEmip with { CdrLocation = Snapshot },
        FromDirectory, "Supplied: cdr_location.connector_id: the EVSE's only connector");

    [Test]
    public void A_public_id_in_another_case_is_written_as_the_directory_spells_it() => step.Completes(
        Some.FromEmip with { CdrLocation = new CdrLocation { EvseId = "fr*798*ehalles*01" } },
        Some.FromEmip with { CdrLocation = Snapshot },
        FromDirectory, "Supplied: cdr_location.connector_id: the EVSE's only connector");

    [Test]
    public void Without_a_public_id_the_CPOs_own_id_finds_it() => step.Completes(
        Some.FromEmip with { CdrLocation = new CdrLocation { EvseUid = "3256", EvseId = "#NA" } },
        Some.FromEmip with { CdrLocation = Snapshot },
        FromDirectory, "Supplied: cdr_location.connector_id: the EVSE's only connector");

    [Test]
    public void A_CPOs_own_snapshot_is_not_touched() => step.Leaves(Some.FromOcpi with
    {
        CdrLocation = Some.FromOcpi.CdrLocation! with { EvseId = "#NA", EvseUid = "#NA", City = "Elsewhere" },
    });

    [Test]
    public void An_unknown_EVSE_holds_the_record_until_its_location_arrives() =>
        step.Holds(Some.FromEmip with { CdrLocation = new CdrLocation { EvseId = "FR*798*ENEW*7" } }, "NoLocation", "location:FR798ENEW7");

    [Test]
    public void An_unknown_uid_holds_the_record_until_it_arrives() =>
        step.Holds(Some.FromEmip with { CdrLocation = new CdrLocation { EvseUid = "abc" } }, "NoLocation", "evse-uid:FR798:ABC");

    [Test]
    public void A_record_without_an_EVSE_waits_for_a_person() =>
        step.Holds(Some.FromEmip with { CdrLocation = null }, "NoLocation", null);

    [Test]
    public void Ids_that_are_equal_only_without_separators_are_held() =>
        step.Holds(Some.FromEmip with { CdrLocation = new CdrLocation { EvseId = "FR*798*EHALLES0*1" } }, "AmbiguousEvse", "location:FR798EHALLES01");

    [Test]
    public void The_place_is_taken_as_it_was_at_the_start()
    {
        step.Locations.Add(Some.Location with { Name = "Forum des Halles", LastUpdated = Some.At("2026-03-01T12:30:00Z") });
        step.Locations.Add(Some.Location with { Name = "Halles", LastUpdated = Some.At("2026-02-01T00:00:00Z") });

        Assert.That(step.Complete(Some.FromEmip).CdrLocation!.Name, Is.EqualTo("Halles"));
    }

    [Test]
    public void Before_the_oldest_known_version_the_oldest_is_taken()
    {
        step.Locations.Add(Some.Location with { Name = "Halles", LastUpdated = Some.At("2026-02-01T00:00:00Z") });

        Assert.That(step.Complete(Some.FromEmip with { StartDateTime = Some.At("2025-06-01T00:00:00Z") }).CdrLocation!.Name, Is.EqualTo("Les Halles"));
    }

    [Test]
    public void Of_several_connectors_the_one_that_the_session_names_is_taken()
    {
        Connectors(Some.Connector, Some.Connector with { Id = "2", Format = ConnectorFormat.CABLE });
        step.Sessions.Add(Some.Session with { ConnectorId = "2" });

        step.Completes(
            Some.FromEmip,
            Some.FromEmip with { CdrLocation = Snapshot with { ConnectorId = "2", ConnectorFormat = ConnectorFormat.CABLE } },
            FromDirectory, "Supplied: cdr_location.connector_id: the connector that the session names");
    }

    [Test]
    public void Of_connectors_that_agree_any_is_taken()
    {
        Connectors(Some.Connector, Some.Connector with { Id = "2", MaxAmperage = 16, TariffIds = ["t1"] });

        step.Completes(
            Some.FromEmip,
            Some.FromEmip with { CdrLocation = Snapshot },
            FromDirectory, "Supplied: cdr_location.connector_id: the first of connectors that agree in standard, format, power type and tariffs");
    }

    [Test]
    public void Connectors_that_differ_hold_the_record([Values] Difference difference)
    {
        Connectors(Some.Connector, difference switch
        {
            Difference.Standard => Some.Connector with { Standard = ConnectorType.DOMESTIC_E },
            Difference.Format => Some.Connector with { Format = ConnectorFormat.CABLE },
            Difference.PowerType => Some.Connector with { PowerType = PowerType.AC_1_PHASE },
            _ => Some.Connector with { TariffIds = ["T1", "T2"] },
        });

        step.Holds(Some.FromEmip, "WhichConnector", "location:FR798EHALLES01");
    }

    [Test]
    public void An_EVSE_of_another_CPO_is_reported()
    {
        step.Complete(Some.FromEmip with { Party = Some.Party("FR111") });

        Assert.That(step.Reports, Does.Contain("Differs: party: FR*111 charges, but the EVSE belongs to FR*798"));
    }

    private void Connectors(params Connector[] connectors)
    {
        step.Locations.Clear();
        step.Locations.Add(Some.Location with { Evses = [Some.Evse with { Connectors = connectors }] });
    }

    public enum Difference { Standard, Format, PowerType, Tariffs }
}
