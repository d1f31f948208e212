using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Publishing;

/// <summary>
/// Whom an invoice is for: the record doesn't say it, the charge detail records that it lists do (ocpi.md 5.9). A CPO's is for the eMSP that pays
/// them, an eMSP's (reverse billing) for the CPO that made them.
/// </summary>
internal static class InvoiceReader
{
    /// <returns>As <see cref="PublishedSight.Reader"/>; null where none of its records is known here, or they are not one party's.</returns>
    public static string? Find(JournalSession journal, InvoiceReconciliationRecord invoice, Partner source, PartnerBook book)
    {
        var owner = invoice.Party!;
        var found = new HashSet<string>();
        foreach (var id in invoice.Cdrs ?? [])
        {
            if (source.SpeaksFor(Role.CPO, owner) && PayerOf(journal, owner, id) is { } payer) found.Add(PublishedSight.Reader(Role.EMSP, payer));
            if (!source.SpeaksFor(Role.EMSP, owner)) continue;
            foreach (var cpo in book.All.SelectMany(p => p.Roles.Concat(p.Reaches)).Where(r => r.Role == Role.CPO).Select(r => r.Party).Distinct())
                if (PayerOf(journal, cpo, id) == owner.Key) found.Add(PublishedSight.Reader(Role.CPO, cpo.Key));
        }
        return found.Count == 1 ? found.Single() : null;
    }

    /// <summary>Ids are kept in upper case where they are compared whatever their case (OCPI 2.2 and later).</summary>
    private static string? PayerOf(JournalSession journal, PartyId cpo, string id) =>
        (journal.Exchanges.FindFact(ChargeDetailRecordKind.Key(cpo, id.ToUpperInvariant())) ?? journal.Exchanges.FindFact(ChargeDetailRecordKind.Key(cpo, id)))?.Payer;
}
