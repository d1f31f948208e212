using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>What the servers bear when nothing else is asked of them: rows and messages of 2 kB, each durable when it counts.</summary>
internal static class Limits
{
    private const int Bytes = 2000;
    private const int RowsPerBatch = 64;
    private const int MessagesPerBatch = 256;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(3);

    /// <summary>Rows with a unique key per second, over one connection, 64 a batch and commit.</summary>
    public static async Task<double> InsertAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Max Auto Prepare=10;Auto Prepare Min Usages=1");
        await connection.OpenAsync();
        await Backends.ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS Raw (Key UUID NOT NULL PRIMARY KEY, Body BYTEA NOT NULL)");
        var body = Noise();
        var rate = await RateAsync(RowsPerBatch, async () =>
        {
            await using var batch = new NpgsqlBatch(connection);
            for (var i = 0; i < RowsPerBatch; i++)
            {
                var command = new NpgsqlBatchCommand("INSERT INTO Raw (Key, Body) VALUES ($1, $2) ON CONFLICT DO NOTHING");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
                command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync();
        });
        await Backends.ExecuteAsync(connection, "DROP TABLE Raw");
        return rate;
    }

    /// <summary>Persistent messages per second that a quorum queue has confirmed, over one channel, 256 under way at once.</summary>
    public static async Task<double> PublishAsync(Uri bus)
    {
        await using var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        // A limiter of its own, since the client's usual one lets 128 be under way.
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(true, true, new ThrottlingRateLimiter(2 * MessagesPerBatch)));
        await channel.QueueDeclareAsync("raw", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var body = Noise();
        var properties = new BasicProperties { Persistent = true };
        var confirmed = new Task[MessagesPerBatch];
        var rate = await RateAsync(MessagesPerBatch, () =>
        {
            for (var i = 0; i < MessagesPerBatch; i++)
                confirmed[i] = channel.BasicPublishAsync("", "raw", mandatory: true, properties, body).AsTask();
            return Task.WhenAll(confirmed);
        });
        await channel.QueueDeleteAsync("raw");
        return rate;
    }

    private static async Task<double> RateAsync(int perBatch, Func<Task> batch)
    {
        // Statements, code and files are made at the first uses.
        for (var i = 0; i < 20; i++) await batch();
        var done = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Lasts)
        {
            await batch();
            done += perBatch;
        }
        return done / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Bytes that nobody can compress.</summary>
    private static byte[] Noise()
    {
        var bytes = new byte[Bytes];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
