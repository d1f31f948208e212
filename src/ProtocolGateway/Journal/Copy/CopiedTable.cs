using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using ProtocolGateway.Journal.Postgres;

namespace ProtocolGateway.Journal.Copy;

/// <summary>One table on its way from SQLite to PostgreSQL.</summary>
internal sealed class CopiedTable
{
    private readonly CopiedColumn[] columns;
    private readonly string list;
    private readonly string order;

    public CopiedTable(IEntityType type)
    {
        Name = type.GetTableName()!;
        columns = [.. type.GetProperties().Select(p => new CopiedColumn(p))];
        list = string.Join(", ", columns.Select(c => c.Name));
        order = string.Join(", ", type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()));
    }

    public string Name { get; }

    /// <summary>Nodes come and go with those who look into the journal: they don't make it used.</summary>
    public async Task<bool> IsInUseAsync(NpgsqlConnection target, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM {Name})", target);
        return (bool)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    public async Task<Content> CopyAsync(SqliteConnection source, SqliteTransaction held, NpgsqlConnection target, CancellationToken cancellation)
    {
        var content = new ContentSum();
        await using (var command = source.CreateCommand())
        {
            command.Transaction = held;
#pragma warning disable CA2100 // Names of the model.
            command.CommandText = $"SELECT {list} FROM {Name} ORDER BY {order}";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var writer = await target.BeginBinaryImportAsync($"COPY {Name} ({list}) FROM STDIN (FORMAT BINARY)", cancellation).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                await writer.StartRowAsync(cancellation).ConfigureAwait(false);
                foreach (var (i, column) in columns.Index())
                {
                    var value = column.Read(rows, i);
                    content.Add(value);
                    if (value is null) await writer.WriteNullAsync(cancellation).ConfigureAwait(false);
                    else await writer.WriteAsync(value, column.Type, cancellation).ConfigureAwait(false);
                }
                content.EndRow();
            }
            await writer.CompleteAsync(cancellation).ConfigureAwait(false);
        }
        foreach (var column in columns.Where(c => c.IsCounted)) await CountOnAsync(column, target, cancellation).ConfigureAwait(false);
        return content.Result;
    }

    /// <summary>What is there now.</summary>
    public async Task<Content> ReadAsync(NpgsqlConnection target, CancellationToken cancellation)
    {
        var content = new ContentSum();
        await using var command = new NpgsqlCommand($"SELECT {list} FROM {Name}", target);
        await using var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            for (var i = 0; i < columns.Length; i++) content.Add(rows.IsDBNull(i) ? null : rows[i]);
            content.EndRow();
        }
        return content.Result;
    }

    /// <summary>New rows get numbers after those that were copied.</summary>
    private async Task CountOnAsync(CopiedColumn column, NpgsqlConnection target, CancellationToken cancellation)
    {
        var sql = $"SELECT setval(pg_get_serial_sequence('{Name}', '{column.Name.ToLowerInvariant()}'), COALESCE(MAX({column.Name}), 1), MAX({column.Name}) IS NOT NULL) FROM {Name}";
        await using var command = new NpgsqlCommand(sql, target);
        await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }

    private sealed class CopiedColumn(IProperty property)
    {
        private readonly Type type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

        public string Name => property.GetColumnName();

        /// <summary>The database numbers the rows itself.</summary>
        public bool IsCounted => property.ValueGenerated == ValueGenerated.OnAdd && type == typeof(long);

        public NpgsqlDbType Type =>
            type == typeof(Guid) ? NpgsqlDbType.Uuid
            : type == typeof(bool) ? NpgsqlDbType.Boolean
            : type == typeof(int) ? NpgsqlDbType.Integer
            : type == typeof(long) || type == typeof(DateTimeOffset) ? NpgsqlDbType.Bigint
            : type == typeof(byte[]) ? NpgsqlDbType.Bytea
            : NpgsqlDbType.Text;

        /// <summary>As PostgreSQL keeps it; null for none.</summary>
        public object? Read(DbDataReader rows, int column) => rows.IsDBNull(column) ? null : Type switch
        {
            NpgsqlDbType.Uuid => Guid.Parse(rows.GetString(column), CultureInfo.InvariantCulture),
            NpgsqlDbType.Boolean => rows.GetInt64(column) != 0,
            NpgsqlDbType.Integer => rows.GetInt32(column),
            NpgsqlDbType.Bigint => rows.GetInt64(column),
            NpgsqlDbType.Bytea => (byte[])rows[column],
            _ => PostgresText.Of(rows.GetString(column)),
        };
    }
}
