using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>One list that a partner has as a sender: that of a party of its own.</summary>
/// <param name="Party">Whom the routing headers name; null in versions that have none.</param>
internal sealed record Source(IPulledModule Module, PartyId? Party)
{
    /// <summary>How the engine keeps it: <c>cdrs BE*BEC</c>.</summary>
    public string Name => Party is null ? Module.Id : $"{Module.Id} {Party}";

    /// <summary>
    /// All lists of a partner that are asked for. A CPO's list, or an eMSP's of tokens, holds its own objects; a hub's, asked for in the
    /// hub's own name, those of everybody behind it (ocpi.md section 4, "GET all").
    /// </summary>
    public static IEnumerable<Source> Of(Partner partner, IReadOnlyList<IPulledModule> modules)
    {
        if (partner.Settings is not OcpiOptions { CatchUp: true, Connection: not null } options) return [];
        return
            from module in modules
            let parties = partner.Roles.Where(r => r.Role == module.Maker || r.Role == Role.HUB).Select(r => r.Party).Distinct()
            from party in options.Version.Routes ? parties : parties.Take(1).Select(PartyId? (_) => null)
            select new Source(module, party);
    }

    /// <summary>The two parties (ocpi.md section 4): we ask in our own name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Routing(PartyId gateway) => Party is null
        ? []
        :
        [
            new(OcpiHeaders.ToCountry, Party.CountryCode), new(OcpiHeaders.ToParty, Party.Id),
            new(OcpiHeaders.FromCountry, gateway.CountryCode), new(OcpiHeaders.FromParty, gateway.Id),
        ];
}
