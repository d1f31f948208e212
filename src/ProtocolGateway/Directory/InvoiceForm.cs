using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Which records an invoice covers: of the CPO, with reverse billing of the eMSP (ocpi.md 5.9).</summary>
internal sealed class InvoiceForm : PublishedForm<InvoiceReconciliationRecord>
{
    public override PublishedKind Kind => PublishedKind.Invoice;

    public override string Word => "invoice";

    public override Role? Owner => null;

    public override FactKind? Fact => null;

    protected override PartyId? Party(InvoiceReconciliationRecord record) => record.Party;

    protected override DateTimeOffset? LastUpdated(InvoiceReconciliationRecord record) => record.LastUpdated;

    protected override IEnumerable<Fault> FindFaults(InvoiceReconciliationRecord record) => Missing(record.Id, "id");

    protected override string Key(InvoiceReconciliationRecord record) => PublishedKeys.Of(record.Id!);
}
