using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md sections 2, 5 and 6: where it is, in its CPO's own ids.</summary>
internal sealed class ReferencesStep : IStep
{
    public string Name => "references";

    public string Purpose => "The CPO's own ids of the location and the EVSE behind a public EVSE id, from the directory.";

    public async ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation)
    {
        switch (completion.Message)
        {
            case AuthorizeToken { Location: null, EvseId: { } evseId } question:
                var (place, hold) = await FindAsync(evseId, completion, cancellation).ConfigureAwait(false);
                if (hold is not null) return completion.Partner?.Questions.UnknownEvse == UnknownEvsePolicy.Ask ? null : hold;
                completion.Supplied("location", "the directory", place!.Location);
                completion.Message = question with { Location = new() { LocationId = place.Location.Id, EvseUids = [place.Evse.Uid!] } };
                return null;
            case StartSession { LocationId: null, EvseId: { } evseId } start:
                (place, hold) = await FindAsync(evseId, completion, cancellation).ConfigureAwait(false);
                if (hold is not null) return hold;
                completion.Supplied("location_id", "the directory", place!.Location);
                completion.Trail?.Took("evse_uid", place.Location);
                return Connect(completion, start with { LocationId = place.Location.Id, EvseUid = place.Evse.Uid }, place.Evse);
            case StartSession { LocationId: not null, EvseUid: { } uid, Cpo: { } cpo, ConnectorId: null } start
                when await completion.Directory.FindEvseByUidAsync(cpo, uid, completion.At, cancellation).ConfigureAwait(false) is { } known:
                return Connect(completion, start, known.Evse);
            case AuthorizeToken or StartSession:
                return null;
            default:
                throw new InvalidOperationException($"The step '{Name}' completes questions about an EVSE; a {completion.Message.GetType().Name} was given.");
        }
    }

    private static async ValueTask<(PlacedEvse? Place, Hold? Hold)> FindAsync(string evseId, Completion completion, CancellationToken cancellation) =>
        await completion.Directory.FindEvseAsync(evseId, completion.At, cancellation).ConfigureAwait(false) is { Exact: true, Evse.Uid: not null, Location.Id: not null } place
            ? (place, null)
            : (null, new("NoLocation", $"The directory has no location with the EVSE {evseId}. Import it (locations import).", Subjects.Location(evseId)));

    /// <summary>Names the connector where the EVSE wants it named and there is only one (ocpi.md 6.8).</summary>
    private static Hold? Connect(Completion completion, StartSession start, Evse evse)
    {
        completion.Message = start;
        if (start.ConnectorId is not null || evse.Capabilities?.Contains(Capability.START_SESSION_CONNECTOR_REQUIRED) != true) return null;
        if (evse.Connectors is not [{ Id: { } only }]) return new("WhichConnector", $"The EVSE {evse.Uid} wants to be told which of its connectors, and nobody says it.");
        completion.Supplied("connector_id", "the EVSE's only connector");
        completion.Message = start with { ConnectorId = only };
        return null;
    }
}
