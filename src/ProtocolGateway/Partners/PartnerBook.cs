using System.Collections.Frozen;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>All partners and agreements, looked up in every way that routing needs. Immutable.</summary>
public sealed class PartnerBook
{
    /// <summary>Of a prefix: two letters of the country, three characters of the party.</summary>
    public const int PrefixLength = 5;

    private readonly FrozenDictionary<string, Partner> byId;
    private readonly FrozenDictionary<(Role, PartyId), Partner> byParty;

    public PartnerBook(PartyId gateway, IReadOnlyList<Partner> partners, IReadOnlyList<Agreement> agreements)
    {
        Gateway = gateway;
        All = partners;
        Agreements = agreements;
        byId = partners.ToFrozenDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        // A party that is connected itself is reached directly, not through a hub that reaches it too.
        var parties = new Dictionary<(Role, PartyId), Partner>();
        foreach (var partner in partners)
            foreach (var role in partner.Roles) parties[(role.Role, role.Party)] = partner;
        foreach (var partner in partners)
            foreach (var role in partner.Reaches) parties.TryAdd((role.Role, role.Party), partner);
        byParty = parties.ToFrozenDictionary();
    }

    /// <summary>Our own party.</summary>
    public PartyId Gateway { get; }

    public IReadOnlyList<Partner> All { get; }

    public IReadOnlyList<Agreement> Agreements { get; }

    /// <summary>Whose the contracts and EVSEs are whose ids begin with another's party id, or with none that is known; by its five characters.</summary>
    public IReadOnlyDictionary<string, PartyId> Prefixes { get; init; } = FrozenDictionary<string, PartyId>.Empty;

    public Partner? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whom to talk to for that party in that role.</summary>
    public Partner? Find(Role role, PartyId party) => byParty.GetValueOrDefault((role, party));

    /// <summary>Whose a contract or an EVSE is by the first characters of its id: only a guess, so null where no such party is known.</summary>
    public PartyId? OwnerByPrefix(Role role, string id)
    {
        var key = Ids.Key(id);
        if (key.Length <= PrefixLength) return null;
        if (!Prefixes.TryGetValue(key[..PrefixLength], out var party) && !PartyId.TryParse(key.AsSpan(0, PrefixLength), out party)) return null;
        return Find(role, party!) is null ? null : party;
    }

    /// <summary>The first agreement that covers the pair at that time.</summary>
    public Agreement? FindAgreement(PartyId cpo, PartyId emsp, DateTimeOffset at) =>
        Agreements.FirstOrDefault(a => a.Covers(cpo, emsp, at));
}
