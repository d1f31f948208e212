using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about sessions as they are reported.</summary>
internal sealed class SessionReportStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement newest = journal.Prepare("SELECT LastUpdated FROM SessionReports WHERE Cpo = @cpo AND IdKey = @key");

    private readonly Statement put = journal.Prepare(
        """
        INSERT INTO SessionReports (SessionId, Cpo, IdKey, Emsp, LastUpdated, ExchangeId, Body)
        VALUES (@session, @cpo, @key, @emsp, @updated, @exchange, @body)
        ON CONFLICT (Cpo, IdKey) DO UPDATE SET
          SessionId = excluded.SessionId, Emsp = COALESCE(excluded.Emsp, SessionReports.Emsp), LastUpdated = excluded.LastUpdated,
          ExchangeId = excluded.ExchangeId, Body = excluded.Body
        """);

    public static string Key(string id) => id.Trim().ToUpperInvariant();

    /// <summary>Says that the session will be looked for.</summary>
    public void Foresee(PartyId cpo, string id) => newest.Ahead(cpo.Key, Key(id));

    /// <summary>When the CPO changed what it reported last; null for a session that it hasn't reported.</summary>
    public DateTimeOffset? Newest(PartyId cpo, string id)
    {
        using var rows = newest.Read(cpo.Key, Key(id));
        return rows.Read() ? rows.Instant(0) : null;
    }

    /// <param name="exchange">By which it is told so.</param>
    public void Put(Guid session, Session report, PartyId? emsp, DateTimeOffset updated, Guid exchange) =>
        put.Run(session, report.Party!.Key, Key(report.Id!), emsp?.Key, updated, exchange, CanonicalJson.Write(report));

    public void Dispose()
    {
        newest.Dispose();
        put.Dispose();
    }
}
