using Microsoft.Data.Sqlite;

namespace ProtocolGateway.Console.Tests;

public sealed class JournalReachTests : ConsoleTest
{
    [TestCase("/api/deliveries")]
    [TestCase("/api/deliveries/00000000-0000-7000-8000-000000000001")]
    [TestCase("/api/exchanges/00000000-0000-7000-8000-000000000900")]
    [TestCase("/api/partners")]
    [TestCase("/api/sessions")]
    [TestCase("/api/findings")]
    public async Task A_journal_that_cannot_be_read_is_told_as_such(string path)
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Console.Folder, recursive: true);

        var answer = await Console.GetAsync(path);

        answer.IsProblem(503, "The journal is out of reach", "The journal can't be written.");
        Assert.That(answer.Text, Does.Not.Contain(Console.Folder));
        Assert.That(Console.Log.All, Has.Some.EqualTo($"Warning ProtocolGateway.Console.JournalReach: {path}: the journal is out of reach"));
    }
}
