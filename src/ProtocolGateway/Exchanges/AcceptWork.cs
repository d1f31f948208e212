using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Questions;
using ProtocolGateway.Retention;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>A fact being taken: the exchange, what it says, the session's memory and what is owed, in one piece.</summary>
internal sealed class AcceptWork : JournalWork<Taken>
{
    /// <summary>The exchange whose place this one takes.</summary>
    private Guid? replaced;

    public required HeardFact Fact { get; init; }

    public required SessionFactKind Kind { get; init; }

    public required FactAbout About { get; init; }

    public required byte[] Hash { get; init; }

    public required byte[] Canonical { get; init; }

    /// <summary>Whose token it is by the directory.</summary>
    public PartyId? Owner { get; init; }

    public required Routing Routing { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The span that the saying goes on from; null when nobody traces.</summary>
    public string? Trace { get; init; }

    private Heard Heard => Fact.Heard;

    public Partner Source => Fact.Heard.Partner!;

    /// <summary>Whoever tells sessions by its own ids completes them itself.</summary>
    public bool CompletedByUs => About.Session.Kind == SessionNameKind.Service;

    private Session? Report => Kind.Report(Fact.Reading.Message!);

    private PartyId Sender => SessionNaming.Neighbour(Source, Role.CPO, About.Cpo);

    /// <summary>The fact, and what the session may be known by.</summary>
    public override IReadOnlyCollection<long> Names
    {
        get
        {
            var (id, kind, cpo, _) = About.Session;
            var fact = JournalName.Of("fact", About.Key);
            var session = JournalName.Of("session", Sender.Key, Spelling.Of(kind), id);
            IReadOnlyCollection<long> names = cpo is null ? [fact, session] : [fact, session, JournalName.Of("session", About.Cpo.Key, nameof(SessionNameKind.Cpo), cpo)];
            if (About.Session.Reference is { } reference) return [.. names, JournalName.Of("session", Sender.Key, nameof(SessionNameKind.Emsp), reference.Trim())];
            // What names neither is found by its place.
            return kind == SessionNameKind.Cpo && About.EvseId is { } evse ? [.. names, JournalName.Of("evse", About.Cpo.Key, Ids.Key(evse))] : names;
        }
    }

    public override void Foresee(JournalSession journal)
    {
        var (id, kind, cpo, _) = About.Session;
        journal.Exchanges.Foresee(About.Key);
        journal.Sessions.Foresee(Sender.Key, kind, id);
        if (cpo is not null) journal.Sessions.Foresee(About.Cpo.Key, SessionNameKind.Cpo, cpo);
        if (kind == SessionNameKind.Service) OwnSession.Foresee(journal, id);
        if (Report is not null) journal.SessionReports.Foresee(About.Cpo, id);
    }

    protected override Taken Write(JournalSession journal)
    {
        replaced = null;
        var exchange = Guid.CreateVersion7(Now);
        var sender = Sender;
        var search = new SessionSearch(journal, About, Source, sender);
        var session = search.Find();
        if (NoPart(journal, session) is { } kind && (Fact.SessionIsKnown || kind == RefusalKind.ForeignSession))
            return Refuse(journal, exchange, new Refusal(kind, "", $"the session {About.Session.Id} is none of {About.Cpo}"));
        if (Report is { } report && journal.SessionReports.Newest(About.Cpo, About.Session.Id) > report.LastUpdated) return Outdated(journal, exchange, session);
        var route = Routing.Find(Kind, About, Source, session, Owner, Now);
        var sessionId = session?.Id ?? Guid.CreateVersion7(Now);
        var result = ExchangeResult.Accepted;
        if (!journal.Exchanges.InsertFact(About.Key, Hash, exchange, Kind.Name, sessionId, Source.Id, route.Payer?.Key))
        {
            if (HeardBefore(journal, exchange) is { } settled) return settled;
            journal.Exchanges.ReplaceFact(About.Key, Hash, exchange, route.Payer?.Key);
            result = ExchangeResult.Replaced;
        }

        var accepted = new Acceptance.Accepted(exchange, false, route.Payer);
        journal.Exchanges.Insert(
            exchange, Heard, result, Fact.Answer(accepted), About.Key, Canonical, losses: LossJson.Write(Fact.Reading.Losses));
        var over = session is not null && Fact.Reading.Message is SessionUpdated { Session: { } reading } && LimitStops.IsReached(session, reading, Source);
        var learnt = Learn(session, sessionId, route, over);
        var telling = session is not null && IsLate(journal, session) ? SessionTelling.TooLate(learnt) : Tell(route, session, learnt);
        Remember(journal, session, telling.Memory, sender, route);
        var owing = new FactOwing(journal, this, exchange, replaced) { Route = route, Ambiguity = session is null ? search.Ambiguity : null };
        if (Report is { LastUpdated: { } updated } told) journal.SessionReports.Put(sessionId, told, route.Payer, updated, exchange);
        return new(accepted, [.. owing.Owe(session, telling)]) { Over = over ? journal.Sessions.Load(sessionId) : null };
    }

    /// <summary>Why the sender may not tell of the session; null when it may.</summary>
    private RefusalKind? NoPart(JournalSession journal, RememberedSession? session)
    {
        if (session is not null) return session.Cpo is null || About.Cpo.Equals(session.Cpo) ? null : RefusalKind.ForeignSession;
        if (About.Session.Kind != SessionNameKind.Service) return null;
        return OwnSession.IsOurs(journal, About.Session.Id) ? RefusalKind.ForeignSession : RefusalKind.Unknown;
    }

    /// <summary>The session's memory with what the fact tells.</summary>
    private RememberedSession Learn(RememberedSession? session, Guid id, Route route, bool over)
    {
        // Nobody allowed it here: whose card it was its CPO tells.
        var known = session ?? new RememberedSession { Id = id, Cpo = About.Cpo, Token = Report is null ? null : About.Token };
        known = known with { Emsp = known.Emsp ?? route.Payer, EvseId = known.EvseId ?? About.EvseId, LimitReached = over ? true : known.LimitReached };
        return session is null && Kind.ClosesSession ? known : Kind.Learn(known, Fact.Reading.Message!);
    }

    /// <summary>Reports that come after the session's record, or once it is told to be completed, are news no more.</summary>
    private bool IsLate(JournalSession journal, RememberedSession session) =>
        !Kind.ClosesSession && (session.CompletedBy is not null || journal.Exchanges.FindOtherFact(session.Id, nameof(ChargeDetailRecordIssued), About.Key) is not null);

    private SessionTelling Tell(Route route, RememberedSession? before, RememberedSession memory) =>
        // What can't be read yet is read again before it is told.
        Fact.Reading is { Message: SessionUpdated { Session: { } report }, Hold: null }
            ? SessionTelling.Of(route, Source, before, memory, report, Now)
            : SessionTelling.AsItIs(route, memory);

    private void Remember(JournalSession journal, RememberedSession? session, RememberedSession memory, PartyId sender, Route route)
    {
        var names = new List<SessionName>(8);
        SessionNaming.AddGiven(names, About, sender);
        if (route is { Partner: { } partner, Payer: { } payer })
            SessionNaming.AddTold(names, About, sender, SessionNaming.Neighbour(partner, Role.EMSP, payer), session, whole: route.Operation?.Form == SessionForm.Whole);
        if (session is null)
        {
            journal.Sessions.Insert(memory with { Names = names }, Now);
            if (memory.State is not (null or SessionState.CLOSED)) journal.Unrecorded.Add(memory, Now);
            if (memory.State is not null) Clock(journal, memory, route);
            return;
        }
        names.RemoveAll(session.Names.Contains);
        if (memory.State != session.State) Clock(journal, memory, route);
        if (names.Count == 0 && memory == session) return;
        journal.Sessions.Update(memory with { Names = [.. session.Names, .. names] }, names, Now);
    }

    /// <summary>It has come further: what was waited for so far is waited for no longer.</summary>
    private void Clock(JournalSession journal, RememberedSession session, Route route)
    {
        if (!journal.Waits.Stop(session.Id, SessionAwaited.Start)) journal.Upkeep.SettleFindings(session.ServiceId, SessionClocks.NotStarted);
        if (session.State is not (SessionState.ENDED or SessionState.CLOSED)) return;
        journal.OpenSessions.Remove(session.Id);
        if (session.State == SessionState.ENDED)
        {
            journal.Clocks.Set(session.Id, Now + SessionClocks.AfterEnd);
            if (CompletedByUs && route.Operation?.Form == SessionForm.Whole) journal.Waits.Set(session.Id, SessionAwaited.Completion, Now + Source.Sessions.CompleteAfter);
            return;
        }
        journal.Waits.Stop(session.Id, SessionAwaited.Completion);
        journal.Clocks.Forget(session.Id);
        journal.Unrecorded.Remove(session.Id);
        journal.Upkeep.SettleFindings(session.ServiceId, SessionClocks.NoRecord);
    }

    /// <summary>What is said of a fact that was heard before; null when this hearing takes the first one's place.</summary>
    private Taken? HeardBefore(JournalSession journal, Guid exchange)
    {
        var first = journal.Exchanges.FindFact(About.Key)!;
        var deliveries = journal.Deliveries.OfExchange(first.ExchangeId, Kind.Name);
        if (IsSame(journal, first.ContentHash)) return Repeat(journal, exchange, first, deliveries);
        if (deliveries.Any(d => d.MayBeKnown))
        {
            var before = Kind.Read(Kind.Restore(first.Canonical), Fact.IdsIgnoreCase, Fact.SessionIdIs, [])!;
            var differences = FactContent.Compare(before.Content, About.Content);
            return differences.Count == 0 ? Repeat(journal, exchange, first, deliveries) : Refuse(journal, exchange, differences);
        }
        foreach (var (sequence, state, _, _) in deliveries)
            if (state is DeliveryState.Owed or DeliveryState.Held or DeliveryState.Refused)
                journal.Deliveries.Change(sequence, state, new(DeliveryState.Superseded, $"replaced by exchange {exchange}"), Now);
        replaced = first.ExchangeId;
        return null;
    }

    private bool IsSame(JournalSession journal, byte[] hash)
    {
        if (Hash.AsSpan().SequenceEqual(hash)) return true;
        // Once nobody may know whose card it was, the hash is a pseudonym too.
        using var retention = new RetentionStatements(journal);
        return RetentionStage.Pseudonyms(retention).Of(Hash).AsSpan().SequenceEqual(hash);
    }

    private Taken Repeat(JournalSession journal, Guid exchange, KnownFact first, IReadOnlyList<ExchangeDelivery> deliveries)
    {
        var accepted = new Acceptance.Accepted(exchange, true, Parties.Read(first.Payer));
        journal.Exchanges.Insert(exchange, Heard, ExchangeResult.Repeated, Fact.Answer(accepted), About.Key);
        foreach (var gone in deliveries.Where(d => d.State is DeliveryState.Refused or DeliveryState.Dropped))
            journal.Upkeep.Find("RepeatOfUndelivered", $"{Source.Id} said {About.Key} again; its delivery is {gone.State}.", About.Key, Now);
        return new(accepted, []);
    }

    /// <summary>A newer report is known: what is told to partners must not go back in time.</summary>
    private Taken Outdated(JournalSession journal, Guid exchange, RememberedSession? session)
    {
        var accepted = new Acceptance.Accepted(exchange, true, session?.Emsp);
        journal.Exchanges.Insert(
            exchange, Heard, ExchangeResult.Repeated, Fact.Answer(accepted), About.Key,
            losses: LossJson.Write([.. Fact.Reading.Losses, new Loss(LossKind.Differs, "last_updated", "a newer report is known: this one changes nothing")]));
        return new(accepted, []);
    }

    private Taken Refuse(JournalSession journal, Guid exchange, IReadOnlyList<Difference> differences)
    {
        var text = $"{Source.Id} said {About.Key} again with other content; the payer may have the first. {string.Join("; ", differences)}";
        journal.Upkeep.Find(nameof(RefusalKind.DiffersFromFirst), text, About.Key, Now);
        return Refuse(journal, exchange, new Refusal(
            RefusalKind.DiffersFromFirst, [.. differences.Select(d => new Fault(d.Place, "differs from what was heard before"))]));
    }

    private Taken Refuse(JournalSession journal, Guid exchange, Refusal refusal)
    {
        var refused = new Acceptance.Refused(refusal);
        journal.Exchanges.Insert(exchange, Heard, ExchangeResult.Refused, Fact.Answer(refused), About.Key, Canonical, refusal.ToString());
        return new(refused, []);
    }
}

/// <summary>What became of a fact, and what may go on the bus at once.</summary>
internal sealed record Taken(Acceptance Acceptance, IReadOnlyList<DueDelivery> Due)
{
    /// <summary>The session, where it has just reached a ceiling and is to be stopped.</summary>
    public RememberedSession? Over { get; init; }
}

/// <summary>A delivery that nothing keeps from going on the bus, with its message in memory.</summary>
/// <param name="Trace">The span that put it there just now; null when it was found in the journal, or nobody traces.</param>
internal sealed record DueDelivery(Guid Id, string PartnerId, FactKind Kind, object Message, string? Trace = null);
