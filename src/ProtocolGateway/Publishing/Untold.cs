using Microsoft.Extensions.Logging;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Publishing;

/// <summary>
/// Owes what imports and pulls brought, of whatever process, also while no gateway ran. The taking and the owing are one transaction, so
/// that one node does it, once.
/// </summary>
internal sealed class Untold(
    JournalPublished published, JournalWriter writer, Audience audience, PartnerBook partners, Dispatcher dispatcher, TimeProvider time,
    ILogger<Untold> logger)
{
    /// <summary>What such an exchange was heard by.</summary>
    public const string Protocol = "directory";

    // What else waits for the journal waits for no more.
    private const int Piece = 50;

    public async Task TellAsync(CancellationToken cancellation)
    {
        try
        {
            while (await TellSomeAsync().ConfigureAwait(false) == Piece) cancellation.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            PublishingLog.NotSearched(logger, e);
        }
    }

    /// <summary>How many were found; fewer than a piece when the journal could not be written.</summary>
    private async Task<int> TellSomeAsync()
    {
        var untold = published.Untold(Piece);
        if (untold.Count == 0) return 0;
        var written = await writer.WriteAsync(new Work(untold, audience, partners, time.GetUtcNow())).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable)
        {
            PublishingLog.NotOwed(logger, untold.Count, unavailable.Text);
            return 0;
        }
        foreach (var delivery in written.Value!) dispatcher.Offer(delivery);
        return untold.Count;
    }

    private sealed class Work(IReadOnlyList<long> untold, Audience audience, PartnerBook partners, DateTimeOffset now)
        : JournalWork<IReadOnlyList<DueDelivery>>
    {
        public override IReadOnlyCollection<long> Names => [JournalName.Of("untold")];

        public override void Foresee(JournalSession journal)
        {
            foreach (var sequence in untold) journal.Directory.Published.ForeseeTelling(sequence);
        }

        protected override IReadOnlyList<DueDelivery> Write(JournalSession journal)
        {
            var due = new List<DueDelivery>();
            foreach (var sequence in untold)
                if (journal.Directory.Published.Tell(sequence) is { Withdrawn: false } entry) due.AddRange(Owe(journal, entry));
            return due;
        }

        private List<DueDelivery> Owe(JournalSession journal, PublishedEntry entry)
        {
            var form = PublishedForm.Of(entry.Name.Kind);
            var record = JournalPublished.Record(entry);
            var debt = new ObjectDebt(Guid.CreateVersion7(now), form, form.Fact!.Wrap(record), form.Party(record)!, entry);
            var due = audience.Owe(journal, debt, now, out var owed);
            if (owed) journal.Exchanges.Insert(debt.Exchange, Heard(entry), ExchangeResult.Accepted, null, form.FactKey(entry.Name), entry.Body);
            return due;
        }

        private Heard Heard(PublishedEntry entry) => new()
        {
            Partner = partners.Find(entry.PartnerId),
            Protocol = Protocol,
            Operation = "import",
            ReceivedAt = entry.ReceivedAt,
            Body = entry.Body,
            Headers = "",
        };
    }
}
