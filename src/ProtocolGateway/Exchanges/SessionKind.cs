using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Session reports, intermediate records among them: one identity for each reading.</summary>
internal sealed class SessionKind : SessionFactKind
{
    public override Type Message => typeof(SessionUpdated);

    public override string Subject => "session";

    public override bool ClosesSession => false;

    public override bool RepeatIsHarmless => false;

    public override IReadOnlyList<Fault> FindFaults(object message) => Soundness.Check(((SessionUpdated)message).Session);

    public override FactAbout? Read(object message, bool idsIgnoreCase, SessionNameKind sessionIdIs, List<Fault> faults)
    {
        var session = ((SessionUpdated)message).Session;
        if (session.Party is null) faults.Add(new("party", "missing: nobody knows who charges"));
        if (string.IsNullOrWhiteSpace(session.Id)) faults.Add(new("id", "missing: the session can't be told from others"));
        if (When(session) is null) faults.Add(new("read_at", "missing: the report can't be told from others"));
        if (faults.Count > 0) return null;
        var id = (idsIgnoreCase ? session.Id!.ToUpperInvariant() : session.Id!).Trim();
        var when = When(session)!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var what = session.Event is { } happened ? $"|{happened.Type}|{happened.Id}"
            // Two reports of one second are two when they say different things.
            : session.Status is not null ? $"|{Convert.ToHexStringLower(FactContent.Hash(session with { Id = id, LastUpdated = null }).AsSpan(0, 6))}"
            : "";
        return new FactAbout
        {
            Key = $"session|{session.Party!.Key}|{id}|{when}{what}",
            Cpo = session.Party,
            Session = SessionIds.Of(session.Id!, sessionIdIs, session.CpoSessionId, session.EmspSessionId) with { Reference = session.AuthorizationReference },
            Token = session.CdrToken,
            EvseId = session.EvseId ?? (session.Location?.Evses is [var only] ? only.EvseId : null),
            EvseUid = session.EvseUid,
            StartedAt = session.StartDateTime,
            Record = session,
            Content = session with { Id = id, LastUpdated = null },
        };
    }

    public override object Matter(object message) => ((SessionUpdated)message).Session;

    public override object Wrap(object record) => new SessionUpdated { Session = (Session)record };

    public override DateTimeOffset? StartedAt(object message) => ((SessionUpdated)message).Session.StartDateTime;

    public override Session? Report(object message) => ((SessionUpdated)message).Session is { Status: not null } session ? session : null;

    public override RememberedSession Learn(RememberedSession session, object message) => SessionLearning.Learn(session, ((SessionUpdated)message).Session);

    /// <summary>The time of the event or of the reading.</summary>
    private static DateTimeOffset? When(Session session) => session.Event?.At ?? session.ReadAt ?? session.LastUpdated;

    public override object Restore(ReadOnlySpan<byte> canonical) =>
        Wrap(CanonicalJson.Read(canonical, typeof(Session)));
}
