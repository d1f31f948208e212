using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>Whom a partner reaches through us: everybody that has an agreement with a party that it speaks for.</summary>
internal static class ReachableParties
{
    /// <summary>Each role of each party once, in the order of the settings.</summary>
    public static IReadOnlyList<PartnerRole> Of(Partner partner, PartnerBook book, DateTimeOffset at) =>
    [
        .. from other in book.All
           where !ReferenceEquals(other, partner)
           from reached in other.Roles.Concat(other.Reaches)
           where reached.Role != Role.HUB && ReferenceEquals(book.Find(reached.Role, reached.Party), other)
           where !partner.SpeaksFor(reached.Role, reached.Party) && partner.Roles.Concat(partner.Reaches).Any(own => Agree(own, reached, book, at))
           select reached,
    ];

    private static bool Agree(PartnerRole own, PartnerRole other, PartnerBook book, DateTimeOffset at) => (own.Role, other.Role) switch
    {
        (Role.CPO, Role.EMSP) => book.FindAgreement(own.Party, other.Party, at) is not null,
        (Role.EMSP, Role.CPO) => book.FindAgreement(other.Party, own.Party, at) is not null,
        _ => false,
    };
}
