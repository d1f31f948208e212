using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Directory;

/// <summary>Whose objects somebody sees (translation.md section 1, rule 8).</summary>
/// <param name="Owners">Of these parties what is published.</param>
/// <param name="Restricted">Of these also what is not for everybody: locations with <c>publish: false</c>.</param>
public sealed record PublishedSight(IReadOnlyCollection<PartyId> Owners, IReadOnlyCollection<PartyId> Restricted)
{
    /// <summary>
    /// What a partner sees: locations and tariffs of every CPO that has an agreement with an eMSP that it speaks for, tokens of every
    /// eMSP that has one with its CPOs; never those of parties that we reach by it.
    /// </summary>
    /// <param name="owner">Only this one's; null for all.</param>
    public static PublishedSight Of(Partner partner, PublishedKind kind, PartnerBook book, DateTimeOffset now, PartyId? owner = null)
    {
        if (RoleOf(kind) is not { } role) return new([], []);
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
