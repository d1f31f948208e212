using Microsoft.Data.Sqlite;

namespace ProtocolGateway.Testing;

/// <summary>Another process that holds an embedded journal: nobody else can write until this is disposed.</summary>
public sealed class JournalLock : IDisposable
{
    private readonly SqliteConnection connection;

    private JournalLock(SqliteConnection connection) => this.connection = connection;

    /// <param name="folder">The data directory.</param>
    public static JournalLock Hold(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return new JournalLock(connection);
    }

    /// <summary>What was begun is undone with its connection.</summary>
    public void Dispose() => connection.Dispose();
}
