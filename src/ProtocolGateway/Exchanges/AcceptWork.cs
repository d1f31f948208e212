using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Retention;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>A fact being taken: the exchange, what it says, the session's memory and what is owed, in one piece.</summary>
internal sealed class AcceptWork : JournalWork<Taken>
{
    public required HeardFact Fact { get; init; }

    public required FactKind Kind { get; init; }

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

    private PartyId Sender => SessionNaming.Neighbour(Source, Role.CPO, About.Cpo);

    /// <summary>The fact, and what the session may be known by.</summary>
    public override IReadOnlyCollection<long> Names
    {
        get
        {
            var (id, kind, cpo, _) = About.Session;
            var fact = JournalName.Of("fact", About.Key);
            var session = JournalName.Of("session", Sender.Key, Spelling.Of(kind), id);
            return cpo is null ? [fact, session] : [fact, session, JournalName.Of("session", About.Cpo.Key, nameof(SessionNameKind.Cpo), cpo)];
        }
    }

    public override void Foresee(JournalSession journal)
    {
        var (id, kind, cpo, _) = About.Session;
        journal.Exchanges.Foresee(About.Key);
        journal.Sessions.Foresee(Sender.Key, kind, id);
        if (cpo is not null) journal.Sessions.Foresee(About.Cpo.Key, SessionNameKind.Cpo, cpo);
    }

    protected override Taken Write(JournalSession journal)
    {
        var exchange = Guid.CreateVersion7(Now);
        var sender = Sender;
        var session = FindSession(journal, sender);
        var route = Routing.Find(Kind, About, Source, session?.Emsp, Owner, Now);
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
        Remember(journal, session, sessionId, sender, route);
        return new(accepted, Owe(journal, exchange, sessionId, session is null, route));
    }

    private RememberedSession? FindSession(JournalSession journal, PartyId sender)
    {
        var (id, kind, cpo, _) = About.Session;
        if (journal.Sessions.Find(sender.Key, kind, id) is { } known) return known;
        // The same session may have come another way, under another neighbour's id; but one neighbour's two ids are two sessions.
        if (cpo is null || journal.Sessions.Find(About.Cpo.Key, SessionNameKind.Cpo, cpo) is not { } other) return null;
        return other.Names.Any(n => n.Neighbour == sender.Key && n.Kind == kind && n.Value != id) ? null : other;
    }

    private void Remember(JournalSession journal, RememberedSession? session, Guid id, PartyId sender, Route route)
    {
        var names = new List<SessionName>(8);
        SessionNaming.AddGiven(names, About, sender);
        if (route is { Partner: { } partner, Payer: { } payer })
            SessionNaming.AddTold(names, About, sender, SessionNaming.Neighbour(partner, Role.EMSP, payer));
        if (session is null)
        {
            journal.Sessions.Insert(new() { Id = id, Cpo = About.Cpo, Emsp = route.Payer, EvseId = About.EvseId, Names = names }, Now);
            return;
        }
        names.RemoveAll(session.Names.Contains);
        if (names.Count == 0 && (session.Emsp is not null || route.Payer is null)) return;
        journal.Sessions.Update(session with { Emsp = session.Emsp ?? route.Payer, Names = [.. session.Names, .. names] }, names, Now);
    }

    private DueDelivery? Owe(JournalSession journal, Guid exchange, Guid session, bool newSession, Route route)
    {
        var settings = route.Partner?.Delivery ?? DeliverySettings.Default;
        var policy = settings.Of(Kind.Name).Policy;
        if (policy == Owing.None) return null;
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

    private Taken Refuse(JournalSession journal, Guid exchange, IReadOnlyList<Difference> differences)
    {
        var refusal = new Refusal(
            RefusalKind.DiffersFromFirst, [.. differences.Select(d => new Fault(d.Place, "differs from what was heard before"))]);
        var refused = new Acceptance.Refused(refusal);
        journal.Exchanges.Insert(exchange, Heard, ExchangeResult.Refused, Fact.Answer(refused), About.Key, Canonical, refusal.ToString());
        var text = $"{Source.Id} said {About.Key} again with other content; the payer may have the first. {string.Join("; ", differences)}";
        journal.Upkeep.Find(nameof(RefusalKind.DiffersFromFirst), text, About.Key, Now);
        return new(refused, null);
    }
}

/// <summary>What became of a fact, and what may go on the bus at once.</summary>
internal sealed record Taken(Acceptance Acceptance, DueDelivery? Due);

/// <summary>A delivery that nothing keeps from going on the bus, with its message in memory.</summary>
/// <param name="Trace">The span that put it there just now; null when it was found in the journal, or nobody traces.</param>
internal sealed record DueDelivery(Guid Id, string PartnerId, FactKind Kind, object Message, string? Trace = null);
