using Microsoft.AspNetCore.Http;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Whether a request's sender is who it says, and may speak for the operator that it names.</summary>
/// <param name="Partner">The proven partner; null while nobody is.</param>
/// <param name="Refusal">Why not; then <paramref name="Telling"/> says how to tell it.</param>
internal sealed record Admission(HeaderBlock Header, Partner? Partner, PartyId? Operator, Refusal? Refusal, Telling? Telling)
{
    public static Admission Decide(HttpContext context, PartnerBook book, RequestRoot root, Document document)
    {
        var header = HeaderBlock.Read(document.Root, targeted: root.FromHub && root.Service != EmipProtocol.SetChargeDetailRecord);
        Admission No(Partner? partner, RefusalKind kind, Telling telling, params IReadOnlyList<Fault> faults) =>
            new(header, partner, null, new Refusal(kind, faults), telling);

        if (header.PartnerId is null) return No(null, RefusalKind.BadContent, EmipRefusals.Sender, header.Faults);
        if (Recognition.Find(book, header.PartnerId) is not { } partner)
            return No(null, RefusalKind.UnknownPartner, EmipRefusals.Sender, new Fault("partnerId", $"'{header.PartnerId}' is not known here"));
        var options = (EmipOptions)partner.Settings;
        if (!Recognition.IsProven(options, context))
        {
            var telling = options.Authentication == EmipAuthentication.Basic ? EmipRefusals.WrongCredentials : EmipRefusals.Sender;
            return No(null, RefusalKind.UnknownPartner, telling, new Fault("partnerId", $"the request does not prove to come from '{header.PartnerId}'"));
        }

        if (header.Faults.Count > 0) return No(partner, RefusalKind.BadContent, EmipRefusals.Sender, header.Faults);
        if (root.FromHub && !partner.IsHub)
            return No(partner, RefusalKind.UnknownOperation, EmipRefusals.Sender, new Fault("", $"{root.Name} is for hubs to send"));
        var party = options.Aliases.TryParse(header.OperatorId, out var parsed) ? parsed : null;
        if (party is null || !Roles(root).Any(role => partner.SpeaksFor(role, party)))
            return No(partner, RefusalKind.ForeignParty, EmipRefusals.Sender, new Fault("operatorId", $"'{header.OperatorId}' is no party that '{header.PartnerId}' may speak for in {root.Service}"));
        return new Admission(header, partner, party, null, null);
    }

    /// <summary>In which roles an operator may ask for this.</summary>
    private static Role[] Roles(RequestRoot root) => root.Service switch
    {
        EmipProtocol.GetServiceAuthorisation or EmipProtocol.SetSessionEventReport or EmipProtocol.SetChargeDetailRecord => [Role.CPO],
        EmipProtocol.SetServiceAuthorisation or EmipProtocol.SearchEvse => [Role.EMSP],
        // A CPO may ask, and is told that its eMSP takes no actions (emip.md 1.4, op 4).
        EmipProtocol.SetSessionActionRequest or EmipProtocol.GetChargeDetailRecord => [Role.CPO, Role.EMSP],
        _ when root.Namespace == EmipNames.EvciDynamic => [Role.CPO],
        _ => [Role.CPO, Role.EMSP, Role.HUB],
    };
}
