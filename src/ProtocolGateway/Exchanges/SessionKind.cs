using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Session reports, intermediate records among them: one identity for each reading.</summary>
internal sealed class SessionKind : FactKind
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
        if ((session.ReadAt ?? session.LastUpdated) is null) faults.Add(new("read_at", "missing: the report can't be told from others"));
        if (faults.Count > 0) return null;
        var id = (idsIgnoreCase ? session.Id!.ToUpperInvariant() : session.Id!).Trim();
        var readAt = (session.ReadAt ?? session.LastUpdated)!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return new FactAbout
        {
            Key = $"session|{session.Party!.Key}|{id}|{readAt}",
            Cpo = session.Party,
            Session = SessionIds.Of(session.Id!, sessionIdIs, session.CpoSessionId, session.EmspSessionId),
            Token = session.CdrToken,
            EvseId = session.EvseId,
            StartedAt = session.StartDateTime,
            Record = session,
            Content = session with { Id = id, LastUpdated = null },
        };
    }

    public override object Matter(object message) => ((SessionUpdated)message).Session;

    public override object Wrap(object record) => new SessionUpdated { Session = (Session)record };

    public override DateTimeOffset? StartedAt(object message) => ((SessionUpdated)message).Session.StartDateTime;

    public override object Restore(ReadOnlySpan<byte> canonical) =>
        Wrap(CanonicalJson.Read(canonical, typeof(Session)));
}
