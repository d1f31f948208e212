using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ProtocolGateway.Journal.Copy;

/// <summary>
/// Takes an embedded journal to PostgreSQL with everything in it: all or nothing, compared row by row before it counts. While
/// it runs nobody can write to the embedded one, and afterwards that has another name, so that nobody goes on with its debts.
/// </summary>
public static class JournalCopy
{
    /// <param name="from">The embedded journal's folder.</param>
    /// <param name="to">The shared journal; nothing may be in it.</param>
    public static async Task<CopyReport> RunAsync(JournalOptions from, JournalOptions to, CancellationToken cancellation)
    {
        if (!File.Exists(from.Path)) return new([], $"There is no journal in {from.DataDirectory}.");
        var counts = new List<(string, long)>();
        try
        {
            // Both are brought up to date, so that they have the same tables.
            using (new JournalDatabase(from)) { }
            using var database = new JournalDatabase(to);
            await using var context = database.CreateDbContext();
            await using var source = new SqliteConnection($"Data Source={from.Path};Pooling=False");
            await source.OpenAsync(cancellation).ConfigureAwait(false);
            await using var held = source.BeginTransaction(deferred: false);
            await using var target = new NpgsqlConnection(to.ConnectionString);
            await target.OpenAsync(cancellation).ConfigureAwait(false);
            await using var transaction = await target.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            // The target counts what arrives by itself.
            foreach (var table in context.Model.GetEntityTypes().Where(type => type.ClrType != typeof(PublishedCountRow)).Select(type => new CopiedTable(type)))
            {
                if (await table.IsInUseAsync(target, cancellation).ConfigureAwait(false))
                    return new([], $"The shared journal is in use: there are rows in {table.Name}. Only into an empty one can be copied.");
                var copied = await table.CopyAsync(source, held, target, cancellation).ConfigureAwait(false);
                var arrived = await table.ReadAsync(target, cancellation).ConfigureAwait(false);
                if (copied != arrived) return new([], $"{table.Name} arrived otherwise than it was: {copied} before, {arrived} after. Nothing is copied.");
                counts.Add((table.Name, copied.Rows));
            }
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            return new([], e.Message);
        }
        return new(counts, null) { PutAway = PutAway(from) };
    }

    /// <summary>The file's new name.</summary>
    private static string PutAway(JournalOptions journal)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{journal.Path}.copied-{DateTimeOffset.UtcNow:yyyyMMddHHmmss}");
        // Its last commits may stand in the log that is written ahead.
        foreach (var ending in (string[])["", "-wal", "-shm"])
            if (File.Exists(journal.Path + ending)) File.Move(journal.Path + ending, name + ending);
        return name;
    }
}

/// <summary>What was copied, table by table; or why nothing was.</summary>
public sealed record CopyReport(IReadOnlyList<(string Table, long Rows)> Tables, string? Failure)
{
    /// <summary>Where the embedded journal is now.</summary>
    public string? PutAway { get; init; }
}
