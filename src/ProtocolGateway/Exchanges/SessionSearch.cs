using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Which session a fact is about, by what its sender calls it (translation.md section 3).</summary>
internal sealed class SessionSearch(JournalSession journal, FactAbout about, Partner source, PartyId sender)
{
    // How long after a session's start it may be allowed, clocks being what they are, and how long before.
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(15);

    /// <summary>Why nobody can tell which session was found; null where one was, or there is none that it could be.</summary>
    public Hold? Ambiguity { get; private set; }

    /// <summary>Null for one that nobody knows.</summary>
    public RememberedSession? Find()
    {
        var (id, kind, cpo, _) = about.Session;
        if (journal.Sessions.Find(sender.Key, kind, id) is { } known) return known;
        // A hub knows the session of an eMSP that it asked by the id that it was answered.
        if (source.IsHub && about.Session.Emsp is { } emsp && journal.Sessions.Find(sender.Key, SessionNameKind.Emsp, emsp) is { } asked) return asked;
        // A CPO tells its own session's id together with the reference that it was given for it.
        if (about.Session.Reference is { } reference && FindReferred(reference) is { } referred) return referred;
        if (kind == SessionNameKind.Cpo && about.Session.Reference is null && FindUnnamed() is { } unnamed) return unnamed;
        // The same session may have come another way, under another neighbour's id; but one neighbour's two ids are two sessions.
        if (cpo is null || journal.Sessions.Find(about.Cpo.Key, SessionNameKind.Cpo, cpo) is not { } other) return null;
        return other.Names.Any(n => n.Neighbour == sender.Key && n.Kind == kind && n.Value != id) ? null : other;
    }

    /// <summary>A session that was allowed or commanded under that reference, and has no other name yet.</summary>
    private RememberedSession? FindReferred(string reference)
    {
        var found = journal.Sessions.Find(sender.Key, SessionNameKind.Emsp, reference.Trim()) ?? journal.Sessions.Find(sender.Key, SessionNameKind.Service, reference.Trim());
        return found is null || found.NameOf(sender.Key, about.Session.Kind) is { } other && other != about.Session.Id ? null : found;
    }

    /// <summary>
    /// The only session at that EVSE that the same driver was allowed shortly before, and that waits for its record: versions without
    /// references tell no more (translation.md section 3). Whatever names its session by the CPO's own id is of one that has no such name yet.
    /// </summary>
    private RememberedSession? FindUnnamed()
    {
        if (about is not { EvseId: { } evse, StartedAt: { } started, Token: { } token }) return null;
        var found = journal.Unrecorded.At(about.Cpo, evse).Where(s =>
            s.State is not (SessionState.CLOSED or SessionState.REFUSED) && IsThen(s, started)
            && (Same(s.Token?.Uid, token.Uid) || Same(s.Token?.ContractId, token.ContractId))).ToList();
        // Of several that were allowed the one that began then.
        if (found.Count > 1 && found.Where(s => IsNear(s.StartedAt, started)).ToList() is [var begun]) return begun;
        if (found is [var only]) return only;
        // A report that tells whose session it is is no worse off than one that nobody allowed.
        if (found.Count > 1 && (token.Party is null || about.Record is ChargeDetailRecord))
            Ambiguity = new("NoSessionMatch",
                $"{found.Count} sessions of the same driver were allowed at {evse} around {started:u}, and nothing tells which of them this is: {string.Join(", ", found.Select(s => s.ServiceId))}");
        return null;

        static bool Same(string? one, string? other) => one is not null && other is not null && Ids.Key(one) == Ids.Key(other);
    }

    /// <summary>It was allowed around that time; of one that its CPO has reported, and named, that tells when it began.</summary>
    private bool IsThen(RememberedSession session, DateTimeOffset started) => session.NameOf(sender.Key, SessionNameKind.Cpo) is null
        ? session.AuthorizedAt is { } at && at - started <= Earliest && started - at <= Latest
        : about.SessionIsUntold && IsNear(session.StartedAt, started);

    private static bool IsNear(DateTimeOffset? at, DateTimeOffset started) => at is { } then && (then - started).Duration() <= Earliest;
}
