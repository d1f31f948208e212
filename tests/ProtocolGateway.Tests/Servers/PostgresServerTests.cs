using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Tests.Servers;

public sealed class PostgresServerTests
{
    [Test]
    public async Task What_was_committed_survives_the_kill_of_the_whole_server()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.CreateDatabaseAsync("journal");
        await server.QueryAsync("CREATE TABLE kept (text text); INSERT INTO kept VALUES ('said before')", "journal");

        await server.KillAsync();
        Assert.That(() => server.QueryAsync("SELECT 1"), Throws.InvalidOperationException);
        await server.RestartAsync();

        Assert.That(await server.QueryAsync("SELECT text FROM kept", "journal"), Is.EqualTo("said before"));
    }

    [Test]
    public async Task A_stopped_server_starts_again()
    {
        await using var server = await PostgresServer.StartAsync();

        await server.StopAsync();
        await server.RestartAsync();

        Assert.That(await server.QueryAsync("SELECT 1"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_kill_leaves_no_process_behind()
    {
        await using var server = await PostgresServer.StartAsync();
        var backends = (await server.QueryAsync("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")).Split('\n');

        await server.KillAsync();

        Assert.That(backends, Is.Not.Empty);
        Assert.That(backends.Where(pid => ProcessTree.IsAlive(int.Parse(pid))), Is.Empty);
    }
}
