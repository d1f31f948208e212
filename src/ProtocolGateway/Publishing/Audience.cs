using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Publishing;

/// <summary>
/// Whom an object is owed to (translation.md section 1, rule 8; contract.md section 2): every partner that speaks for somebody who has an
/// agreement with its owner, itself or as a hub, if its protocol can say it; never back to where it came from, nor to its owner.
/// </summary>
internal sealed class Audience(PartnerBook partners, ProtocolTable protocols)
{
    public PartnerBook Partners => partners;

    /// <param name="owed">False when it is owed to nobody.</param>
    public List<DueDelivery> Owe(JournalSession journal, ObjectDebt debt, DateTimeOffset now, out bool owed)
    {
        var due = new List<DueDelivery>();
        owed = false;
        foreach (var (partner, party) in Find(debt, now))
        {
            owed = true;
            if (Owe(journal, debt, partner, party, now) is { } next) due.Add(next);
        }
        return due;
    }

    private IEnumerable<(Partner Partner, PartyId? Party)> Find(ObjectDebt debt, DateTimeOffset now)
    {
        var fact = debt.Form.Fact!;
        var matter = fact.Matter(debt.Message);
        foreach (var partner in partners.All)
        {
            if (partner.Id.Equals(debt.Entry.PartnerId, StringComparison.OrdinalIgnoreCase) || IsOwners(partner, debt)) continue;
            if (partner.Delivery.Of(fact.Name).Policy == Owing.None || protocols.FindSaid(partner, fact.Message, matter) is null) continue;
            List<PartyId> parties = [.. partner.Roles.Concat(partner.Reaches)
                .Where(r => IsMeant(debt, r, now) && !protocols.IsToldDirectly(partners, r, partner, fact.Message, matter))
                .Select(r => r.Party).Distinct()];
            if (parties.Count > 0) yield return (partner, parties.Count == 1 ? parties[0] : null);
        }
    }

    /// <summary>Whom we would talk to if we talked to its owner.</summary>
    private bool IsOwners(Partner partner, ObjectDebt debt) =>
        debt.Form.Owner is { } role && ReferenceEquals(partners.Find(role, debt.Owner), partner);

    private bool IsMeant(ObjectDebt debt, PartnerRole role, DateTimeOffset now)
    {
        var agreement = (debt.Form.Owner, role.Role) switch
        {
            (Role.CPO, Role.EMSP) => partners.FindAgreement(debt.Owner, role.Party, now),
            (Role.EMSP, Role.CPO) => partners.FindAgreement(role.Party, debt.Owner, now),
            _ => null,
        };
        return agreement is not null && (!debt.Entry.Restricted || agreement.UnpublishedLocations);
    }

    private static DueDelivery? Owe(JournalSession journal, ObjectDebt debt, Partner partner, PartyId? party, DateTimeOffset now)
    {
        var fact = debt.Form.Fact!;
        var key = debt.Form.FactKey(debt.Entry.Name);
        var delivery = new NewDelivery
        {
            Id = Guid.CreateVersion7(now),
            ExchangeId = debt.Exchange,
            SourceId = debt.Entry.PartnerId,
            PartnerId = partner.Id,
            Message = fact.Name,
            Key = key,
            Subject = partner.Delivery.Order == DeliveryOrder.Partner ? "partner" : key,
            From = debt.Owner.ToString(),
            To = party?.ToString(),
            State = DeliveryState.Owed,
            Trace = debt.Trace,
        };
        if (partner.Delivery.Of(fact.Name).Policy == Owing.Latest)
            journal.Waiting.Supersede(partner.Id, delivery.Subject, fact.Name, long.MaxValue, $"a newer one came: exchange {debt.Exchange}", now);
        var waits = journal.Deliveries.HasOwed(partner.Id, delivery.Subject);
        journal.Deliveries.Insert(delivery, now);
        return waits ? null : new(delivery.Id, partner.Id, fact, debt.Message, debt.Trace);
    }
}

/// <summary>An object that is to be owed to others.</summary>
/// <param name="Message">The fact.</param>
/// <param name="Entry">The object as it is stored; its partner said it.</param>
internal sealed record ObjectDebt(Guid Exchange, PublishedForm Form, object Message, PartyId Owner, PublishedEntry Entry)
{
    public string? Trace { get; init; }
}
