using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>Where a question is about, by a public EVSE id or by a CPO's own ids.</summary>
internal sealed class PlaceFinder(ConversationTools tools, DateTimeOffset now)
{
    /// <param name="cpo">Whose place it is said to be; null while nobody knows.</param>
    /// <param name="emsp">Who asks: only places of its agreements are looked at where nobody says whose it is.</param>
    public async ValueTask<FoundPlace> FindAsync(
        PartyId? cpo, PartyId? emsp, string? evseId, LocationReferences? references, CancellationToken cancellation)
    {
        if (evseId is not null)
            return await tools.Directory.FindEvseAsync(evseId, now, cancellation).ConfigureAwait(false) is { Exact: true, Location.Party: { } owner } placed
                ? new(owner, placed.Location, placed.Evse, null)
                : new(cpo, null, null, UnansweredReason.UNKNOWN_PLACE);
        if (references?.LocationId is not { } id) return new(cpo, null, null, UnansweredReason.PLACE_MISSING);
        var places = tools.Places.Look();
        var found = (cpo is null ? Roaming(emsp) : [cpo])
            .Select(party => places.FindLocation(party, id)).Where(l => l is not null && Ids.Same(l.Id, id)).Take(2).ToList();
        return found is [{ } only] ? Within(only, references.EvseUids) : new(cpo, null, null, UnansweredReason.UNKNOWN_PLACE);
    }

    private IEnumerable<PartyId> Roaming(PartyId? emsp) => tools.Partners.All
        .SelectMany(p => p.Roles.Concat(p.Reaches)).Where(r => r.Role == Role.CPO).Select(r => r.Party).Distinct()
        .Where(cpo => emsp is not null && tools.Partners.FindAgreement(cpo, emsp, now) is not null);

    private static FoundPlace Within(Location location, IReadOnlyList<string>? uids)
    {
        var evses = (location.Evses ?? []).Where(e => e.Status != EvseStatus.REMOVED).ToList();
        if (uids is { Count: > 1 }) return Without(UnansweredReason.SEVERAL_PLACES);
        if (uids is not [var uid]) return evses is [var only] ? new(location.Party, location, only, null) : Without(UnansweredReason.PLACE_MISSING);
        return evses.FirstOrDefault(e => Ids.Same(e.Uid, uid)) is { } named ? new(location.Party, location, named, null) : Without(UnansweredReason.UNKNOWN_PLACE);

        FoundPlace Without(UnansweredReason trouble) => new(location.Party, location, null, trouble);
    }
}

/// <param name="Cpo">Whose it is; null where nobody knows.</param>
/// <param name="Evse">The one EVSE.</param>
/// <param name="Trouble">Why there is no one EVSE; null when there is.</param>
internal sealed record FoundPlace(PartyId? Cpo, Location? Location, Evse? Evse, UnansweredReason? Trouble);
