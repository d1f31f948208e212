using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>A session's memory in memory, for translating offline.</summary>
public sealed class FileSessions(params IEnumerable<RememberedSession> sessions) : ISessions
{
    private readonly ILookup<(string, string), RememberedSession> byName = (
        from session in sessions
        from name in session.Names.Select(n => (n.Neighbour, n.Value)).Distinct()
        select (name, session)).ToLookup(pair => pair.name, pair => pair.session);

    /// <summary>What the memory has of sessions that their CPOs told whole. Those that don't say whose they are have no name to be found by.</summary>
    public static FileSessions Of(IEnumerable<Session> sessions) => new(sessions.Where(s => s is { Party: not null, Id: not null }).Select(Remember));

    public ValueTask<RememberedSession?> FindAsync(string neighbour, string id, CancellationToken cancellation) =>
        new(byName[(neighbour, id.Trim())].ToList() is [var only] ? only : null);

    private static RememberedSession Remember(Session session)
    {
        var (cpo, id, emsp) = (session.Party!, session.Id!.Trim(), session.CdrToken?.Party);
        List<SessionName> names = [new(cpo.Key, SessionNameKind.Cpo, id)];
        // The receiver knows it by the CPO's own id, or by the one made from it (translation.md section 3).
        if (emsp is not null) names.AddRange([new(emsp.Key, SessionNameKind.Cpo, id), new(emsp.Key, SessionNameKind.Service, SessionAlias.ForService(cpo, id))]);
        return SessionLearning.Learn(new RememberedSession
        {
            Id = Guid.CreateVersion7(),
            Cpo = cpo,
            Emsp = emsp,
            Token = session.CdrToken,
            AuthMethod = session.AuthMethod,
            AuthorizationReference = session.AuthorizationReference,
            EvseId = session.EvseId,
            ConnectorId = session.ConnectorId,
            ChargingPeriods = session.ChargingPeriods,
            Names = names,
        }, session);
    }
}
