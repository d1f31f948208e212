using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>What a session waited for has not come: whoever knows the session is told what that makes of it.</summary>
/// <param name="known">The session as it was found, for its names.</param>
internal sealed class SessionWaitWork(RememberedSession known, SessionAwaited awaited, PartnerBook partners, Routing routing, DateTimeOffset now)
    : JournalWork<Waited>
{
    private static readonly SessionFactKind Kind = FactKinds.OfSession(nameof(SessionUpdated));

    /// <summary>Whatever is heard of the session meanwhile is heard before or after it.</summary>
    public override IReadOnlyCollection<long> Names => [.. known.Names.Select(n => JournalName.Of("session", n.Neighbour, Spelling.Of(n.Kind), n.Value)).Distinct()];

    protected override Waited Write(JournalSession journal)
    {
        if (!journal.Waits.Stop(known.Id, awaited) || journal.Sessions.FindById(known.Id) is not { Cpo: { } cpo } session) return Waited.Nothing;
        if (partners.Find(Role.CPO, cpo) is not { } source) return Waited.Nothing;
        return awaited switch
        {
            SessionAwaited.Start when session.State is SessionState.AUTHORIZED => NeverStarted(journal, session, source),
            SessionAwaited.Completion when session is { State: SessionState.ENDED, CompletedBy: null } => Completed(journal, session, source),
            _ => Waited.Nothing,
        };
    }

    /// <summary>An eMSP that is told events knows the session since it allowed it; one that is told sessions whole was told of none.</summary>
    private Waited NeverStarted(JournalSession journal, RememberedSession session, Partner source)
    {
        journal.OpenSessions.Close(session.Id);
        journal.Upkeep.Find(
            SessionClocks.NotStarted, $"The session of {session.Cpo} and {session.Emsp} at {session.EvseId} was allowed at {session.AuthorizedAt:u}, and its CPO has not reported a start.",
            session.ServiceId, now);
        var over = Report(session, source) with
        {
            Event = new() { Type = SessionEventType.TERMINATED, At = now, Parameter = "invalid" },
        };
        return new(Owe(journal, session, source, over, SessionForm.Moments, "it was not started in time", out _));
    }

    private Waited Completed(JournalSession journal, RememberedSession session, Partner source)
    {
        var whole = SessionWhole.Of(session, Report(session, source), source.Sessions) with { Status = SessionStatus.COMPLETED };
        var due = Owe(journal, session, source, whole, SessionForm.Whole, "no record came in time after its end", out var exchange);
        if (exchange is not null) journal.Sessions.Update(session with { CompletedBy = exchange }, [], now);
        return new(due);
    }

    private Session Report(RememberedSession session, Partner source)
    {
        var sender = SessionNaming.Neighbour(source, Role.CPO, session.Cpo!).Key;
        return new()
        {
            Party = session.Cpo,
            Id = session.NameOf(sender, SessionNameKind.Service) ?? session.NameOf(sender, SessionNameKind.Cpo) ?? session.ServiceId,
            CpoSessionId = session.NameOf(sender, SessionNameKind.Cpo),
            EvseId = session.EvseId,
            ReadAt = session.EndedAt ?? now,
        };
    }

    /// <summary>Owes it as a fact of our own, where its eMSP is told sessions in that form.</summary>
    private DueDelivery? Owe(JournalSession journal, RememberedSession session, Partner source, Session message, SessionForm form, string cause, out Guid? exchange)
    {
        exchange = null;
        var about = Kind.Read(new SessionUpdated { Session = message }, false, SessionNameKind.Service, [])!;
        var route = routing.Find(Kind, about, source, session, null, now);
        if (route.Operation?.Form != form) return null;
        var id = Guid.CreateVersion7(now);
        var key = $"{about.Key}|{awaited}";
        if (!journal.Exchanges.InsertFact(key, FactContent.Hash(about.Content), id, Kind.Name, session.Id, source.Id, route.Payer?.Key)) return null;
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
        exchange = id;
        return new SessionDebt
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
        }.Owe(journal, now);
    }
}

/// <param name="Due">What may go on the bus.</param>
internal sealed record Waited(DueDelivery? Due)
{
    public static Waited Nothing { get; } = new((DueDelivery?)null);
}
