using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>What an eMSP is told of a session without any report of its CPO: a fact of our own.</summary>
/// <param name="source">The CPO's partner.</param>
internal sealed class SessionNews(JournalSession journal, Routing routing, Partner source, DateTimeOffset now)
{
    private static readonly SessionFactKind Kind = FactKinds.OfSession(nameof(SessionUpdated));

    /// <summary>It was allowed, and has not begun (translation.md section 8): to whoever is told sessions whole by somebody who tells events.</summary>
    public DueDelivery? Pending(RememberedSession session) =>
        Owe(session, Waiting(session) with { Status = SessionStatus.PENDING }, SessionForm.Whole, "Pending", "it was allowed").Due;

    /// <summary>It was allowed, and has not begun in time: to whoever knows it.</summary>
    public DueDelivery? NeverStarted(RememberedSession session)
    {
        var report = Report(session);
        // An eMSP that is told events knows it since it allowed it.
        var over = report with { Event = new() { Type = SessionEventType.TERMINATED, At = now, Parameter = "invalid" } };
        const string Cause = "it was not started in time";
        if (Owe(session, over, SessionForm.Moments, nameof(SessionAwaited.Start), Cause) is { Exchange: not null } told) return told.Due;
        return journal.SessionReports.Newest(session.Cpo!, report.Id!) is null
            ? null
            : Owe(session, Waiting(session) with { Status = SessionStatus.INVALID }, SessionForm.Whole, nameof(SessionAwaited.Start), Cause).Due;
    }

    /// <summary>It has ended, and its record has not come in time.</summary>
    /// <returns>What may go on the bus, and the exchange by which it is told; null where nobody is.</returns>
    public (DueDelivery? Due, Guid? Exchange) Completed(RememberedSession session) => Owe(
        session, SessionWhole.Of(session, Report(session), source.Sessions) with { Status = SessionStatus.COMPLETED }, SessionForm.Whole,
        nameof(SessionAwaited.Completion), "no record came in time after its end");

    private PartyId Sender(RememberedSession session) => SessionNaming.Neighbour(source, Role.CPO, session.Cpo!);

    private Session Report(RememberedSession session)
    {
        var sender = Sender(session).Key;
        return new()
        {
            Party = session.Cpo,
            Id = session.NameOf(sender, SessionNameKind.Service) ?? session.NameOf(sender, SessionNameKind.Cpo) ?? session.ServiceId,
            CpoSessionId = session.NameOf(sender, SessionNameKind.Cpo),
            EvseId = session.EvseId,
            ReadAt = session.EndedAt ?? now,
        };
    }

    /// <summary>While it waits a session counts from its authorisation (ocpi.md 5.2, start_date_time), and nothing was charged.</summary>
    private Session Waiting(RememberedSession session) => Report(session) with
    {
        StartDateTime = session.AuthorizedAt,
        Kwh = 0,
        ConnectorId = session.ConnectorId,
    };

    /// <summary>Owes it, where the session's eMSP is told sessions in that form.</summary>
    /// <param name="occasion">What it is told of but once.</param>
    private (DueDelivery? Due, Guid? Exchange) Owe(RememberedSession session, Session message, SessionForm form, string occasion, string cause)
    {
        var about = Kind.Read(new SessionUpdated { Session = message }, false, SessionNameKind.Service, [])!;
        var route = routing.Find(Kind, about, source, session, null, now);
        if (route.Operation?.Form != form) return default;
        var id = Guid.CreateVersion7(now);
        var key = $"{about.Key}|{occasion}";
        if (!journal.Exchanges.InsertFact(key, FactContent.Hash(about.Content), id, Kind.Name, session.Id, source.Id, route.Payer?.Key)) return default;
        var silence = new Heard
        {
            Partner = source,
            Protocol = source.Protocol,
            Operation = Kind.Name,
            ReceivedAt = now,
            Body = default,
            Headers = cause,
            Asked = true,
        };
        journal.Exchanges.Insert(id, silence, ExchangeResult.Accepted, null, key, CanonicalJson.Write(message));
        Remember(session, about, route);
        var debt = new SessionDebt
        {
            Kind = Kind,
            Exchange = id,
            Key = key,
            Cpo = session.Cpo!,
            Session = session.Id,
            Source = source,
            Route = route,
            Message = Kind.Wrap(message),
            Body = message,
            Hold = route.Hold,
            Cause = cause,
        };
        return (debt.Owe(journal, now), id);
    }

    /// <summary>The ids by which the eMSP is told of it.</summary>
    private void Remember(RememberedSession session, FactAbout about, Route route)
    {
        var (names, emsp) = (new List<SessionName>(), SessionNaming.Neighbour(route.Partner!, Role.EMSP, route.Payer!));
        SessionNaming.AddTold(names, about, Sender(session), emsp, session, whole: route.Operation!.Form == SessionForm.Whole);
        names.RemoveAll(session.Names.Contains);
        if (names.Count > 0) journal.Sessions.Update(session with { Names = [.. session.Names, .. names] }, names, now);
    }
}
