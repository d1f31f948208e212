using System.Collections.Concurrent;
using Npgsql;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Journal;

/// <summary>Which database the journals of the running test are in. A worker runs one test after another.</summary>
internal static class JournalUnderTest
{
    private static readonly ConcurrentDictionary<string, Choice> Choices = new();

    public static JournalProvider Provider
    {
        get => Own.Provider;
        set => Own.Provider = value;
    }

    /// <summary>A whole database of PostgreSQL that every folder's journal is in; null for a schema each.</summary>
    public static string? Database
    {
        get => Own.Database;
        set => Own.Database = value;
    }

    private static Choice Own => Choices.GetOrAdd(TestContext.CurrentContext.WorkerId ?? "", _ => new Choice());

    /// <summary>The journal of a folder: a file in it, or a schema of its name.</summary>
    public static JournalOptions Options(string folder)
    {
        var options = new JournalOptions { DataDirectory = folder, LockTimeout = TimeSpan.FromSeconds(1) };
        if (Provider == JournalProvider.Sqlite) return options;
        if (Database is not null) return options with { ConnectionString = Database };
        var schema = "test_" + System.IO.Path.GetFileName(folder).Replace('-', '_').ToLowerInvariant();
        using var connection = new NpgsqlConnection(PostgresForTests.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A folder's name.
        command.CommandText = $"CREATE SCHEMA IF NOT EXISTS \"{schema}\"";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(PostgresForTests.ConnectionString) { SearchPath = schema, MaxPoolSize = 5 }.ToString(),
        };
    }

    private sealed class Choice
    {
        public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

        public string? Database { get; set; }
    }
}

/// <summary>Tests of the engine hold for every kind of journal.</summary>
[TestFixture(JournalProvider.Sqlite)]
[TestFixture(JournalProvider.Postgres)]
public abstract class JournalTest(JournalProvider provider)
{
    [SetUp]
    public void Choose() => JournalUnderTest.Provider = provider;

    [TearDown]
    public void ChooseAgain() => JournalUnderTest.Provider = JournalProvider.Sqlite;
}
