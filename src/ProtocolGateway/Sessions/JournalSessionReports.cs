using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Sessions;

/// <summary>Reported sessions in the journal's database.</summary>
internal sealed class JournalSessionReports(JournalDatabase database) : ISessionReports, IDisposable
{
    private readonly ReaderPool<Queries> readers = new(database, connection => new Queries(connection));

    public Session? Find(PartyId cpo, string id) => readers.Read(queries => queries.Find(cpo.Key, SessionReportStatements.Key(id)));

    public SessionReportPage List(SessionReportList list) =>
        list.Emsps.Count == 0 ? new([], 0) : readers.Read(queries => new SessionReportPage(queries.Page(list), queries.Count(list)));

    public void Dispose() => readers.Dispose();

    private sealed class Queries(JournalConnection connection) : IDisposable
    {
        // The eMSPs stand in one text, ",DEABC,FRMSP,": the same statement for any number of them. An empty CPO is any.
        private const string Seen =
            "@emsps LIKE '%,' || Emsp || ',%' AND (@cpo = '' OR Cpo = @cpo) AND LastUpdated >= @from AND LastUpdated < @to";

        private readonly Statement find = connection.Prepare("SELECT Body FROM SessionReports WHERE Cpo = @cpo AND IdKey = @key");

        private readonly Statement page = connection.Prepare(
            $"SELECT Sequence, Body, Emsp, LastUpdated, ExchangeId FROM SessionReports WHERE {Seen} AND Sequence > @after ORDER BY Sequence LIMIT @limit OFFSET @offset");

        private readonly Statement count = connection.Prepare($"SELECT COUNT(*) FROM SessionReports WHERE {Seen}");

        public Session? Find(string cpo, string key)
        {
            using var rows = find.Read(cpo, key);
            return rows.Read() ? Read(rows.Bytes(0)) : null;
        }

        public List<SessionReport> Page(SessionReportList list)
        {
            var (from, to) = Window(list);
            using var rows = page.Read(Emsps(list), list.Cpo?.Key ?? "", from, to, list.After, list.Limit, list.Offset);
            var found = new List<SessionReport>();
            while (rows.Read()) found.Add(new(rows.Number(0), Read(rows.Bytes(1)), Parties.Read(rows.Text(2)), rows.Instant(3), rows.IsNull(4) ? null : rows.Id(4)));
            return found;
        }

        public long Count(SessionReportList list)
        {
            var (from, to) = Window(list);
            using var rows = count.Read(Emsps(list), list.Cpo?.Key ?? "", from, to);
            return rows.Read() ? rows.Number(0) : 0;
        }

        public void Dispose()
        {
            find.Dispose();
            page.Dispose();
            count.Dispose();
            connection.Dispose();
        }

        private static (DateTimeOffset From, DateTimeOffset To) Window(SessionReportList list) =>
            (list.From ?? DateTimeOffset.UnixEpoch, list.To ?? DateTimeOffset.MaxValue);

        private static string Emsps(SessionReportList list) => $",{string.Join(',', list.Emsps.Select(e => e.Key))},";

        private static Session Read(byte[] body) => (Session)CanonicalJson.Read(body, typeof(Session));
    }
}
