using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ProtocolGateway.Journal.Postgres;

/// <summary>The journal that any number of gateway processes share.</summary>
internal sealed class PostgresStore : JournalStore
{
    /// <summary>Whoever holds it brings the schema up to date.</summary>
    private const long UpgradeLock = 0x50_47_57_31;

    private const int QuerySeconds = 30;
    private const int UpgradeSeconds = 600;

    private readonly NpgsqlDataSource queries;
    private readonly NpgsqlDataSource statements;

    public PostgresStore(string connectionString, JournalOptions options)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(options.LockTimeout.TotalSeconds));
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "ProtocolGateway", Enlist = false };
        // A database that doesn't answer must be noticed before the partners' own time-outs.
        if (!builder.ContainsKey("Timeout")) builder.Timeout = seconds;
        builder.CommandTimeout = QuerySeconds;
        queries = NpgsqlDataSource.Create(builder.ConnectionString);
        builder.CommandTimeout = 2 * seconds;
        builder.CancellationTimeout = 500;
        builder.MaxAutoPrepare = 200;
        builder.AutoPrepareMinUsages = 1;
        builder.Pooling = false;
        // A node whose machine went away in the middle of a batch must not keep what it held until TCP gives it up, hours later.
        builder.Options = string.Create(
            CultureInfo.InvariantCulture, $"{builder.Options} -c lock_timeout={1000 * seconds} -c idle_in_transaction_session_timeout={2000 * seconds}").Trim();
        statements = NpgsqlDataSource.Create(builder.ConnectionString);
        ContextOptions = new DbContextOptionsBuilder<JournalContext>().UseNpgsql(queries).Options;
    }

    public override DbContextOptions<JournalContext> ContextOptions { get; }

    public override JournalConnection Open() => new PostgresJournalConnection(statements.OpenConnection());

    public override JournalConnection OpenForWriter() => Open();

    public override JournalConnection OpenPatiently() => Open();

    public override void Upgrade()
    {
        using var connection = queries.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Execute(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({UpgradeLock})"));
        Execute("CREATE TABLE IF NOT EXISTS SchemaVersions (Version INTEGER NOT NULL PRIMARY KEY, At BIGINT NOT NULL)");
        var taken = (int[])Execute("SELECT COALESCE(array_agg(Version), '{}') FROM SchemaVersions")!;
        foreach (var step in SchemaSteps.Postgres.Without([.. taken.Select(t => (long)t)]))
        {
            Execute(step.Sql);
            var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO SchemaVersions VALUES ({step.Version}, {at})"));
        }
        transaction.Commit();

        object? Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandTimeout = UpgradeSeconds;
#pragma warning disable CA2100 // The schema's own text.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteScalar();
        }
    }

    public override void Dispose()
    {
        queries.Dispose();
        statements.Dispose();
    }
}
