using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>The place whole, with the one EVSE and connector, as OCPI 2.1.1 embeds it (ocpi.md 6.4, 6.5).</summary>
internal sealed class LocationFromPlaceStep() : RecordStep<object>(
    "location-from-place", "The location with the one EVSE and connector that were used, from the record and the directory.")
{
    protected override async ValueTask<Hold?> CompleteAsync(object record, Completion completion, CancellationToken cancellation) => record switch
    {
        ChargeDetailRecord cdr => await CompleteAsync(cdr, completion, cancellation).ConfigureAwait(false),
        Session session => await CompleteAsync(session, completion, cancellation).ConfigureAwait(false),
        _ => throw new InvalidOperationException($"The step '{Name}' completes records and sessions; a {record.GetType().Name} was given."),
    };

    private static async ValueTask<Hold?> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (record.Location is not null || record.CdrLocation is not { } told) return null;
        if (StepMemory.Told(told.ConnectorId) is null || StepMemory.Told(told.EvseUid) is null)
            return new Hold("NoConnector", "The record is about a reservation that was not used: it names no connector, and 2.1.1 can't do without.");
        if (await completion.Memory.FindPlaceAsync(record, completion, cancellation).ConfigureAwait(false) is not { } place || Connector(place, told.ConnectorId) is not { } known)
            return new Hold("NoLocation", $"The directory doesn't know connector {told.ConnectorId} of EVSE {told.EvseUid}, and so not its voltage and amperage.",
                record.Party is { } cpo ? Subjects.EvseUid(cpo, told.EvseUid!) : null);
        completion.Supplied("location/evses[]/connectors[]", "voltage and amperage from the directory");
        Explain(completion.Trail, place.Location);
        completion.Message = record with { Location = Rebuild(told, place.Location, known, record.LastUpdated) };
        return null;
    }

    private static async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record.Location is not null) return null;
        if (await SessionPlaceStep.FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { } place) return SessionPlaceStep.Missing(record);
        if (Connector(place, record.ConnectorId) is not { } connector)
            return new Hold("NoLocation", $"The directory has no connector {record.ConnectorId} at EVSE {place.Evse.EvseId ?? place.Evse.Uid}.");
        completion.Supplied("location", $"the directory: location {place.Location.Id}, as of {place.Location.LastUpdated:u}", place.Location);
        // Who may see the place at large is not asked: whoever pays for the session may know where it is.
        completion.Message = record with { Location = place.Location with { Publish = null, PublishAllowedTo = null, Evses = [place.Evse with { Connectors = [connector] }] } };
        return null;
    }

    private static void Explain(Trail? trail, Location place)
    {
        if (trail is null) return;
        foreach (var field in (string[])["id", "name", "address", "city", "postal_code", "state", "country", "coordinates.latitude", "coordinates.longitude"])
            trail.Made($"location.{field}", $"cdr_location.{field}");
        trail.Made("location.evses[].uid", "cdr_location.evse_uid");
        trail.Made("location.evses[].evse_id", "cdr_location.evse_id");
        foreach (var field in (string[])["id", "standard", "format", "power_type"])
            trail.Made($"location.evses[].connectors[].{field}", $"cdr_location.connector_{field}");
        foreach (var field in (string[])["location.last_updated", "location.evses[].last_updated", "location.evses[].connectors[].last_updated"])
            trail.Made(field, "last_updated");
        foreach (var field in (string[])["location.parking_type", "location.evses[].connectors[].max_voltage", "location.evses[].connectors[].max_amperage"])
            trail.Took(field, place);
    }

    private static Connector? Connector(PlacedEvse place, string? id) =>
        place.Evse.Connectors?.FirstOrDefault(c => Ids.Same(c.Id, id));

    /// <summary>The record's own snapshot; only what it has no place for is the directory's.</summary>
    private static Location Rebuild(CdrLocation told, Location place, Connector known, DateTimeOffset? at) => new()
    {
        Id = told.Id,
        Name = told.Name,
        Address = told.Address,
        City = told.City,
        PostalCode = told.PostalCode,
        State = told.State,
        Country = told.Country,
        Coordinates = told.Coordinates,
        ParkingType = place.ParkingType,
        Evses =
        [
            new Evse
            {
                Uid = told.EvseUid,
                EvseId = StepMemory.Told(told.EvseId),
                Status = EvseStatus.UNKNOWN,
                Connectors =
                [
                    new Connector
                    {
                        Id = told.ConnectorId,
                        Standard = told.ConnectorStandard,
                        Format = told.ConnectorFormat,
                        PowerType = told.ConnectorPowerType,
                        MaxVoltage = known.MaxVoltage,
                        MaxAmperage = known.MaxAmperage,
                        LastUpdated = at,
                    },
                ],
                LastUpdated = at,
            },
        ],
        LastUpdated = at,
    };
}
