using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Which neighbour knows a session by which id (translation.md section 3): only ids that it gave or is given.</summary>
internal static class SessionNaming
{
    /// <summary>Under whose key the partner's ids are kept: the party's where it speaks for it itself, else the hub's.</summary>
    public static PartyId Neighbour(Partner partner, Role role, PartyId party)
    {
        foreach (var own in partner.Roles)
            if (own.Role == role && own.Party.Equals(party)) return party;
        return partner.Roles.FirstOrDefault(r => r.Role == Role.HUB)?.Party ?? party;
    }

    /// <summary>The ids that the sender gave.</summary>
    public static void AddGiven(List<SessionName> names, FactAbout about, PartyId sender)
    {
        var (id, kind, cpo, emsp) = about.Session;
        names.Add(new(sender.Key, kind, id));
        if (cpo is not null) Add(names, sender, SessionNameKind.Cpo, cpo);
        if (cpo is not null && !about.Cpo.Equals(sender)) Add(names, about.Cpo, SessionNameKind.Cpo, cpo);
        if (emsp is not null) Add(names, sender, SessionNameKind.Emsp, emsp);
    }

    /// <summary>The ids that the recipient gave or is given, whichever protocol it speaks.</summary>
    /// <param name="sender">Who gave the session its id.</param>
    /// <param name="session">What is remembered: a name that the recipient has is not changed.</param>
    /// <param name="whole">The recipient is told sessions whole, by an id as a CPO's own.</param>
    public static void AddTold(List<SessionName> names, FactAbout about, PartyId sender, PartyId recipient, RememberedSession? session, bool whole)
    {
        var (id, kind, cpo, emsp) = about.Session;
        if (emsp is not null) Add(names, recipient, SessionNameKind.Emsp, emsp);
        if (cpo is not null) Add(names, recipient, SessionNameKind.Cpo, cpo);
        var known = session?.NameOf(recipient.Key, SessionNameKind.Service) is not null;
        if (kind == SessionNameKind.Service)
        {
            if (whole && session?.NameOf(recipient.Key, SessionNameKind.Cpo) is null) Add(names, recipient, SessionNameKind.Cpo, SessionAlias.ForOcpi(sender, id));
            if (known) return;
            Add(names, recipient, SessionNameKind.Service, id);
            Add(names, recipient, SessionNameKind.Cpo, SessionAlias.ForOcpi(sender, id));
        }
        else
        {
            // A CPO's own id is told as it is, also to whoever knows the session already by the hub's.
            Add(names, recipient, SessionNameKind.Cpo, id);
            if (!known) Add(names, recipient, SessionNameKind.Service, SessionAlias.ForService(about.Cpo, id));
        }
    }

    private static void Add(List<SessionName> names, PartyId neighbour, SessionNameKind kind, string value)
    {
        var name = new SessionName(neighbour.Key, kind, value);
        if (!names.Contains(name)) names.Add(name);
    }
}
