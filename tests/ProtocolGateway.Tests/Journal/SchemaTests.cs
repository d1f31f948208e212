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
    public void A_journal_of_a_newer_version_is_left_alone()
    {
        new JournalDatabase(new JournalOptions { DataDirectory = folder }).Dispose();
        Query("INSERT INTO SchemaVersions VALUES (999, 0) RETURNING Version");

        Assert.That(() => new JournalDatabase(new JournalOptions { DataDirectory = folder }), Throws.InstanceOf<NewerJournalException>());
    }

    [Test]
    public void A_journal_of_the_first_version_keeps_what_was_said_with_the_last_move_and_its_tariffs()
    {
        using (var first = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder, "journal.db")};Pooling=False"))
        {
            first.Open();
            using var command = first.CreateCommand();
#pragma warning disable CA2100 // The schema's own text.
            command.CommandText = SchemaSteps.Sqlite.Without([]).First().Sql + """
                CREATE TABLE SchemaVersions (Version INTEGER NOT NULL PRIMARY KEY, At INTEGER NOT NULL);
                INSERT INTO SchemaVersions VALUES (1, 0);
                INSERT INTO Deliveries VALUES (7, 'd', 'e', 's', 'p', 'm', 'k', 'u', NULL, NULL, 'Delivered', NULL, NULL, NULL, 2, 0, 0, NULL, NULL, NULL, 0, 0, 'sent', 'answer', '[]');
                INSERT INTO Tariffs VALUES ('FR798', 'T-1', X'7B7D', 'acme');
                INSERT INTO Moves VALUES (7, 1, 10, NULL, 'Held', 'heard; NoLocation'), (7, 2, 20, 'Held', 'Owed', 'released'), (7, 3, 30, 'Owed', 'Delivered', 'taken');
                """;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        new JournalDatabase(new JournalOptions { DataDirectory = folder }).Dispose();

        Assert.That(Query("SELECT Cause FROM Deliveries").Single(), Is.EqualTo(new object[] { "heard; NoLocation" }));
        Assert.That(Query("SELECT Delivery, At, FromState, ToState, Cause, Sent, Answer, Losses FROM Moves ORDER BY Id"), Is.EqualTo(new[]
        {
            new object[] { 7L, 20L, "Held", "Owed", "released", DBNull.Value, DBNull.Value, DBNull.Value },
            [7L, 30L, "Owed", "Delivered", "taken", "sent", "answer", "[]"],
        }));
        Assert.That(
            Query("SELECT Owner, TariffKey, ValidFrom, Body, PartnerId FROM Tariffs").Single(), Is.EqualTo(new object[] { "FR798", "T-1", 0L, "{}"u8.ToArray(), "acme" }),
            "from ever");
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
