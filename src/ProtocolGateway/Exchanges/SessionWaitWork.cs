using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>What a session waited for has not come: whoever knows the session is told what that makes of it.</summary>
/// <param name="known">The session as it was found, for its names.</param>
internal sealed class SessionWaitWork(RememberedSession known, SessionAwaited awaited, PartnerBook partners, Routing routing, DateTimeOffset now)
    : JournalWork<Waited>
{
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

    private Waited NeverStarted(JournalSession journal, RememberedSession session, Partner source)
    {
        journal.OpenSessions.Remove(session.Id);
        journal.Upkeep.Find(
            SessionClocks.NotStarted, $"The session of {session.Cpo} and {session.Emsp} at {session.EvseId} was allowed at {session.AuthorizedAt:u}, and its CPO has not reported a start.",
            session.ServiceId, now);
        return new(new SessionNews(journal, routing, source, now).NeverStarted(session));
    }

    private Waited Completed(JournalSession journal, RememberedSession session, Partner source)
    {
        var (due, exchange) = new SessionNews(journal, routing, source, now).Completed(session);
        if (exchange is not null) journal.Sessions.Update(journal.Sessions.Load(session.Id) with { CompletedBy = exchange }, [], now);
        return new(due);
    }
}

/// <param name="Due">What may go on the bus.</param>
internal sealed record Waited(DueDelivery? Due)
{
    public static Waited Nothing { get; } = new((DueDelivery?)null);
}
