using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, cdr_location.</summary>
internal sealed class PlaceStep() : ChargeDetailRecordStep(
    "place", "Where it was charged: the location and connector behind the EVSE's id, from the directory as it was at the start.")
{
    private const string NoId = "#NA";

    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var told = record.CdrLocation ?? new CdrLocation();
        if (IsWhole(told)) return record;
        if (await completion.Memory.FindPlaceAsync(record, completion, cancellation).ConfigureAwait(false) is not { } place)
            return IsWhole(told with { EvseId = told.EvseId ?? NoId }) ? WithoutId(record, told, completion) : Missing(told, record.Party);
        if (!place.Exact) return Ambiguous(told, place.Evse);

        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        if (ConnectorChoice.Of(place.Evse, told.ConnectorId ?? session?.ConnectorId) is not { } choice)
            return WhichConnector(place.Evse, told);

        completion.Supplied("cdr_location", $"the directory: location {place.Location.Id} of {place.Location.Party}, as of {place.Location.LastUpdated:u}", place.Location);
        completion.Supplied("cdr_location.connector_id", choice.Reason);
        if (record.Party is { } cpo && !cpo.Equals(place.Location.Party))
            completion.Losses.Add(new Loss(LossKind.Differs, "party", $"{cpo} charges, but the EVSE belongs to {place.Location.Party}"));
        return record with { CdrLocation = Snapshot(told, place, choice.Connector) };
    }

    /// <summary>2.1.1 lets a CPO leave the public id out, and later versions don't (ocpi.md 6.5).</summary>
    private static ChargeDetailRecord WithoutId(ChargeDetailRecord record, CdrLocation told, Completion completion)
    {
        completion.Supplied("cdr_location.evse_id", $"{NoId}: neither the CPO nor the directory tells one");
        return record with { CdrLocation = told with { EvseId = NoId } };
    }

    private static CdrLocation Snapshot(CdrLocation told, PlacedEvse place, Connector connector) => new()
    {
        Id = told.Id ?? place.Location.Id,
        Name = told.Name ?? place.Location.Name,
        Address = told.Address ?? place.Location.Address,
        City = told.City ?? place.Location.City,
        PostalCode = told.PostalCode ?? place.Location.PostalCode,
        State = told.State ?? place.Location.State,
        Country = told.Country ?? place.Location.Country,
        Coordinates = told.Coordinates ?? place.Location.Coordinates,
        EvseUid = place.Evse.Uid,
        EvseId = place.Evse.EvseId ?? told.EvseId,
        ConnectorId = connector.Id,
        ConnectorStandard = told.ConnectorStandard ?? connector.Standard,
        ConnectorFormat = told.ConnectorFormat ?? connector.Format,
        ConnectorPowerType = told.ConnectorPowerType ?? connector.PowerType,
    };

    /// <summary>All that OCPI demands is there: the CPO's own snapshot, which nothing touches.</summary>
    private static bool IsWhole(CdrLocation place) => place is
    {
        Id: not null, Address: not null, City: not null, Country: not null, Coordinates: not null, EvseUid: not null, EvseId: not null,
        ConnectorId: not null, ConnectorStandard: not null, ConnectorFormat: not null, ConnectorPowerType: not null,
    };

    private static Hold Missing(CdrLocation told, PartyId? cpo)
    {
        if (StepMemory.Told(told.EvseId) is { } id)
            return new("NoLocation", $"The directory has no location with the EVSE {id}. Import it (locations import).", Subjects.Location(id));
        if (StepMemory.Told(told.EvseUid) is { } uid && cpo is not null)
            return new("NoLocation", $"The directory has no location of {cpo} with the EVSE uid {uid}. Import it (locations import).", Subjects.EvseUid(cpo, uid));
        return new("NoLocation", "The record names no EVSE.");
    }

    private static Hold Ambiguous(CdrLocation told, Evse evse) => new(
        "AmbiguousEvse",
        $"The record names the EVSE {told.EvseId}; the directory knows only {evse.EvseId}, which is the same without separators. Import the location with the id that its CPO tells.",
        Subjects.Location(told.EvseId!));

    private static Hold WhichConnector(Evse evse, CdrLocation told) => new(
        "WhichConnector",
        $"The EVSE {evse.EvseId ?? evse.Uid} has {evse.Connectors?.Count ?? 0} connectors that differ, and neither the record nor the session says which one was used.",
        StepMemory.Told(evse.EvseId ?? told.EvseId) is { } id ? Subjects.Location(id) : null);
}
