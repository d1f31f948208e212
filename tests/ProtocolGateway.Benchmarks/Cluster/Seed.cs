using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>The database that all others begin as: the directory of a hundred eMSPs, and one CDR that was delivered.</summary>
internal static class Seed
{
    public const string Name = "seed";

    public static async Task MakeAsync(Backends backends, Arrivals arrivals, string sink)
    {
        var database = await backends.CreateAsync(Name);
        var payers = Payer.Many(100);
        using (var folder = new ClusterFolder(backends, database))
        {
            var settings = folder.Import(payers);
            var tokens = new JsonArray([.. payers.Select(p => p.Token())]);
            await Host.CommandAsync(folder.Path, settings, "locations", "import", folder.File("locations.json", Records.Locations), "--partner", "acme-cpo");
            await Host.CommandAsync(folder.Path, settings, "tokens", "import", folder.File("tokens.json", Encoding.UTF8.GetBytes(tokens.ToJsonString())), "--partner", "emsps");
        }
        await using var node = await Nodes.StartAsync(backends, database, 1, [payers[0]], sink);
        using var load = new Load(arrivals, [payers[0]]);
        await load.RunAsync(node.Emip, 1, Pace.OnArrival);
        await node.SettleAsync();
    }

    /// <summary>Writes the one CDR's rows so often again, as if as many had been heard before, one every 100 ms, and delivered.</summary>
    public static async Task<long> FillAsync(string database, int count)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await Backends.ExecuteAsync(connection, Copies.Replace("@count", $"{count}", StringComparison.Ordinal));
        // As the server does by itself in time.
        await Backends.ExecuteAsync(connection, "VACUUM (ANALYZE)");
        await Backends.ExecuteAsync(connection, "CHECKPOINT");
        return (long)(await Backends.ExecuteAsync(connection, "SELECT SUM(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))!;
    }

    private const string Copies =
        """
        SET synchronous_commit = off;
        SET work_mem = '64MB';
        CREATE FUNCTION pg_temp.made(kind TEXT, at BIGINT, n BIGINT) RETURNS UUID LANGUAGE SQL IMMUTABLE AS
          $$ SELECT (lpad(to_hex(at), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 11, '0') || kind)::uuid $$;
        CREATE TEMP TABLE one AS SELECT d.*, f.SessionId, e.ReceivedAt - 100::bigint * (@count + 1) AS begun
          FROM Deliveries d JOIN Exchanges e ON e.Id = d.ExchangeId JOIN Facts f ON f.ExchangeId = e.Id
          WHERE d.Message = 'ChargeDetailRecordIssued';
        CREATE TEMP TABLE copies AS
          SELECT n, begun + 100 * n AS at, pg_temp.made('a', begun + 100 * n, n) AS exchange, pg_temp.made('b', begun + 100 * n, n) AS session,
            pg_temp.made('c', begun + 100 * n, n) AS delivery, last.Sequence + n AS sequence, '-' || n AS mark
          FROM one, generate_series(1, @count::bigint) AS n, (SELECT MAX(Sequence) AS Sequence FROM Deliveries) AS last;
        INSERT INTO Exchanges SELECT c.exchange, e.PartnerId, e.Protocol, e.Operation, c.at, e.Result, e.Body, e.Headers, e.Canonical, e.Answer,
          e.Refusal, e.Losses, e.FactKey || c.mark FROM copies c, one JOIN Exchanges e ON e.Id = one.ExchangeId;
        INSERT INTO Facts SELECT f.Key || c.mark, f.ContentHash, c.exchange, f.Message, c.session, f.PosterId, f.Payer
          FROM copies c, one JOIN Facts f ON f.ExchangeId = one.ExchangeId;
        INSERT INTO Sessions SELECT c.session, s.Cpo, s.Emsp, s.Body, c.at FROM copies c, one JOIN Sessions s ON s.Id = one.SessionId;
        INSERT INTO SessionNames SELECT s.Neighbour, s.Value || c.mark, s.Kind, c.session FROM copies c, one JOIN SessionNames s ON s.SessionId = one.SessionId;
        INSERT INTO Deliveries (Sequence, Id, ExchangeId, SourceId, PartnerId, Message, Key, Subject, FromParty, ToParty, State, Attempts, Repeat,
            NotBefore, DeliverableAt, ReceivedAt, UpdatedAt, Cause)
          SELECT c.sequence, c.delivery, c.exchange, d.SourceId, d.PartnerId, d.Message, d.Key || c.mark,
            replace(d.Subject, d.SessionId::text, c.session::text), d.FromParty, d.ToParty, d.State, d.Attempts, d.Repeat, c.at, c.at, c.at, c.at, d.Cause
          FROM copies c, one d;
        INSERT INTO Moves (Delivery, At, FromState, ToState, Cause, Sent, Answer, Losses)
          SELECT c.sequence, c.at, m.FromState, m.ToState, m.Cause, m.Sent, m.Answer, m.Losses FROM copies c, one JOIN Moves m ON m.Delivery = one.Sequence;
        SELECT setval(pg_get_serial_sequence('deliveries', 'sequence'), (SELECT MAX(Sequence) FROM Deliveries));
        """;
}
