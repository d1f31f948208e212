namespace ProtocolGateway.Partners;

/// <summary>Reads whom a partner speaks for, and whom it reaches.</summary>
internal sealed class RoleReader(SettingSection partner)
{
    private static readonly (string, Role)[] Names = [("CPO", Role.CPO), ("EMSP", Role.EMSP), ("HUB", Role.HUB)];

    /// <summary>At least one, each once.</summary>
    public IReadOnlyList<PartnerRole> Read(string key)
    {
        var roles = List(key);
        if (!partner.Has(key))
            partner.Fault(key, "missing; expected at least one role: [ { \"Role\": \"CPO\", \"Party\": \"FR*798\" } ], Role being CPO, EMSP or HUB");
        return roles;
    }

    /// <summary>The parties behind a hub.</summary>
    public IReadOnlyList<PartnerRole> Reaches(IReadOnlyList<PartnerRole> own)
    {
        var reaches = List("Reaches");
        if (reaches.Count > 0 && !own.Any(r => r.Role == Role.HUB))
            partner.Fault("Reaches", "only a hub has parties behind it; expected a HUB among the Roles, or the parties there");
        if (reaches.Any(r => r.Role == Role.HUB))
            partner.Fault("Reaches", "a hub behind a hub was found; expected CPO or EMSP");
        return reaches;
    }

    private List<PartnerRole> List(string key)
    {
        var roles = new List<PartnerRole>();
        foreach (var section in partner.List(key))
        {
            section.OnlyKnows("Role", "Party");
            section.Required("Role", "CPO, EMSP or HUB");
            section.Required("Party", "the party's id, such as \"FR*798\"");
            var (role, party) = (section.Choice("Role", Names), section.Party("Party"));
            if (role is null || party is null) continue;
            var pair = new PartnerRole(role.Value, party);
            if (roles.Contains(pair)) section.Fault("", $"{role} {party} stands there twice; expected each once");
            else roles.Add(pair);
        }
        return roles;
    }
}
