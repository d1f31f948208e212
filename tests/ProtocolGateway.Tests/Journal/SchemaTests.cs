using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Tests.Journal;

public sealed class SchemaTests
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;

    [TearDown]
    public void Remove() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public void The_model_and_the_schema_name_the_same_tables_and_columns()
    {
        var database = new JournalDatabase(new JournalOptions { DataDirectory = folder });
        using var journal = database.CreateDbContext();

        var model = journal.Model.GetEntityTypes()
            .SelectMany(t => t.GetProperties().Select(p => (Table: t.GetTableName()!, Column: p.GetColumnName(), Required: !p.IsNullable)));
        var schema = Query("SELECT m.name, c.name, c.\"notnull\" FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'SchemaVersions'")
            .Select(r => (Table: (string)r[0], Column: (string)r[1], Required: (long)r[2] == 1));

        Assert.That(model.Order(), Is.EqualTo(schema.Order()));
    }

    [Test]
    public void Opening_it_again_changes_nothing()
    {
        _ = new JournalDatabase(new JournalOptions { DataDirectory = folder });
        var first = Query("SELECT Version, At FROM SchemaVersions");

        _ = new JournalDatabase(new JournalOptions { DataDirectory = folder });

        Assert.That(Query("SELECT Version, At FROM SchemaVersions"), Is.EqualTo(first));
    }

    [Test]
    public void It_is_written_ahead_and_synced_at_each_commit()
    {
        var database = new JournalDatabase(new JournalOptions { DataDirectory = folder });
        using var connection = database.OpenForWriter();
        using var mode = connection.Prepare("PRAGMA journal_mode");
        using var synchronous = connection.Prepare("PRAGMA synchronous");

        using (var rows = mode.Read()) Assert.That((rows.Read(), rows.Text(0)), Is.EqualTo((true, "wal")));
        using (var rows = synchronous.Read()) Assert.That((rows.Read(), rows.Number(0)), Is.EqualTo((true, 2L)));
    }

    private List<object[]> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<object[]>();
        while (rows.Read())
        {
            var row = new object[rows.FieldCount];
            rows.GetValues(row);
            found.Add(row);
        }
        return found;
    }
}
