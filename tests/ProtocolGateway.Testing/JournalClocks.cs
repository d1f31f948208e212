using Microsoft.Data.Sqlite;

namespace ProtocolGateway.Testing;

/// <summary>Lets time pass for the sessions of an embedded journal whose record is awaited, since no test waits for a day.</summary>
public static class JournalClocks
{
    /// <param name="folder">The data directory.</param>
    public static void Pass(string folder, TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE SessionClocks SET DueAt = DueAt - @time";
        command.Parameters.AddWithValue("@time", (long)time.TotalMilliseconds);
        command.ExecuteNonQuery();
    }
}
