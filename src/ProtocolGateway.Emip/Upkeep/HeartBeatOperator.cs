using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Upkeep;

/// <summary>
/// Whom our heartbeats to a hub name as the operator on whose behalf they are made (emip.md 2.2). A heartbeat is the platform's, and
/// says nothing of any operator; but the element must be there, and name one that the hub knows at our platform.
/// </summary>
internal static class HeartBeatOperator
{
    /// <summary>
    /// The one that is set; else the first party, in the order of the settings, that another partner speaks for and that has an
    /// agreement with a party behind the hub; else our own party.
    /// </summary>
    public static PartyId Of(Partner hub, EmipOptions options, PartnerBook partners, DateTimeOffset at)
    {
        return options.OurOperatorId
            ?? (from partner in partners.All
                where partner != hub && !partner.IsHub
                from ours in partner.Roles
                where hub.Reaches.Any(theirs => Roam(ours, theirs))
                select ours.Party).FirstOrDefault()
            ?? partners.Gateway;

        bool Roam(PartnerRole ours, PartnerRole theirs) => (ours.Role, theirs.Role) switch
        {
            (Role.CPO, Role.EMSP) => partners.FindAgreement(ours.Party, theirs.Party, at) is not null,
            (Role.EMSP, Role.CPO) => partners.FindAgreement(theirs.Party, ours.Party, at) is not null,
            _ => false,
        };
    }
}
