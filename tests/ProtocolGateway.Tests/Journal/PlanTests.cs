using Microsoft.Data.Sqlite;
using Npgsql;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Journal;

/// <summary>What is said often must not read a whole table, however the journal grows.</summary>
public sealed class PlanTests(JournalProvider provider) : JournalTest(provider)
{
    private const string Anybody = "'00000000-0000-0000-0000-000000000000'";

    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;

    [TearDown]
    public void Remove() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public void Retention_finds_the_facts_of_an_exchange_by_an_index() =>
        Assert.That(Plan(RetentionStatements.FactsOf.Replace("@exchange", Anybody, StringComparison.Ordinal)), Has.None.Contains("Seq Scan on").And.None.StartsWith("SCAN"));

    /// <summary>As the journal is when its statistics are made: a queue that is empty by then. The whole of it must not be read for each row.</summary>
    [Test]
    public void The_heads_of_a_queue_are_found_by_partner_and_subject()
    {
        var heads = DueReader.Heads.Replace("@partner", "'p'", StringComparison.Ordinal).Replace("@now", "1", StringComparison.Ordinal)
            .Replace("@limit", "1", StringComparison.Ordinal);

        Assert.That(Plan(heads), Has.Some.Contains("(partnerid = d.partnerid) AND (subject = d.subject)").Or.Some.Contains("Deliveries_Subject (PartnerId=? AND Subject=?)"));
    }

    [Test]
    public void A_claim_finds_its_row_by_its_id()
    {
        var claim = DeliveryStatements.ClaimText.Replace("@id", Anybody, StringComparison.Ordinal).Replace("@node", "'n'", StringComparison.Ordinal)
            .Replace("@until", "2", StringComparison.Ordinal).Replace("@now", "1", StringComparison.Ordinal);

        Assert.That(Plan(claim), Has.Some.Contains("deliveries_id_key").Or.Some.Contains("(Id=?)"));
    }

    /// <summary>300,000 locations: a page and their count read an index, and the page's rows. Of an empty table any index is as good to PostgreSQL.</summary>
    [TestCase(PublishedQueries.PageText)]
    [TestCase(PublishedQueries.CountText)]
    public void Lists_of_published_objects_are_counted_and_cut_in_an_index(string list)
    {
        var filled = list.Replace("@kind", "'Location'", StringComparison.Ordinal).Replace("@owners", "',FR798,'", StringComparison.Ordinal)
            .Replace("@restricted", "',,'", StringComparison.Ordinal).Replace("@from", "0", StringComparison.Ordinal).Replace("@to", "9", StringComparison.Ordinal)
            .Replace("@owner", "'FR798'", StringComparison.Ordinal).Replace("@all", "TRUE", StringComparison.Ordinal)
            .Replace("@after", "7", StringComparison.Ordinal).Replace("@limit", "200", StringComparison.Ordinal).Replace("@offset", "0", StringComparison.Ordinal);

        Assert.That(Plan(filled), Has.Some.Contains("COVERING INDEX Published_").Or.Some.Contains("Scan using published_"));
    }

    [Test]
    public void A_whole_list_is_counted_by_its_key()
    {
        var filled = PublishedQueries.WholeCountText.Replace("@kind", "'Location'", StringComparison.Ordinal)
            .Replace("@owner", "'FR798'", StringComparison.Ordinal).Replace("@all", "TRUE", StringComparison.Ordinal);

        Assert.That(Plan(filled), Has.Some.Contains("SEARCH PublishedCounts USING PRIMARY KEY").Or.Some.Contains("using publishedcounts_pkey"));
    }

    [Test]
    public void A_search_without_an_index_would_show() =>
        Assert.That(Plan($"SELECT Key FROM Facts WHERE PosterId = {Anybody}"), Has.Some.Contains("Seq Scan on").Or.Some.StartsWith("SCAN"));

    /// <summary>A line each. PostgreSQL may read an empty table whole whatever indexes it has, so that it is told not to.</summary>
    private List<string> Plan(string sql)
    {
        var options = JournalUnderTest.Options(folder);
        new JournalDatabase(options).Dispose();
        return options.ConnectionString is { } server
            ? Explain(new NpgsqlConnection(server), "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN ", sql, 0)
            : Explain(new SqliteConnection($"Data Source={System.IO.Path.Combine(folder, "journal.db")};Pooling=False"), "EXPLAIN QUERY PLAN ", sql, 3);
    }

    private static List<string> Explain(System.Data.Common.DbConnection connection, string prefix, string sql, int column)
    {
        using (connection)
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The journal's own text.
            command.CommandText = prefix + sql;
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            var lines = new List<string>();
            while (rows.Read()) lines.Add(rows.GetString(column));
            return lines;
        }
    }
}
