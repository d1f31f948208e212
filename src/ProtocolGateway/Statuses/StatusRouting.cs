using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Statuses;

/// <summary>
/// Whom a status goes to (contract.md section 2): every partner that speaks for an eMSP with which the CPO has an agreement, itself or
/// as a hub, if its protocol can say it. One that can't is not owed it: a status is no money.
/// </summary>
internal sealed class StatusRouting(PartnerBook partners, ProtocolTable protocols)
{
    public IReadOnlyList<StatusRecipient> Find(PartyId cpo, EvseStatusReport report, string sourceId, DateTimeOffset now)
    {
        var found = new List<StatusRecipient>();
        foreach (var partner in partners.All)
        {
            if (partner.Id.Equals(sourceId, StringComparison.OrdinalIgnoreCase)) continue;
            if (partner.Delivery.Of(nameof(EvseStatusChanged)).Policy == Owing.None) continue;
            List<PartyId> emsps = [.. partner.Roles.Concat(partner.Reaches)
                .Where(r => r.Role == Role.EMSP && partners.FindAgreement(cpo, r.Party, now) is not null)
                .Where(r => !protocols.IsToldDirectly(partners, r, partner, typeof(EvseStatusChanged), report))
                .Select(r => r.Party).Distinct()];
            if (emsps.Count == 0 || protocols.FindSaid(partner, typeof(EvseStatusChanged), report) is null) continue;
            found.Add(new(partner, emsps.Count == 1 ? emsps[0] : null));
        }
        return found;
    }
}

/// <param name="Emsp">Null when the partner is told once for several.</param>
internal sealed record StatusRecipient(Partner Partner, PartyId? Emsp);
