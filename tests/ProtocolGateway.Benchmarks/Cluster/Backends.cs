using Npgsql;
using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>The servers that the nodes share, on this machine, as they are after their installation.</summary>
internal sealed class Backends : IAsyncDisposable
{
    private readonly PostgresServer postgres;
    private readonly RabbitMqServer rabbitMq;

    private Backends(PostgresServer postgres, RabbitMqServer rabbitMq) => (this.postgres, this.rabbitMq) = (postgres, rabbitMq);

    public Uri Bus => rabbitMq.Url;

    public static async Task<Backends> StartAsync() => new(await PostgresServer.StartAsync(), await RabbitMqServer.StartAsync());

    /// <summary>A new database; its connection string.</summary>
    /// <param name="template">Whose content it begins with, while nobody is connected to that; null for an empty one.</param>
    public async Task<string> CreateAsync(string name, string? template = null)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {template}")}");
        return postgres.ConnectionStringOf(name) + ";Pooling=false";
    }

    public async Task DropAsync(string name)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
    }

    /// <summary>However long it takes.</summary>
    public static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // This program's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await rabbitMq.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
