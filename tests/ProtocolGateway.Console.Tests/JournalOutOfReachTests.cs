using Microsoft.Data.Sqlite;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests;

public sealed class JournalOutOfReachTests : ConsoleTest
{
    private static readonly string[] Addresses =
    [
        "/api/deliveries", "/api/deliveries?state=Held&partner=volt-emsp&after=9", $"/api/deliveries/{Rows.Id(1)}",
        $"/api/exchanges/{Rows.Id(900)}", "/api/partners", "/api/sessions", "/api/findings",
    ];

    private static readonly string[] Actions = [$"/api/deliveries/{Rows.Id(1)}/retry", $"/api/deliveries/{Rows.Id(1)}/drop"];

    private string Journal => Path.Combine(Console.Folder, "journal.db");

    [SetUp]
    public Task FillAsync() => Console.WriteAsync([Rows.Delivery(1, DeliveryState.Held), Rows.Finding(1), .. Rows.Ground()]);

    [Test]
    public async Task Locked_against_readers_is_told_as_such()
    {
        SqliteConnection.ClearAllPools();
        using (var other = new SqliteConnection($"Data Source={Journal};Pooling=False"))
        {
            other.Open();
            // Only a journal that is not written ahead can be locked against readers.
            Execute(other, "PRAGMA journal_mode = DELETE");
            Execute(other, "BEGIN EXCLUSIVE");
            await AllTellAsync(Unreachable.Because("The journal is locked by another process."));
        }
        Assert.That((await Console.GetAsync(Addresses[0])).Status, Is.EqualTo(200));
    }

    [Test]
    public Task A_file_of_something_else_is_told_as_such() =>
        SpoiledTellsAsync(() => File.WriteAllText(Journal, new string('x', 100_000)), "The journal's disk fails.");

    [Test]
    public Task A_file_that_was_cut_off_is_told_as_such() => SpoiledTellsAsync(
        () =>
        {
            using var file = File.OpenWrite(Journal);
            file.SetLength(5000);
        },
        "The journal's disk fails.");

    [Test]
    public Task A_file_that_was_emptied_is_told_as_such() =>
        SpoiledTellsAsync(() => File.WriteAllBytes(Journal, []), "The journal is not what it was.");

    [Test]
    public Task A_file_that_cannot_be_opened_is_told_as_such() => SpoiledTellsAsync(
        () =>
        {
            // Whoever is root may open every file; a folder nobody opens as one.
            File.Delete(Journal);
            System.IO.Directory.CreateDirectory(Journal);
        },
        "The journal can't be written.");

    [Test]
    public async Task What_was_thrown_is_in_the_log_and_not_in_the_answer()
    {
        Spoil(() => File.WriteAllText(Journal, new string('x', 100_000)));

        var answer = await Console.GetAsync("/api/partners");

        Assert.That(answer.Text, Does.Not.Contain("SQLite").And.Not.Contain(Console.Folder));
        Assert.That(Console.Log.All, Has.Exactly(1).EqualTo(
            "Error ProtocolGateway.Console.JournalFilter: /api/partners could not be answered: The journal's disk fails."));
    }

    private async Task SpoiledTellsAsync(Action spoil, string detail)
    {
        Spoil(spoil);
        await AllTellAsync(Unreachable.Because(detail));
    }

    private void Spoil(Action spoil)
    {
        SqliteConnection.ClearAllPools();
        foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(Journal + beside);
        spoil();
    }

    private async Task AllTellAsync(string problem)
    {
        foreach (var address in Addresses) (await Console.GetAsync(address)).IsWholeProblem(503, problem);
        foreach (var action in Actions) (await Console.PostAsync(action, """{ "reason": "why" }""")).IsWholeProblem(503, problem);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
