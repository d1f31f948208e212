namespace ProtocolGateway.Tests.Journal;

internal static class PostgresForTests
{
    public static string ConnectionString => Environment.GetEnvironmentVariable("TEST_POSTGRES") ?? "Host=127.0.0.1;Port=55432;Username=postgres;Database=postgres";
}
