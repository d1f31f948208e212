using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Directory;

/// <summary>Whose objects somebody sees (translation.md section 1, rule 8).</summary>
/// <param name="Owners">Of these parties what is published.</param>
/// <param name="Restricted">Of these also what is not for everybody: locations with <c>publish: false</c>.</param>
public sealed record PublishedSight(IReadOnlyCollection<PartyId> Owners, IReadOnlyCollection<PartyId> Restricted)
{
    /// <summary>Only what is for one of these, as <see cref="Reader"/> names them; null for what is for everybody who has an agreement.</summary>
    public IReadOnlyList<string>? Readers { get; init; }

    /// <summary>A party in a role: an invoice is for the other side of its records.</summary>
    public static string Reader(Role role, string party) => $"{role}|{party}";

    /// <summary>
    /// What a partner sees: locations and tariffs of every CPO that has an agreement with an eMSP that it speaks for, tokens of every
    /// eMSP that has one with its CPOs; never those of parties that we reach by it. Invoice records of both, where they are for a party of the
    /// partner's.
    /// </summary>
    /// <param name="owner">Only this one's; null for all.</param>
    public static PublishedSight Of(Partner partner, PublishedKind kind, PartnerBook book, DateTimeOffset now, PartyId? owner = null)
    {
        if (RoleOf(kind) is not { } role)
        {
            var (cpos, emsps) = (Of(partner, PublishedKind.Location, book, now, owner), Of(partner, PublishedKind.Token, book, now, owner));
            var own = partner.Roles.Concat(partner.Reaches).Where(r => r.Role is Role.CPO or Role.EMSP).Select(r => Reader(r.Role, r.Party.Key));
            return new([.. cpos.Owners.Union(emsps.Owners)], []) { Readers = [.. own.Distinct()] };
        }
        var asking = Parties(partner, Other(role)).ToList();
        var agreements =
            from other in book.All
            where !ReferenceEquals(other, partner)
            from party in Parties(other, role)
            where (owner is null || owner.Equals(party)) && !ReferenceEquals(book.Find(role, party), partner)
            from asker in asking
            let agreement = role == Role.CPO ? book.FindAgreement(party, asker, now) : book.FindAgreement(asker, party, now)
            where agreement is not null
            select (Party: party, agreement.UnpublishedLocations);
        var found = agreements.ToList();
        return new(
            found.Select(a => a.Party).ToHashSet(),
            kind == PublishedKind.Location ? found.Where(a => a.UnpublishedLocations).Select(a => a.Party).ToHashSet() : []);
    }

    /// <summary>Whose such objects are; null for invoice records, which are of either.</summary>
    public static Role? RoleOf(PublishedKind kind) => kind switch
    {
        PublishedKind.Location or PublishedKind.Tariff => Role.CPO,
        PublishedKind.Token => Role.EMSP,
        _ => null,
    };

    private static Role Other(Role role) => role == Role.CPO ? Role.EMSP : Role.CPO;

    private static IEnumerable<PartyId> Parties(Partner partner, Role role) =>
        partner.Roles.Concat(partner.Reaches).Where(r => r.Role == role).Select(r => r.Party);
}
