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
    // How long after a session's start it may be allowed, clocks being what they are, and how long before.
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(15);

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

    private Partner Source => Fact.Heard.Partner!;

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
            return About.Session.Reference is { } reference
                ? [.. names, JournalName.Of("session", Sender.Key, nameof(SessionNameKind.Emsp), reference.Trim())]
                : names;
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
        var exchange = Guid.CreateVersion7(Now);
        var sender = Sender;
        var session = FindSession(journal, sender);
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
        Remember(journal, over ? session! with { LimitReached = true } : session, sessionId, sender, route, over);
        if (Report is { LastUpdated: { } updated } told) journal.SessionReports.Put(sessionId, told, route.Payer, updated);
        return new(accepted, Owe(journal, exchange, sessionId, session is null, route)) { Over = over ? journal.Sessions.Load(sessionId) : null };
    }

    private RememberedSession? FindSession(JournalSession journal, PartyId sender)
    {
        var (id, kind, cpo, _) = About.Session;
        if (journal.Sessions.Find(sender.Key, kind, id) is { } known) return known;
        // A hub knows the session of an eMSP that it asked by the id that it was answered.
        if (Source.IsHub && About.Session.Emsp is { } emsp && journal.Sessions.Find(sender.Key, SessionNameKind.Emsp, emsp) is { } asked) return asked;
        // A CPO tells its own session's id together with the reference that it was given for it.
        if (About.Session.Reference is { } reference && FindReferred(journal, sender, reference) is { } referred) return referred;
        if (kind == SessionNameKind.Cpo && About.Session.Reference is null && FindUnnamed(journal, sender) is { } unnamed) return unnamed;
        // The same session may have come another way, under another neighbour's id; but one neighbour's two ids are two sessions.
        if (cpo is null || journal.Sessions.Find(About.Cpo.Key, SessionNameKind.Cpo, cpo) is not { } other) return null;
        return other.Names.Any(n => n.Neighbour == sender.Key && n.Kind == kind && n.Value != id) ? null : other;
    }

    /// <summary>A session that was allowed or commanded under that reference, and has no other name yet.</summary>
    private RememberedSession? FindReferred(JournalSession journal, PartyId sender, string reference)
    {
        var found = journal.Sessions.Find(sender.Key, SessionNameKind.Emsp, reference.Trim()) ?? journal.Sessions.Find(sender.Key, SessionNameKind.Service, reference.Trim());
        return found is null || found.NameOf(sender.Key, About.Session.Kind) is { } other && other != About.Session.Id ? null : found;
    }

    /// <summary>
    /// The only session at that EVSE that the same driver was allowed shortly before, and that its CPO has not named yet: versions
    /// without references tell no more (translation.md section 3).
    /// </summary>
    private RememberedSession? FindUnnamed(JournalSession journal, PartyId sender)
    {
        if (About is not { EvseId: { } evse, StartedAt: { } started, Token.Uid: { } uid }) return null;
        var found = journal.OpenSessions.At(About.Cpo, evse).Where(s =>
            s.NameOf(sender.Key, SessionNameKind.Cpo) is null && s.AuthorizedAt is { } at && at - started <= Earliest && started - at <= Latest
            && (Same(s.Token?.Uid, uid) || Same(s.Token?.ContractId, About.Token.ContractId))).Take(2).ToList();
        return found is [var only] ? only : null;

        static bool Same(string? one, string? other) => one is not null && other is not null && Ids.Key(one) == Ids.Key(other);
    }

    /// <summary>Why the sender may not tell of the session; null when it may.</summary>
    private RefusalKind? NoPart(JournalSession journal, RememberedSession? session)
    {
        if (session is not null) return session.Cpo is null || About.Cpo.Equals(session.Cpo) ? null : RefusalKind.ForeignSession;
        if (About.Session.Kind != SessionNameKind.Service) return null;
        return OwnSession.IsOurs(journal, About.Session.Id) ? RefusalKind.ForeignSession : RefusalKind.Unknown;
    }

    private void Remember(JournalSession journal, RememberedSession? session, Guid id, PartyId sender, Route route, bool changed)
    {
        var names = new List<SessionName>(8);
        SessionNaming.AddGiven(names, About, sender);
        if (route is { Partner: { } partner, Payer: { } payer })
            SessionNaming.AddTold(names, About, sender, SessionNaming.Neighbour(partner, Role.EMSP, payer), session);
        if (session is null)
        {
            var begun = new RememberedSession { Id = id, Cpo = About.Cpo, Emsp = route.Payer, EvseId = About.EvseId, Names = names };
            if (Report is not null) begun = Kind.Learn(begun, Fact.Reading.Message!);
            journal.Sessions.Insert(begun, Now);
            if (begun.State is not null) Clock(journal, begun);
            return;
        }
        names.RemoveAll(session.Names.Contains);
        var learnt = Kind.Learn(session with { Emsp = session.Emsp ?? route.Payer, EvseId = session.EvseId ?? About.EvseId }, Fact.Reading.Message!);
        if (learnt.State != session.State) Clock(journal, learnt);
        if (!changed && names.Count == 0 && learnt == session) return;
        journal.Sessions.Update(learnt with { Names = [.. session.Names, .. names] }, names, Now);
    }

    private void Clock(JournalSession journal, RememberedSession session)
    {
        if (session.State is not (SessionState.ENDED or SessionState.CLOSED)) return;
        journal.OpenSessions.Close(session.Id);
        if (session.State == SessionState.ENDED)
        {
            journal.Clocks.Set(session.Id, Now + SessionClocks.AfterEnd);
            return;
        }
        journal.Clocks.Forget(session.Id);
        journal.Upkeep.SettleFindings(session.ServiceId, SessionClocks.NoRecord);
    }

    private DueDelivery? Owe(JournalSession journal, Guid exchange, Guid session, bool newSession, Route route)
    {
        var settings = route.Partner?.Delivery ?? DeliverySettings.Default;
        var policy = settings.Of(Kind.Name).Policy;
        if (policy == Owing.None || route.IsUnwanted) return null;
        var hold = Fact.Reading.Hold ?? route.Hold;
        var closed = !newSession && !Kind.ClosesSession
            && journal.Exchanges.FindOtherFact(session, nameof(ChargeDetailRecordIssued), About.Key) is not null;
        if (!newSession && Kind.ClosesSession) hold = FindSecond(journal, session, route) ?? hold;
        var delivery = new NewDelivery
        {
            Id = Guid.CreateVersion7(Now),
            ExchangeId = exchange,
            SourceId = Source.Id,
            PartnerId = route.Partner?.Id,
            Message = Kind.Name,
            Key = About.Key,
            Subject = settings.Order == DeliveryOrder.Partner ? "partner" : $"{Kind.Subject}|{session}",
            From = About.Cpo.ToString(),
            To = route.Payer?.ToString(),
            State = closed ? DeliveryState.Superseded : hold is null ? DeliveryState.Owed : DeliveryState.Held,
            Hold = closed ? null : hold,
            Cause = closed ? "heard after the session's charge detail record" : hold is null ? "heard" : $"heard; {hold.Code}",
            Trace = Trace,
        };
        if (policy == Owing.Latest && delivery.State == DeliveryState.Owed)
            journal.Waiting.Supersede(delivery.PartnerId!, delivery.Subject, Kind.Name, long.MaxValue, $"a newer one came: exchange {exchange}", Now);
        // An older one goes first: the end of its saying puts this one on the bus.
        var first = newSession && settings.Order == DeliveryOrder.Subject;
        var waits = delivery.State != DeliveryState.Owed || (!first && journal.Deliveries.HasOwed(delivery.PartnerId!, delivery.Subject));
        journal.Deliveries.Insert(delivery, Now);
        return waits ? null : new DueDelivery(delivery.Id, delivery.PartnerId!, Kind, Fact.Reading.Message!, Trace);
    }

    private Hold? FindSecond(JournalSession journal, Guid session, Route route)
    {
        if (About.Credit || journal.Exchanges.FindOtherFact(session, Kind.Name, About.Key) is not { } other) return null;
        var text = $"The session has the record {other} already; {About.Key} is a second one.";
        journal.Upkeep.Find("SecondRecord", text, About.Key, Now);
        return route.Operation is { OncePerSession: true } ? new("SecondRecord", text) : null;
    }

    /// <summary>What is said of a fact that was heard before; null when this hearing takes the first one's place.</summary>
    private Taken? HeardBefore(JournalSession journal, Guid exchange)
    {
        var first = journal.Exchanges.FindFact(About.Key)!;
        var deliveries = journal.Deliveries.OfExchange(first.ExchangeId);
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
        return new(accepted, null);
    }

    /// <summary>A newer report is known: what is told to partners must not go back in time.</summary>
    private Taken Outdated(JournalSession journal, Guid exchange, RememberedSession? session)
    {
        var accepted = new Acceptance.Accepted(exchange, true, session?.Emsp);
        journal.Exchanges.Insert(
            exchange, Heard, ExchangeResult.Repeated, Fact.Answer(accepted), About.Key,
            losses: LossJson.Write([.. Fact.Reading.Losses, new Loss(LossKind.Differs, "last_updated", "a newer report is known: this one changes nothing")]));
        return new(accepted, null);
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
        return new(refused, null);
    }
}

/// <summary>What became of a fact, and what may go on the bus at once.</summary>
internal sealed record Taken(Acceptance Acceptance, DueDelivery? Due)
{
    /// <summary>The session, where it has just reached a ceiling and is to be stopped.</summary>
    public RememberedSession? Over { get; init; }
}

/// <summary>A delivery that nothing keeps from going on the bus, with its message in memory.</summary>
/// <param name="Trace">The span that put it there just now; null when it was found in the journal, or nobody traces.</param>
internal sealed record DueDelivery(Guid Id, string PartnerId, FactKind Kind, object Message, string? Trace = null);
