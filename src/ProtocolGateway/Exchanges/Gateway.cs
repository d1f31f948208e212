using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Questions;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>Takes what is heard: checks it, has it written, puts what may go on the bus, and says what to answer.</summary>
internal sealed class Gateway(
    JournalWriter writer, Archive archive, Routing routing, Dispatcher dispatcher, Conversations conversations, LimitStops limits, HubArchive hubs,
    PartnerActivity activity, AbsenceRecord absences, ExchangeMeter meter, TimeProvider time, ILogger<Gateway> logger) : IGateway
{
    public async Task<Acceptance> AcceptAsync(HeardFact fact, CancellationToken cancellation)
    {
        var acceptance = await TakeAsync(fact, cancellation).ConfigureAwait(false);
        if (acceptance is Acceptance.Busy && !fact.Heard.Asked) Failed(fact.Heard.Partner!, fact.Heard.ReceivedAt);
        return acceptance;
    }

    public async Task RefuseAsync(Heard heard, Refusal refusal, string answer, CancellationToken cancellation)
    {
        if (heard.Partner is { } partner) activity.HeardFrom(partner, heard.ReceivedAt);
        using var span = Traces.Hear("refuse", heard);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var written = await writer.WriteAsync(journal =>
        {
            journal.Exchanges.Insert(id, heard, ExchangeResult.Refused, answer, refusal: refusal.ToString());
            return id;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) ExchangeLog.NotJournaled(logger, heard.Partner?.Id, heard.Operation, unavailable.Text);
        span?.SetTag(Traces.Exchange, id).SetTag(Traces.Outcome, refusal.Kind.ToString());
        meter.Refused(heard, refusal.Kind);
        ExchangeLog.Refused(logger, id, heard.Partner?.Id, heard.Operation, refusal.Kind, refusal);
    }

    public async Task NoteAsync(Heard heard, string answer, CancellationToken cancellation)
    {
        if (heard.Partner is { } partner) activity.HeardFrom(partner, heard.ReceivedAt);
        var written = await writer.WriteAsync(journal =>
        {
            journal.Exchanges.Insert(Guid.CreateVersion7(time.GetUtcNow()), heard, ExchangeResult.Answered, answer);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) ExchangeLog.NotJournaled(logger, heard.Partner?.Id, heard.Operation, unavailable.Text);
        meter.Answered(heard);
    }

    public async Task<Reply> AskAsync(HeardQuestion question, CancellationToken cancellation)
    {
        var reply = await conversations.AskAsync(question, cancellation).ConfigureAwait(false);
        if (reply is Reply.Busy) Failed(question.Heard.Partner!, question.Heard.ReceivedAt);
        return reply;
    }

    public async Task<string> FindAsync(
        Heard heard, FindChargeDetailRecords question, Func<ChargeDetailRecordsFound, ValueTask<string>> answer, CancellationToken cancellation)
    {
        if (heard.Partner is { } partner) activity.HeardFrom(partner, heard.ReceivedAt);
        using var span = Traces.Hear("find", heard);
        var found = await archive.FindAsync(heard.Partner, question, cancellation).ConfigureAwait(false);
        if (found.Records.Count == 0) found = await hubs.FindAsync(heard.Partner, question, cancellation).ConfigureAwait(false);
        var text = await answer(found).ConfigureAwait(false);
        var written = await writer.WriteAsync(journal =>
        {
            journal.Exchanges.Insert(
                Guid.CreateVersion7(time.GetUtcNow()), heard, ExchangeResult.Answered, text, canonical: CanonicalJson.Write(question));
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) ExchangeLog.NotJournaled(logger, heard.Partner?.Id, heard.Operation, unavailable.Text);
        meter.Answered(heard);
        return text;
    }

    public Task<ChargeDetailRecord?> ReadBackAsync(Partner asker, PartyId owner, string id, CancellationToken cancellation) =>
        archive.ReadBackAsync(asker, owner, id, cancellation);

    public void HeardFrom(Partner partner, DateTimeOffset at) => activity.Beaten(partner, at);

    /// <summary>
    /// Not even who charges is known, so nothing can be owed or recognised as a repeat: the sender keeps it until a mapping is in
    /// force. It is not journaled, since it is neither taken nor refused and comes again every few seconds; the log tells it.
    /// </summary>
    private Acceptance.Busy NotReadable(HeardFact fact, Partner source)
    {
        var reason = fact.Reading.Hold?.Text ?? "It can't be read yet.";
        ExchangeLog.NotReadable(logger, source.Id, fact.Heard.Operation, reason);
        return new Acceptance.Busy(reason);
    }

    public void Failed(Partner partner, DateTimeOffset at) => absences.Failed(partner, at);

    private async Task<Acceptance> TakeAsync(HeardFact fact, CancellationToken cancellation)
    {
        var source = fact.Heard.Partner ?? throw new ArgumentException("A fact needs a partner who said it.", nameof(fact));
        activity.HeardFrom(source, fact.Heard.ReceivedAt);
        using var span = Traces.Hear("accept", fact.Heard);

        if (fact.Reading.Message is not { } message) return End(span, fact, NotReadable(fact, source));

        var kind = FactKinds.OfSession(message);
        var faults = new List<Fault>(0);
        if (kind.Read(message, fact.IdsIgnoreCase, fact.SessionIdIs, faults) is not { } about)
            return await RefuseAsync(fact, new Refusal(RefusalKind.BadContent, faults)).ConfigureAwait(false);
        if (!source.SpeaksFor(Role.CPO, about.Cpo))
            return await RefuseAsync(fact, new Refusal(RefusalKind.ForeignParty, "party", $"{source.Id} doesn't speak for the CPO {about.Cpo}")).ConfigureAwait(false);
        if (kind.FindFaults(message) is { Count: > 0 } contradictions)
            return await RefuseAsync(fact, new Refusal(RefusalKind.Impossible, contradictions)).ConfigureAwait(false);

        about = await routing.LocateAsync(about, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        var work = new AcceptWork
        {
            Fact = fact,
            Kind = kind,
            About = about,
            Hash = FactContent.Hash(about.Content),
            Canonical = CanonicalJson.Write(about.Record),
            Owner = await routing.FindOwnerAsync(about, cancellation).ConfigureAwait(false),
            Routing = routing,
            Now = time.GetUtcNow(),
            Trace = Traces.Carry(span),
        };
        span?.SetTag(Traces.Message, kind.Name);
        var written = await writer.WriteAsync(work).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return End(span, fact, new Acceptance.Busy(unavailable.Text));
        var taken = written.Value!;
        foreach (var due in taken.Due) dispatcher.Offer(due);
        // Whoever tells a reading doesn't wait until its session is stopped.
        if (taken.Over is { } over) _ = Task.Run(() => limits.StopAsync(over), CancellationToken.None);
        ExchangeLog.Taken(logger, source.Id, about.Key, taken.Acceptance);
        return End(span, fact, taken.Acceptance);
    }

    private Acceptance End(Activity? span, HeardFact fact, Acceptance acceptance)
    {
        meter.Taken(fact.Heard, acceptance);
        span?.SetTag(Traces.Exchange, (acceptance as Acceptance.Accepted)?.ExchangeId).SetTag(Traces.Outcome, acceptance.GetType().Name);
        return acceptance;
    }

    private async Task<Acceptance> RefuseAsync(HeardFact fact, Refusal refusal)
    {
        var refused = new Acceptance.Refused(refusal);
        await RefuseAsync(fact.Heard, refusal, fact.Answer(refused), CancellationToken.None).ConfigureAwait(false);
        return refused;
    }
}
