using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Publishing;

/// <summary>An object being taken: the exchange, the object as it is now, and what is owed of it, in one piece.</summary>
internal sealed class PublishWork : JournalWork<(Publication Publication, IReadOnlyList<DueDelivery> Due)>
{
    public required HeardObject Said { get; init; }

    public required PublishedForm Form { get; init; }

    public required Partner Source { get; init; }

    public required Audience Audience { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The span that the saying goes on from; null when nobody traces.</summary>
    public string? Trace { get; init; }

    private object Record => Said.Reading.Message!;

    public override IReadOnlyCollection<long> Names
    {
        get
        {
            var name = Form.Name(Record);
            return [JournalName.Of("published", Form.Word, name.Owner, name.Key)];
        }
    }

    public override void Foresee(JournalSession journal) => journal.Directory.Published.Foresee(Form.Name(Record));

    protected override (Publication, IReadOnlyList<DueDelivery>) Write(JournalSession journal)
    {
        var before = journal.Directory.Published.Find(Form.Name(Record));
        if (Said.Basis is { } basis && (before is null || before.Withdrawn || !before.Body.AsSpan().SequenceEqual(basis.Body))) return (new Publication.Stale(), []);
        var result = Said.Withdraws ? Withdraw(journal, before!) : Put(journal, Putting.Of(Form, Said.Reading, Source.Id, before, Now));
        if (Said.IsMissing) journal.Directory.Published.Miss(Form.Name(Record), PublishedRow.Gone);
        return result;
    }

    private (Publication, IReadOnlyList<DueDelivery>) Put(JournalSession journal, Putting putting)
    {
        var exchange = Guid.CreateVersion7(Now);
        var taken = new Publication.Taken(exchange, putting.Is == PutIs.New, putting.Is is PutIs.New or PutIs.Changed);
        var losses = Said.Reading.Losses;
        if (putting.Record is InvoiceReconciliationRecord invoice)
        {
            var reader = InvoiceReader.Find(journal, invoice, Source, Audience.Partners);
            putting = putting with { Now = putting.Now with { Reader = reader } };
            if (reader is null) losses = [.. losses, new Loss(LossKind.Differs, "cdrs", "these are not known as one party's records: it is in nobody's list until it is said again")];
            // The same once more, and its records are known by now.
            if (putting.Is == PutIs.Same && reader != putting.Before!.Reader) journal.Directory.Published.Put(putting.Before, putting.Before with { Reader = reader }, untold: false);
        }
        if (putting.Is == PutIs.Older)
            losses = [.. losses, new Loss(LossKind.Differs, "last_updated", $"a newer one is known, of {putting.Before!.LastUpdated.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: this one changes nothing")];
        journal.Exchanges.Insert(
            exchange, Said.Heard, taken.Changed ? ExchangeResult.Accepted : ExchangeResult.Repeated, Said.Answer(taken), Form.FactKey(putting.Now.Name),
            taken.Changed ? putting.Now.Body : null, losses: LossJson.Write(losses));
        if (!taken.Changed) return (taken, []);
        taken = taken with { ChangedStatuses = putting.ChangedStatuses(Now) };
        // Its own time stays as its owner told it: whoever asks for what is new finds it by ours.
        if (Said.IsMissing) putting = putting with { Now = putting.Now with { LastUpdated = Now } };
        putting.Write(journal.Directory, untold: false, Now);
        if (Form.Fact is not { } fact || putting.IsToldOtherwise) return (taken, []);
        return (taken, Owe(journal, exchange, fact.Wrap(putting.Record), putting.Now));
    }

    private (Publication, IReadOnlyList<DueDelivery>) Withdraw(JournalSession journal, PublishedEntry before)
    {
        var exchange = Guid.CreateVersion7(Now);
        var taken = new Publication.Taken(exchange, Created: false, Changed: true);
        var withdrawn = before with { Withdrawn = true, PartnerId = Source.Id, ReceivedAt = Now };
        var matter = Record is Tariff tariff ? new WithdrawnTariff { Party = tariff.Party, Id = tariff.Id, WithdrawnAt = Now } : Record;
        journal.Exchanges.Insert(exchange, Said.Heard, ExchangeResult.Accepted, Said.Answer(taken), Form.FactKey(before.Name), CanonicalJson.Write(matter));
        journal.Directory.Published.Put(before, withdrawn, untold: false);
        Form.Withdraw(journal.Directory, CanonicalJson.Read(before.Body, Form.Record), Source.Id, Now);
        return (taken, Form.Fact is { } fact ? Owe(journal, exchange, fact.Wrap(matter), withdrawn) : []);
    }

    private List<DueDelivery> Owe(JournalSession journal, Guid exchange, object message, PublishedEntry entry) =>
        Audience.Owe(journal, new(exchange, Form, message, Form.Party(Record)!, entry) { Trace = Trace }, Now, out _);
}
