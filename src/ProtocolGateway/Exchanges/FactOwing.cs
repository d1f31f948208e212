using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Owes what a fact about a session amounts to, to whom its route leads.</summary>
/// <param name="fact">The fact being taken.</param>
/// <param name="exchange">By which it was heard.</param>
/// <param name="replaced">The exchange whose place that one takes.</param>
internal sealed class FactOwing(JournalSession journal, AcceptWork fact, Guid exchange, Guid? replaced)
{
    private static readonly SessionFactKind Sessions = FactKinds.OfSession(nameof(SessionUpdated));

    public required Route Route { get; init; }

    /// <summary>Why it can't be told until a person says which session it is; null when that is clear.</summary>
    public Hold? Ambiguity { get; init; }

    private object Message => fact.Fact.Reading.Message!;

    /// <param name="before">The session's memory without the fact; null for a session that nobody knew.</param>
    /// <param name="telling">What is owed of the fact itself.</param>
    /// <returns>What may go on the bus.</returns>
    public IEnumerable<DueDelivery> Owe(RememberedSession? before, SessionTelling telling)
    {
        var memory = telling.Memory;
        var hold = fact.Fact.Reading.Hold ?? Route.Hold ?? Ambiguity;
        var debt = new SessionDebt
        {
            Kind = fact.Kind,
            Exchange = exchange,
            Key = fact.About.Key,
            Cpo = fact.About.Cpo,
            Session = memory.Id,
            Source = fact.Source,
            Route = Route,
            Message = Message,
            Hold = before is not null && fact.Kind.ClosesSession ? FindSecond(memory.Id) ?? hold : hold,
            Late = telling.IsLate,
            First = before is null,
            Trace = fact.Trace,
        };
        foreach (var body in telling.Owed)
            if ((body is null ? debt : debt with { Body = body, Message = fact.Kind.Wrap(body) }).Owe(journal, fact.Now) is { } due) yield return due;
        if (fact.Kind.ClosesSession && Complete(debt, before, memory) is { } completed && completed.Owe(journal, fact.Now) is { } next) yield return next;
    }

    /// <summary>The final record closes the session, whatever reports came (translation.md section 8).</summary>
    private SessionDebt? Complete(SessionDebt record, RememberedSession? before, RememberedSession memory)
    {
        if (!fact.CompletedByUs || before?.State is null or SessionState.REFUSED) return null;
        var isTold = before.State is SessionState.CLOSED || before.CompletedBy is not null;
        if (isTold && !(Withdraw(before.CompletedBy) | Withdraw(replaced))) return null;
        if (fact.Routing.Find(Sessions, fact.About with { Record = new Session() }, fact.Source, before, fact.Owner, fact.Now) is not { Operation.Form: SessionForm.Whole } route) return null;
        var whole = SessionWhole.Of(memory, ((ChargeDetailRecordIssued)Message).Record, fact.Source.Sessions);
        return record with
        {
            Kind = Sessions,
            Route = route,
            Body = whole,
            Message = Sessions.Wrap(whole),
            Hold = route.Hold,
            Cause = "the session's charge detail record came",
        };
    }

    /// <summary>True when the eMSP was not told yet that the session is completed: what is completed allows no correction.</summary>
    private bool Withdraw(Guid? completion)
    {
        if (completion is not { } told) return false;
        var withdrawn = false;
        foreach (var (sequence, state, _, _) in journal.Deliveries.OfExchange(told, Sessions.Name))
            if (state is DeliveryState.Owed or DeliveryState.Held)
                withdrawn |= journal.Deliveries.Change(sequence, state, new(DeliveryState.Superseded, $"completed by exchange {exchange}"), fact.Now);
        return withdrawn;
    }

    private Hold? FindSecond(Guid session)
    {
        var about = fact.About;
        if (about.Credit || journal.Exchanges.FindOtherFact(session, fact.Kind.Name, about.Key) is not { } other) return null;
        var text = $"The session has the record {other} already; {about.Key} is a second one.";
        journal.Upkeep.Find("SecondRecord", text, about.Key, fact.Now);
        return Route.Operation is { OncePerSession: true } ? new("SecondRecord", text) : null;
    }
}
