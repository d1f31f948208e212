using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>What several steps of one completion ask for, looked up once.</summary>
internal sealed class StepMemory
{
    private (RememberedSession? Session, bool Asked) session;
    private (PlacedEvse? Evse, bool Asked) place;
    private bool? issuersOwn;

    /// <summary>
    /// True when whoever issued the record dated it, as OCPI parties do: it is a whole document of theirs, and what it says
    /// stays as it is. eMIP's records are not dated, and are made up by us.
    /// </summary>
    public bool IsIssuersOwn => issuersOwn == true;

    /// <summary>The record before the first step changed it.</summary>
    public ChargeDetailRecord? AsTold { get; private set; }

    /// <summary>Why a tariff that the agreement names gave no price; null where it gave one or is not needed.</summary>
    public Unrated? Unrated { get; set; }

    /// <summary>Notes what the record is like before the first step changes it.</summary>
    public void Begin(ChargeDetailRecord record)
    {
        issuersOwn ??= record.LastUpdated is not null;
        AsTold ??= record;
    }

    /// <summary>The session that the record is about, by the ids that its sender or its CPO gave.</summary>
    public async ValueTask<RememberedSession?> FindSessionAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (session.Asked) return session.Session;
        var found = default(RememberedSession);
        if (record.Party is { } cpo)
        {
            var sender = Neighbour(completion.Source, Role.CPO, cpo);
            // A record without a session's id (OCPI 2.1.1) stands for its session.
            if ((record.SessionId ?? record.Id) is { } id) found = await completion.Sessions.FindAsync(sender.Key, id, cancellation).ConfigureAwait(false);
            if (found is null && record.CpoSessionId is { } own)
                found = await completion.Sessions.FindAsync(cpo.Key, own, cancellation).ConfigureAwait(false);
        }
        session = (found, true);
        return found;
    }

    /// <summary>The EVSE as it was at the record's start: by its public id, else by its CPO's own.</summary>
    public async ValueTask<PlacedEvse?> FindPlaceAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (place.Asked) return place.Evse;
        var at = record.StartDateTime ?? completion.At;
        var found = default(PlacedEvse);
        if (Told(record.CdrLocation?.EvseId) is { } id)
            found = await completion.Directory.FindEvseAsync(id, at, cancellation).ConfigureAwait(false);
        if (found is null && Told(record.CdrLocation?.EvseUid) is { } uid && record.Party is { } cpo)
            found = await completion.Directory.FindEvseByUidAsync(cpo, uid, at, cancellation).ConfigureAwait(false);
        place = (found, true);
        return found;
    }

    /// <summary>Null also for <c>#NA</c>, by which OCPI says that there is none.</summary>
    public static string? Told(string? id) => string.IsNullOrWhiteSpace(id) || id.Trim() == "#NA" ? null : id.Trim();

    /// <summary>Whose ids the partner's are; the party's where no partner is known.</summary>
    public static PartyId Neighbour(Partner? partner, Role role, PartyId party) =>
        partner is null ? party : SessionNaming.Neighbour(partner, role, party);
}
