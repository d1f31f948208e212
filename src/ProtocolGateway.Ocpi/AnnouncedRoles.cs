using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>
/// What a partner says that it speaks for, beside what the settings say. A stranger among its parties is refused; a hub may
/// reach more than is set, since those come and go.
/// </summary>
/// <param name="Unknown">Parties that it may not speak for.</param>
/// <param name="Notes">What else differs.</param>
internal sealed record AnnouncedRoles(IReadOnlyList<string> Unknown, IReadOnlyList<string> Notes)
{
    public IEnumerable<string> All => Unknown.Select(u => $"{u} is none of its parties by the settings").Concat(Notes);

    public static AnnouncedRoles Compare(Credentials theirs, Partner partner, OcpiVersion version)
    {
        // From 2.3 on the roles of a hub are those of the parties behind it, and its own party stands beside them.
        var hubs = partner.Roles.Where(r => r.Role == Role.HUB).Select(r => r.Party).ToList();
        var reaches = hubs.Count > 0 && Credentials.NamesHub(version) && theirs.Hub is not null;
        List<string> unknown = [], notes = [];
        if (theirs.Hub is { } hub && !hubs.Contains(hub)) notes.Add($"it says that {hub} is a hub, which the settings don't");
        foreach (var role in theirs.Roles)
        {
            var known = partner.Roles.Concat(reaches ? partner.Reaches : []).Where(r => r.Party.Equals(role.Party)).ToList();
            var name = role.Role is null ? role.Party.ToString() : $"{role.Role} {role.Party}";
            if (known.Count == 0) (reaches ? notes : unknown).Add(reaches ? $"{name} is behind it, and is not among its Reaches in the settings" : name);
            else if (role.Role is not null && known.All(r => r.Role.ToString() != role.Role)) notes.Add($"it says that it is {name}, which the settings don't");
        }
        foreach (var own in partner.Roles)
            if (own.Role == Role.HUB ? !(Equals(theirs.Hub, own.Party) || theirs.Roles.Any(r => Has(r, own))) : !theirs.Roles.Any(r => Has(r, own)))
                notes.Add($"it doesn't say that it is {own.Role} {own.Party}, which the settings do");
        return new(unknown, notes);

        static bool Has(CredentialsRole told, PartnerRole own) => told.Party.Equals(own.Party) && (told.Role is null || told.Role == own.Role.ToString());
    }
}
