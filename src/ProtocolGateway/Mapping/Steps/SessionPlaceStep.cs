using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>Where a session takes place, by the CPO's own ids (translation.md section 2).</summary>
internal sealed class SessionPlaceStep() : RecordStep<Session>(
    "session-place", "The ids of location, EVSE and connector behind the EVSE's public id, from the directory.")
{
    protected override async ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        if (record is { LocationId: not null, EvseUid: not null, ConnectorId: not null }) return null;
        if (await FindAsync(record, completion, cancellation).ConfigureAwait(false) is not { } place) return Missing(record);
        if (!place.Exact)
            return new Hold("AmbiguousEvse", $"The session names the EVSE {record.EvseId}; the directory knows only {place.Evse.EvseId}, which is the same without separators.", Subjects.Location(record.EvseId!));
        if (ConnectorChoice.Of(place.Evse, record.ConnectorId) is not { } choice)
            return new Hold("WhichConnector", $"The EVSE {place.Evse.EvseId ?? place.Evse.Uid} has {place.Evse.Connectors?.Count ?? 0} connectors that differ, and the session doesn't say which one is used.");
        completion.Supplied("location_id", $"the directory: location {place.Location.Id} of {place.Location.Party}", place.Location);
        completion.Trail?.Took("", place.Location);
        completion.Supplied("connector_id", choice.Reason);
        completion.Message = record with
        {
            LocationId = record.LocationId ?? place.Location.Id,
            EvseUid = record.EvseUid ?? place.Evse.Uid,
            EvseId = place.Evse.EvseId ?? record.EvseId,
            ConnectorId = record.ConnectorId ?? choice.Connector.Id,
        };
        return null;
    }

    /// <summary>By the public id, else by the CPO's own; null when neither is known.</summary>
    public static async ValueTask<PlacedEvse?> FindAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        var at = record.StartDateTime ?? completion.At;
        var place = default(PlacedEvse);
        if (StepMemory.Told(record.EvseId) is { } id) place = await completion.Directory.FindEvseAsync(id, at, cancellation).ConfigureAwait(false);
        if (place is null && StepMemory.Told(record.EvseUid) is { } uid && record.Party is { } cpo)
            place = await completion.Directory.FindEvseByUidAsync(cpo, uid, at, cancellation).ConfigureAwait(false);
        return place;
    }

    /// <summary>What a session waits for.</summary>
    public static Hold Missing(Session record) =>
        StepMemory.Told(record.EvseId) is { } id ? new Hold("NoLocation", $"The directory has no location with the EVSE {id}.", Subjects.Location(id))
        : StepMemory.Told(record.EvseUid) is { } uid && record.Party is { } cpo
            ? new Hold("NoLocation", $"The directory has no location of {cpo} with the EVSE uid {uid}.", Subjects.EvseUid(cpo, uid))
        : new Hold("NoLocation", "The session names no EVSE.");
}
