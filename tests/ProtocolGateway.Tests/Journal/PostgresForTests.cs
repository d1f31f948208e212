using ProtocolGateway.Testing.Servers;

/// <summary>One PostgreSQL for all tests of this project, started by the first that needs it. Each journal is a schema of it.</summary>
[SetUpFixture]
#pragma warning disable CA1050 // Outside every namespace: it ends with the last test of the assembly.
public sealed class PostgresForTests
#pragma warning restore CA1050
{
    private static readonly Lazy<PostgresServer> Started = new(() => PostgresServer.StartAsync().GetAwaiter().GetResult());

    public static PostgresServer Server => Started.Value;

    public static string ConnectionString => Server.ConnectionString;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Started.IsValueCreated) await Started.Value.DisposeAsync();
    }
}
