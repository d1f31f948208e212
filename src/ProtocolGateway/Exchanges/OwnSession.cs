using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Finds the session that somebody means, and tells whether he has a part in it.</summary>
internal static class OwnSession
{
    /// <param name="neighbour">Whose id it is: the party's, or its hub's.</param>
    /// <param name="id">The id as the hub gave it.</param>
    /// <returns>The session; or none, and whether there is one in which the party has no part.</returns>
    public static (RememberedSession? Session, bool Foreign) Find(JournalSession journal, PartyId neighbour, PartyId party, string id)
    {
        if (journal.Sessions.Find(neighbour.Key, SessionNameKind.Service, id.Trim()) is { } known)
            return party.Equals(known.Cpo) || party.Equals(known.Emsp) ? (known, false) : (null, true);
        return (null, IsOurs(journal, id));
    }

    /// <param name="serviceId">The id as the hub gave it; null where only the CPO's own is told.</param>
    /// <param name="cpoId">The CPO's own id, as the neighbour knows it.</param>
    public static (RememberedSession? Session, bool Foreign) Find(
        JournalSession journal, PartyId neighbour, PartyId party, string? serviceId, string? cpoId)
    {
        if (serviceId is not null) return Find(journal, neighbour, party, serviceId);
        if (cpoId is null || journal.Sessions.Find(neighbour.Key, SessionNameKind.Cpo, cpoId.Trim()) is not { } known) return (null, false);
        return party.Equals(known.Cpo) || party.Equals(known.Emsp) ? (known, false) : (null, true);
    }

    /// <summary>True for the id that we gave a session, whoever tells it.</summary>
    public static bool IsOurs(JournalSession journal, string id) => Guid.TryParse(id.Trim(), out var own) && journal.Sessions.FindById(own) is not null;

    /// <summary>Says that it will be asked whether the id is ours.</summary>
    public static void Foresee(JournalSession journal, string id)
    {
        if (Guid.TryParse(id.Trim(), out var own)) journal.Sessions.ForeseeById(own);
    }
}
